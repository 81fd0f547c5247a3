import { errorNames, HeartbeatTimeout, StateError } from '../errors.ts';
import { suspend } from '../fiber.ts';
import type { Parked } from '../frame.ts';
import type { Json } from '../json.ts';
import { park, type Visit } from '../run.ts';
import type { ExpectedAnswer, TaskOutcome } from '../tokens.ts';

/**
 * Waits for an answer with the task's token and resolves with its output. Rejects with the StateError of the answer,
 * States.Timeout after the deadline, or a HeartbeatTimeout if a heartbeat is overdue.
 */
export async function awaitAnswer(
  visit: Visit,
  parked: Extract<Parked, { on: 'token' }>,
  answer: ExpectedAnswer,
): Promise<Json> {
  const { run } = visit;
  if (answer.early !== undefined) return resultOf(answer.early);
  park(visit, parked);
  const outcome = await suspend<TaskOutcome>(run, (resume) => {
    const stopDeadline = setTimer(parked.deadlineMs, () => resume.fail(new StateError(errorNames.timeout)));
    let stopHeartbeat = setTimer(parked.heartbeatDeadlineMs, () => resume.fail(new HeartbeatTimeout()));
    answer.listen(
      (outcome) => resume.with(outcome),
      () => {
        if (parked.heartbeatMs === undefined) return;
        const heartbeatDeadlineMs = run.clock.now() + parked.heartbeatMs;
        stopHeartbeat();
        stopHeartbeat = setTimer(heartbeatDeadlineMs, () => resume.fail(new HeartbeatTimeout()));
        park(visit, { ...parked, heartbeatDeadlineMs });
      },
    );
    return () => {
      stopDeadline();
      stopHeartbeat();
      answer.close();
    };
  });
  return resultOf(outcome);

  function setTimer(atMs: number | undefined, fire: () => void): () => void {
    return atMs === undefined ? () => {} : run.clock.setTimer(atMs, fire);
  }
}

function resultOf(outcome: TaskOutcome): Json {
  if (outcome.outcome === 'failed') throw outcome.error;
  return outcome.output;
}
