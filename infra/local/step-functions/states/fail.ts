import type { FailState } from '../definition.ts';
import { StateError } from '../errors.ts';
import { unexpectedTypeError } from '../expressions.ts';
import { bindingsOf, type Outcome, type Visit } from '../run.ts';
import type { Template } from '../template.ts';

/** Ends the workflow: always throws a StateError with the state's Error and Cause. */
export async function fail(visit: Visit, state: FailState): Promise<Outcome> {
  const error = new StateError(
    (await textOf(visit, state.error, 'Error')) ?? '',
    await textOf(visit, state.cause, 'Cause'),
  );
  // AWS reports the author's Cause unchanged.
  error.located = true;
  throw error;
}

async function textOf(
  visit: Visit,
  template: Template | undefined,
  field: string,
): Promise<string | undefined> {
  if (template === undefined) return undefined;
  const value = await template.evaluate(bindingsOf(visit));
  if (typeof value !== 'string') throw unexpectedTypeError(field, 'string', value);
  return value;
}
