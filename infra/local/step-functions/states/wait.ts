import type { WaitState } from '../definition.ts';
import { errorNames, StateError } from '../errors.ts';
import { unexpectedTypeError } from '../expressions.ts';
import { sleepUntil } from '../fiber.ts';
import { bindingsOf, type Outcome, park, type Visit } from '../run.ts';

/** The longest Wait that AWS allows, a little over three years. */
const longestSeconds = 99_999_999;

/** Waits for a number of seconds or until a timestamp. Continues immediately if that moment has passed. */
export async function wait(visit: Visit, state: WaitState): Promise<Outcome> {
  const { parked } = visit.frame;
  const untilMs = parked?.on === 'clock' ? parked.untilMs : await endMsOf(visit, state);
  if (untilMs > visit.run.clock.now()) {
    park(visit, { on: 'clock', untilMs });
    await sleepUntil(visit.run, untilMs);
  }
  visit.frame.parked = undefined;
  return { fallback: visit.frame.input, output: state.output, assign: state.assign, next: state.next };
}

async function endMsOf(visit: Visit, { until }: WaitState): Promise<number> {
  const value = await until.value.evaluate(bindingsOf(visit));
  if (until.kind === 'seconds') {
    if (typeof value !== 'number') throw unexpectedTypeError('Seconds', 'number', value);
    if (!Number.isInteger(value) || value < 0 || value > longestSeconds)
      throw new StateError(
        errorNames.queryEvaluation,
        `Seconds must be a whole number from 0 to ${longestSeconds}, not ${value}.`,
      );
    return visit.run.clock.now() + value * 1000;
  }
  if (typeof value !== 'string') throw unexpectedTypeError('Timestamp', 'string', value);
  const ms = isRfc3339(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(ms))
    throw new StateError(
      errorNames.queryEvaluation,
      `Timestamp must be an RFC 3339 time such as 2026-01-31T09:00:00Z, not '${value}'.`,
    );
  return ms;
}

function isRfc3339(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text);
}
