import * as z from 'zod';
import { type Instant, instantFromMs, instantSchema, laterOf } from '../calendar.ts';
import { type CallResult, callResults } from '../deliveries/call-result.ts';
import type { Delivery } from '../deliveries/delivery.ts';
import { type CustomerId, cohortKeySchema, customerRefSchema, taskIdSchema } from '../ids.ts';

export const callOutcomes = [
  'reached-interested',
  'reached-not-interested',
  'call-again',
  'no-answer',
  'do-not-call',
] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** What a callback task is about. It never changes once the task exists. */
export const callbackRequestSchema = z.strictObject({
  taskId: taskIdSchema.describe('The id of the task.'),
  /** The enrolment that asked for it, which knows the customer: a workflow's history names nobody. */
  enrolment: z.strictObject({
    cohort: cohortKeySchema,
    shard: z.int().nonnegative(),
    ref: customerRefSchema,
  }),
  script: z.string().describe('The name of the call script to follow.'),
  askedBy: z.string().describe('Why to call: the campaign, version, date and step that asked for it.'),
  withinHours: z.number().positive().describe('How long staff have before the task is escalated.'),
  attempts: z.int().min(1).describe('How many times to call a customer who does not answer.'),
  retryAfterHours: z.int().min(1).describe('How long to wait between calls.'),
});
export type CallbackRequest = z.output<typeof callbackRequestSchema>;

/** A customer that staff should call. */
export interface CallbackTask extends CallbackRequest {
  readonly customerId: CustomerId;
  /** What is at stake with the customer, in minor units, as it was when the task was first queued. */
  readonly value: number;
  /** When the task was first queued. */
  readonly askedAt: Instant;
  /** The attempt's number, counted from 1. */
  readonly attempt: number;
  readonly queuedAt: Instant;
  readonly dueAt: Instant;
  readonly escalatedTo?: string;
  /** What staff reported so far, the first call first. */
  readonly calls: readonly Call[];
  /** The task token that resumes the workflow waiting for the outcome. */
  readonly token: string;
  readonly progress: CallbackProgress;
  /** The coupon that an interested customer was promised, and the delivery of the email with it. */
  readonly reward?: { readonly code: string; readonly delivery: Delivery };
}

const by = z.string().describe('The member of staff.');
const at = instantSchema.describe('When it came this far.');
const outcome = z.enum(callOutcomes).describe('How the call went.');
const note = z.string().optional().describe('What staff noted about the last call.');

/** One call, as staff reported it. */
export const callSchema = z
  .strictObject({ at: instantSchema.describe('When it was reported.'), by, outcome, note })
  .meta({ id: 'Call', description: 'One call, as staff reported it.' });
export type Call = Readonly<z.output<typeof callSchema>>;

/** How far a task has come: claimed and answered by staff, closed by the workflow. */
export const callbackProgressSchema = z
  .discriminatedUnion('state', [
    z.strictObject({ state: z.literal('open') }),
    z.strictObject({
      state: z.literal('claimed'),
      by,
      at,
      until: instantSchema.describe('When the claim runs out: from then on, anybody may claim the task.'),
    }),
    z.strictObject({
      state: z.literal('answered'),
      by,
      at,
      outcome,
      note,
      nextCallAt: instantSchema
        .optional()
        .describe('When the task is queued again; absent when nobody calls again.'),
    }),
    z.strictObject({
      state: z.literal('closed'),
      at,
      result: z.enum(callResults).describe('What the task came to.'),
      note,
    }),
  ])
  .meta({ id: 'CallbackProgress', description: 'How far a task has come.' });
export type CallbackProgress = Readonly<z.output<typeof callbackProgressSchema>>;

/** The result of a closed task by its last outcome; `none` when nobody called in time. */
export const resultByOutcome: Readonly<Record<CallOutcome | 'none', CallResult>> = {
  'reached-interested': 'coupon',
  'reached-not-interested': 'not-interested',
  'call-again': 'not-reached',
  'no-answer': 'not-reached',
  'do-not-call': 'do-not-call',
  none: 'not-called',
};

/** True while a task is in the staff's queue: nobody has reported an outcome yet. */
export const isWaitingForStaff = (task: Pick<CallbackTask, 'progress'>): boolean =>
  task.progress.state === 'open' || task.progress.state === 'claimed';

/** True once nothing more happens with a task. */
export const isClosed = ({ progress }: Pick<CallbackTask, 'progress'>): boolean =>
  progress.state === 'closed';

/** A member of staff. */
export const staffSchema = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .describe('Who calls, by any name that is unique in the shop.');

/** The body of a request to claim a task, or to release it. */
export const claimSchema = z.strictObject({ staff: staffSchema });
export const callbackRefusals = [
  'not-claimed',
  'claimed-by-another',
  'already-answered',
  'closed',
  'not-to-be-called',
] as const;
/** Why staff cannot claim a task or report its outcome. */
export type CallbackRefusal = (typeof callbackRefusals)[number];

/** Whose claim on a task holds at a moment; undefined when it is nobody's, or has run out. */
function holderOf({ progress }: Pick<CallbackTask, 'progress'>, at: Instant): string | undefined {
  return progress.state === 'claimed' && progress.until > at ? progress.by : undefined;
}

/** Why nothing more can be done with a task; undefined when it waits for staff. */
function whyOver({ progress }: Pick<CallbackTask, 'progress'>): CallbackRefusal | undefined {
  if (progress.state === 'answered') return 'already-answered';
  return progress.state === 'closed' ? 'closed' : undefined;
}

/**
 * Why a member of staff cannot claim a task; undefined when they can. A claim that has run out stands in nobody's way,
 * and claiming one's own task again makes the claim last longer.
 */
export function whyNotClaim(task: CallbackTask, staff: string, at: Instant): CallbackRefusal | undefined {
  const holder = holderOf(task, at);
  return whyOver(task) ?? (holder === undefined || holder === staff ? undefined : 'claimed-by-another');
}

/** A task that a member of staff has claimed, for so many minutes; only ever longer than it was. */
export function withClaim(task: CallbackTask, staff: string, at: Instant, minutes: number): CallbackTask {
  const until = instantFromMs(Date.parse(at) + minutes * 60_000);
  const { progress } = task;
  const own = progress.state === 'claimed' && holderOf(task, at) === staff ? progress : { at, until };
  return {
    ...task,
    progress: { state: 'claimed', by: staff, at: own.at, until: laterOf(own.until, until) },
  };
}

/**
 * Why a member of staff cannot report an outcome; undefined when they can. Whoever reports it must have claimed the
 * task, so that no two people call one customer. Somebody whose claim has run out may still report, unless another has
 * claimed the task since. Reporting the same outcome again is allowed and changes nothing.
 */
export function whyNotAnswer(
  task: CallbackTask,
  answer: { readonly staff: string; readonly outcome: CallOutcome },
  at: Instant,
): CallbackRefusal | undefined {
  const { progress } = task;
  if (progress.state === 'answered' && progress.by === answer.staff && progress.outcome === answer.outcome)
    return undefined;
  if (progress.state === 'claimed' && progress.by === answer.staff) return undefined;
  return whyOver(task) ?? (holderOf(task, at) === undefined ? 'not-claimed' : 'claimed-by-another');
}

/** Why a member of staff cannot release a task; undefined when they can, and when nobody has claimed it. */
export function whyNotRelease(task: CallbackTask, staff: string): CallbackRefusal | undefined {
  const { progress } = task;
  const isAnothers = progress.state === 'claimed' && progress.by !== staff;
  return whyOver(task) ?? (isAnothers ? 'claimed-by-another' : undefined);
}

/** The input of `queue-callback`. */
export const queueRequestSchema = z.object({
  task: callbackRequestSchema,
  attempt: z.int().min(1),
  isEscalation: z.boolean(),
  token: z.string().min(1),
  at: instantSchema,
});

/** When a task that is queued now becomes overdue. */
export const dueAt = (queuedAt: Instant, withinHours: number): Instant =>
  new Date(Date.parse(queuedAt) + withinHours * 3_600_000).toISOString() as Instant;

/** Where a task stands among others. */
export type PlaceInQueue = Pick<CallbackTask, 'taskId' | 'value' | 'askedAt' | 'escalatedTo'>;

const highestValue = 9_999_999_999_999;

/**
 * Where a task stands in the queue: as texts, these sort into the order in which to work on it. Escalated tasks are
 * first, or nobody would call in time where little is at stake; then those with the most at stake; of several with the
 * same, the one that was asked for first. No two tasks have the same place, and only escalation moves a task.
 */
export function urgencyOf({ taskId, value, askedAt, escalatedTo }: PlaceInQueue): string {
  const below = highestValue - Math.min(highestValue, Math.max(0, value));
  return `${escalatedTo === undefined ? 1 : 0}#${String(below).padStart(13, '0')}#${askedAt}#${taskId}`;
}

/** The form of {@link urgencyOf}, for a place in the queue that a caller brings back. */
export const urgencySchema = z
  .string()
  .regex(
    /^[01]#\d{13}#\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#cb-[0-9a-f]{24}$/,
    'not a place in the queue; send the `next` of the page before as it is',
  );
