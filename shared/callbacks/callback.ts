import * as z from 'zod';
import { type Instant, instantSchema } from '../calendar.ts';
import type { Delivery } from '../deliveries/delivery.ts';
import { customerIdSchema, taskIdSchema } from '../ids.ts';

export const callOutcomes = [
  'reached-interested',
  'reached-not-interested',
  'no-answer',
  'do-not-call',
] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** What a callback task is about; fixed when it is made. */
export const callbackRequestSchema = z.strictObject({
  taskId: taskIdSchema,
  customerId: customerIdSchema,
  /** What the caller reads from. */
  script: z.string(),
  /** The campaign, version, date and step that asked for it. */
  askedBy: z.string(),
  /** How long staff have before it is escalated. */
  withinHours: z.number().positive(),
  /** How often to try a customer who does not answer, and how long to wait in between. */
  attempts: z.int().min(1),
  retryAfterHours: z.int().min(1),
});
export type CallbackRequest = z.output<typeof callbackRequestSchema>;

/** A customer whom staff should call. */
export interface CallbackTask extends CallbackRequest {
  /** The how-manieth attempt to reach the customer this is, from 1. */
  readonly attempt: number;
  readonly queuedAt: Instant;
  readonly dueAt: Instant;
  readonly escalatedTo?: string;
  /** Resumes the workflow that waits for the outcome. */
  readonly token: string;
  readonly progress: CallbackProgress;
  /** The coupon that an interested customer was promised, and the email that brings it. */
  readonly reward?: { readonly code: string; readonly delivery: Delivery };
}

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
  | { readonly state: 'closed'; readonly at: Instant; readonly result: CallbackResult };

/** What a task came to in the end. */
export const callbackResults = [
  'coupon',
  'not-interested',
  'do-not-call',
  'not-reached',
  'not-called',
] as const;
export type CallbackResult = (typeof callbackResults)[number];

/** What the last outcome of a task comes to once it is closed; `none` when nobody called in time. */
export const resultByOutcome: Readonly<Record<CallOutcome | 'none', CallbackResult>> = {
  'reached-interested': 'coupon',
  'reached-not-interested': 'not-interested',
  'no-answer': 'not-reached',
  'do-not-call': 'do-not-call',
  none: 'not-called',
};

export const isWaitingForStaff = (task: Pick<CallbackTask, 'progress'>): boolean =>
  task.progress.state === 'open' || task.progress.state === 'claimed';

/** What a member of staff does to a task. */
export const claimSchema = z.strictObject({ staff: z.string().trim().min(1).max(100) });
export const outcomeSchema = z.strictObject({
  staff: z.string().trim().min(1).max(100),
  outcome: z.enum(callOutcomes),
  note: z.string().max(2000).optional(),
});

/** Why staff cannot do that to a task. */
export type CallbackRefusal = 'claimed-by-another' | 'already-answered' | 'closed';

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

/** The same outcome told twice is no refusal: the second telling changes nothing. */
export function whyNotAnswer(
  task: CallbackTask,
  answer: { readonly staff: string; readonly outcome: CallOutcome },
): CallbackRefusal | undefined {
  if (task.progress.state === 'answered') {
    return task.progress.by === answer.staff && task.progress.outcome === answer.outcome
      ? undefined
      : 'already-answered';
  }
  return whyNotClaim(task, answer.staff);
}

/** What the workflow hands to `queue-callback`. */
export const queueRequestSchema = z.object({
  task: callbackRequestSchema,
  attempt: z.int().min(1),
  isEscalation: z.boolean(),
  token: z.string().min(1),
  at: instantSchema,
});

export const dueAt = (queuedAt: Instant, withinHours: number): Instant =>
  new Date(Date.parse(queuedAt) + withinHours * 3_600_000).toISOString() as Instant;

/** The queue in the order in which to work it: escalated first, then by due time. */
export const byUrgency = (a: CallbackTask, b: CallbackTask): number =>
  Number(b.escalatedTo !== undefined) - Number(a.escalatedTo !== undefined) ||
  a.dueAt.localeCompare(b.dueAt) ||
  a.taskId.localeCompare(b.taskId);
