import { errorNames, StateError } from '../errors.ts';
import { suspend } from '../fiber.ts';
import type { Parked } from '../frame.ts';
import { type Json, parseJson } from '../json.ts';
import { park, type Visit } from '../run.ts';

/**
 * Waits for the end of an execution that a `.sync:2` task started, and resolves with its description, input and output
 * parsed. Rejects with States.TaskFailed if it did not succeed. If the task is cancelled or times out, that execution
 * is stopped.
 */
export async function awaitExecution(
  visit: Visit,
  parked: Extract<Parked, { on: 'execution' }>,
): Promise<Json> {
  const { run } = visit;
  const { host } = run;
  const { executionArn, deadlineMs } = parked;
  park(visit, parked);
  await suspend<void>(run, (resume) => {
    const stopListening = host.onEnd(executionArn, () => resume.with(undefined));
    const stopDeadline =
      deadlineMs === undefined
        ? () => {}
        : run.clock.setTimer(deadlineMs, () => {
            resume.fail(new StateError(errorNames.timeout));
            host.stopExecution(executionArn);
          });
    return (cancelled) => {
      stopListening();
      stopDeadline();
      if (cancelled) host.stopExecution(executionArn);
    };
  });
  const ended = host.describe(executionArn);
  if (ended.Status !== 'SUCCEEDED') throw new StateError(errorNames.taskFailed, JSON.stringify(ended));
  return {
    ...ended,
    Input: typeof ended.Input === 'string' ? parseJson(ended.Input) : null,
    Output: typeof ended.Output === 'string' ? parseJson(ended.Output) : null,
  };
}
