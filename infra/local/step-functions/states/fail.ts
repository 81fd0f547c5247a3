import type { FailState } from '../definition.ts';
import { StateError } from '../errors.ts';
import { unexpectedType } from '../expressions.ts';
import { bindingsOf, type Outcome, type Visit } from '../run.ts';
import type { Template } from '../template.ts';

/** Ends the workflow with the error and the cause that the state gives. */
export async function fail(visit: Visit, state: FailState): Promise<Outcome> {
  const error = new StateError(
    (await textOf(visit, state.error, 'Error')) ?? '',
    await textOf(visit, state.cause, 'Cause'),
  );
  // The author's words stay as they are.
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
  if (typeof value !== 'string') throw unexpectedType(field, 'string', value);
  return value;
}
