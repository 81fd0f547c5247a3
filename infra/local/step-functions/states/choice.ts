import type { ChoiceState } from '../definition.ts';
import { errorNames, StateError } from '../errors.ts';
import { unexpectedTypeError } from '../expressions.ts';
import { bindingsOf, type Outcome, type Visit } from '../run.ts';

/** Takes the first rule whose condition is true, with that rule's Output and Assign; otherwise the Default. */
export async function choose(visit: Visit, state: ChoiceState): Promise<Outcome> {
  const bindings = bindingsOf(visit);
  for (const [index, rule] of state.rules.entries()) {
    const holds = await rule.condition.evaluate(bindings);
    if (typeof holds !== 'boolean')
      throw unexpectedTypeError(`Choices[${index}]/Condition`, 'boolean', holds);
    if (holds)
      return { fallback: visit.frame.input, output: rule.output, assign: rule.assign, next: rule.next };
  }
  if (state.default === undefined)
    throw new StateError(
      errorNames.runtime,
      'Failed to transition out of the state. No rule matched and there is no Default.',
    );
  return { fallback: visit.frame.input, output: state.output, assign: state.assign, next: state.default };
}
