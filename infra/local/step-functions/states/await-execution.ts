import { errorNames, StateError } from '../errors.ts';
import { suspend } from '../fiber.ts';
import type { Parked } from '../frame.ts';
import { type Json, parseJson } from '../json.ts';
import { park, type Visit } from '../run.ts';

/** Waits for the end of an execution that this one started. If this one is stopped, so is the other. */
export async function awaitExecution(
  visit: Visit,
  parked: Extract<Parked, { on: 'execution' }>,
): Promise<Json> {
  const { run } = visit;
  const { host } = run;
  const { executionArn, deadlineMs } = parked;
  park(visit, parked);
  await suspend<void>(run, (resume) => {
    const forget = host.onEnd(executionArn, () => resume.with(undefined));
    const stopDeadline =
      deadlineMs === undefined
        ? () => {}
        : run.clock.setTimer(deadlineMs, () => {
            resume.fail(new StateError(errorNames.timeout));
            host.stopExecution(executionArn);
          });
    return (cancelled) => {
      forget();
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
