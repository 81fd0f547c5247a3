import * as z from 'zod';
import { type Instant, instantSchema } from '../calendar.ts';
import type { Delivery } from '../deliveries/delivery.ts';
import { type CustomerId, cohortKeySchema, customerRefSchema, taskIdSchema } from '../ids.ts';

export const callOutcomes = [
  'reached-interested',
  'reached-not-interested',
  'no-answer',
  'do-not-call',
] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** What a callback task is about. It never changes once the task exists. */
export const callbackRequestSchema = z.strictObject({
  taskId: taskIdSchema,
  /** The enrolment that asked for it, which knows the customer: a workflow's history names nobody. */
  enrolment: z.strictObject({
    cohort: cohortKeySchema,
    shard: z.int().nonnegative(),
    ref: customerRefSchema,
  }),
  /** The name of the call script that staff follow. */
  script: z.string(),
  /** The campaign, version, date and step that created the task. */
  askedBy: z.string(),
  /** How long staff have before the task is escalated. */
  withinHours: z.number().positive(),
  /** How many times to call a customer who does not answer, and how long to wait between calls. */
  attempts: z.int().min(1),
  retryAfterHours: z.int().min(1),
});
export type CallbackRequest = z.output<typeof callbackRequestSchema>;

/** A customer that staff should call. */
export interface CallbackTask extends CallbackRequest {
  readonly customerId: CustomerId;
  /** The attempt's number, counted from 1. */
  readonly attempt: number;
  readonly queuedAt: Instant;
  readonly dueAt: Instant;
  readonly escalatedTo?: string;
  /** The task token that resumes the workflow waiting for the outcome. */
  readonly token: string;
  readonly progress: CallbackProgress;
  /** The coupon that an interested customer was promised, and the delivery of the email with it. */
  readonly reward?: { readonly code: string; readonly delivery: Delivery };
}

/** How far a task has come: claimed and answered by staff, closed by the workflow. */
export type CallbackProgress =
  | { readonly state: 'open' }
  | { readonly state: 'claimed'; readonly by: string; readonly at: Instant }
  | {
      readonly state: 'answered';
      readonly by: string;
      readonly at: Instant;
      readonly outcome: CallOutcome;
      readonly note?: string;
    }
  | {
      readonly state: 'closed';
      readonly at: Instant;
      readonly result: CallbackResult;
      /** What staff noted about the last call. */
      readonly note?: string;
    };

/** The possible results of a closed task. */
export type CallbackResult = 'coupon' | 'not-interested' | 'do-not-call' | 'not-reached' | 'not-called';

/** The result of a closed task by its last outcome; `none` when nobody called in time. */
export const resultByOutcome: Readonly<Record<CallOutcome | 'none', CallbackResult>> = {
  'reached-interested': 'coupon',
  'reached-not-interested': 'not-interested',
  'no-answer': 'not-reached',
  'do-not-call': 'do-not-call',
  none: 'not-called',
};

/** True while a task is in the staff's queue: nobody has reported an outcome yet. */
export const isWaitingForStaff = (task: Pick<CallbackTask, 'progress'>): boolean =>
  task.progress.state === 'open' || task.progress.state === 'claimed';

/** The body of a request to claim a task. */
export const claimSchema = z.strictObject({ staff: z.string().trim().min(1).max(100) });
/** The body of a request to report how a call went. */
export const outcomeSchema = z.strictObject({
  staff: z.string().trim().min(1).max(100),
  outcome: z.enum(callOutcomes),
  note: z.string().max(2000).optional(),
});

/** Why staff cannot claim a task or report its outcome. */
export type CallbackRefusal = 'not-claimed' | 'claimed-by-another' | 'already-answered' | 'closed';

/**
 * Why a member of staff cannot claim a task; undefined when they can. Claiming one's own task again is allowed and
 * changes nothing.
 */
export function whyNotClaim(task: CallbackTask, staff: string): CallbackRefusal | undefined {
  switch (task.progress.state) {
    case 'open':
      return undefined;
    case 'claimed':
      return task.progress.by === staff ? undefined : 'claimed-by-another';
    case 'answered':
      return 'already-answered';
    case 'closed':
      return 'closed';
  }
}

/**
 * Why a member of staff cannot report an outcome; undefined when they can. Whoever reports it must have claimed the
 * task, so that no two people call one customer. Reporting the same outcome again is allowed and changes nothing.
 */
export function whyNotAnswer(
  task: CallbackTask,
  answer: { readonly staff: string; readonly outcome: CallOutcome },
): CallbackRefusal | undefined {
  if (task.progress.state === 'answered') {
    return task.progress.by === answer.staff && task.progress.outcome === answer.outcome
      ? undefined
      : 'already-answered';
  }
  return task.progress.state === 'open' ? 'not-claimed' : whyNotClaim(task, answer.staff);
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

/** Sorts the queue into the order in which to work on it: escalated tasks first, then by due time. */
export const byUrgency = (a: CallbackTask, b: CallbackTask): number =>
  Number(b.escalatedTo !== undefined) - Number(a.escalatedTo !== undefined) ||
  a.dueAt.localeCompare(b.dueAt) ||
  a.taskId.localeCompare(b.taskId);
