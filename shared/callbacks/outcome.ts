import * as z from 'zod';
import { dayMs, type Instant, instantFromMs, plainDateSchema } from '../calendar.ts';
import { InvalidInputError } from '../errors.ts';
import type { CallingHours } from '../settings/calling-hours-settings.ts';
import { type CallbackTask, callOutcomes, staffSchema } from './callback.ts';
import { momentAt, retryAt } from './calling-hours.ts';

/** The workflow of a task may last a year, and the last call needs time too. */
const followUpDays = 180;

const callAgainSchema = z
  .strictObject({
    on: plainDateSchema.describe('The day, where the customer lives.'),
    at: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is written HH:MM, such as 15:30')
      .optional()
      .describe('The time there, such as `15:30`. Without it, from the beginning of the calling hours.'),
  })
  .describe(`When the customer asked to be called again, within ${followUpDays} days.`);

/** The body of a request to report how a call went. */
export const outcomeSchema = z
  .strictObject({
    staff: staffSchema,
    outcome: z
      .enum(callOutcomes)
      .describe(
        '`reached-interested` sends the coupon that the shop promises; `call-again` queues the task again at the time in `callAgain`; `no-answer` queues it again on another day and at another hour, until its attempts are used up; `do-not-call` closes the phone for good, at once.',
      ),
    callAgain: callAgainSchema.optional(),
    note: z.string().max(2000).optional().describe('For colleagues. Do not write what nobody needs to know.'),
  })
  .superRefine(({ outcome, callAgain }, context) => {
    const isAgreed = outcome === 'call-again';
    if (isAgreed === (callAgain !== undefined)) return;
    const message = isAgreed
      ? 'say when to call again, such as { "on": "2027-01-15", "at": "15:30" }'
      : 'only the outcome call-again has a time to call again';
    context.addIssue({ code: 'custom', path: ['callAgain'], message });
  });
export type ReportedCall = z.output<typeof outcomeSchema>;

/** By which clock and hours a customer is called. */
export interface CallingTimes {
  readonly at: Instant;
  /** The customer's time zone. */
  readonly zone: string;
  readonly hours: CallingHours;
}

/** A task of which staff have reported how the call went. */
export type AnsweredTask = CallbackTask & {
  readonly progress: Extract<CallbackTask['progress'], { state: 'answered' }>;
};

/**
 * A task after a call: answered, with the call among those before it, and with the time of the next one if there is to
 * be one.
 *
 * @throws InvalidInputError when the customer cannot be called again at the time that was agreed
 */
export function withOutcome(task: CallbackTask, call: ReportedCall, times: CallingTimes): AnsweredTask {
  const { staff: by, outcome, note } = call;
  const nextCallAt = nextCallOf(task, call, times);
  const said = { at: times.at, by, outcome, ...(note !== undefined && { note }) };
  return {
    ...task,
    calls: [...task.calls, said],
    progress: { state: 'answered', ...said, ...(nextCallAt !== undefined && { nextCallAt }) },
  };
}

function nextCallOf(task: CallbackTask, call: ReportedCall, times: CallingTimes): Instant | undefined {
  const { at, zone, hours } = times;
  if (call.callAgain !== undefined) return agreedCall(task, call.callAgain, times);
  if (call.outcome !== 'no-answer') return undefined;
  const unanswered = task.calls.filter(({ outcome }) => outcome === 'no-answer').length + 1;
  if (unanswered >= task.attempts) return undefined;
  const seed = `${task.taskId}#${task.attempt}`;
  return retryAt(hours, zone, { at, afterHours: task.retryAfterHours, seed });
}

/** What a customer agreed to outweighs the calling hours. */
function agreedCall(
  { askedAt }: Pick<CallbackTask, 'askedAt'>,
  callAgain: z.output<typeof callAgainSchema>,
  { at, zone, hours }: CallingTimes,
): Instant {
  const moment = momentAt(callAgain.on, callAgain.at ?? hours.from, zone);
  const latest = instantFromMs(Date.parse(askedAt) + followUpDays * dayMs);
  const problem =
    moment <= at
      ? { path: callAgain.at === undefined ? 'callAgain' : 'callAgain.at', message: 'this time has passed' }
      : moment > latest
        ? {
            path: 'callAgain.on',
            message: `call again at most ${followUpDays} days after the task was asked for`,
          }
        : undefined;
  if (problem !== undefined) throw new InvalidInputError('the request is not valid', [problem]);
  return moment;
}
