import * as z from 'zod';
import { type Instant, instantSchema, plainDateSchema } from '../calendar.ts';
import { whyNotReachableByPhone } from '../deliveries/reachability.ts';
import { phoneUnreachable } from '../deliveries/skip-reason.ts';
import { customerIdSchema } from '../ids.ts';
import type { Profile } from '../profile/profile.ts';
import type { Settings } from '../settings/settings.ts';
import { briefingSchema } from './briefing.ts';
import { type CallbackTask, callbackProgressSchema, callbackRequestSchema, callSchema } from './callback.ts';
import { nextCallable } from './calling-hours.ts';

const { taskId, script, askedBy, attempts } = callbackRequestSchema.shape;

/** A task as staff see it: without what only the workflow may know. */
export const staffTaskSchema = z
  .strictObject({
    taskId,
    customerId: customerIdSchema.describe("The shop's id of the customer to call."),
    script,
    askedBy,
    value: z
      .number()
      .describe(
        'What is at stake, in minor units: what the customer spent in their best twelve months, or has in the cart.',
      ),
    askedAt: instantSchema.describe('When the task was first queued.'),
    attempt: z.int().min(1).describe('Which call this is, counted from 1.'),
    attempts,
    queuedAt: instantSchema.describe('When the task was queued.'),
    dueAt: instantSchema.describe('Until when to call. After that, the task is escalated once.'),
    escalatedTo: z.string().optional().describe('Who should see to it, when nobody called in time.'),
    calls: z.array(callSchema).describe('The calls so far, the first one first.'),
    progress: callbackProgressSchema,
    coupon: z
      .string()
      .optional()
      .describe('The code that an interested customer was promised, to read out where no email may be sent.'),
  })
  .meta({ id: 'CallbackTask', description: 'A customer to call.' });
export type StaffTask = z.output<typeof staffTaskSchema>;

const calledCustomerSchema = z.strictObject({
  name: z.string().optional().describe('How to address the customer.'),
  phone: z.string().optional().describe('The number to call. Absent when it may not be called.'),
  notToBeCalled: z
    .enum(phoneUnreachable)
    .optional()
    .describe('Why not to call after all: what the customer said since the task was queued.'),
  callFrom: instantSchema
    .optional()
    .describe('When calling hours begin next where the customer lives. Absent within them.'),
  locale: z.string().optional().describe('The language to speak.'),
  orders: z
    .strictObject({
      count: z.int().describe('How many there were.'),
      spent: z.number().describe('What the customer paid for them, less refunds, in minor units.'),
      lastDay: plainDateSchema.describe('The day of the last one.'),
    })
    .optional()
    .describe('The orders so far, without cancelled ones. Absent for somebody who never ordered.'),
});

/** A task in the queue: with the customer, as far as a call needs it. */
export const queuedTaskSchema = staffTaskSchema
  .extend({ customer: calledCustomerSchema.describe('What a call needs to know about the customer.') })
  .meta({ id: 'QueuedCallbackTask', description: 'A task in the queue, and the customer to call.' });
export type QueuedTask = z.output<typeof queuedTaskSchema>;

/** A task with all that a call needs. */
export const briefedTaskSchema = queuedTaskSchema
  .extend({
    briefing: briefingSchema.optional().describe('Absent when nothing is known about the customer.'),
  })
  .meta({
    id: 'BriefedCallbackTask',
    description: 'A task, the customer, and what to know before the call.',
  });

/** Shows a task to staff. */
export const staffTask = (task: CallbackTask): StaffTask => ({
  taskId: task.taskId,
  customerId: task.customerId,
  script: task.script,
  askedBy: task.askedBy,
  value: task.value,
  askedAt: task.askedAt,
  attempt: task.attempt,
  attempts: task.attempts,
  queuedAt: task.queuedAt,
  dueAt: task.dueAt,
  ...(task.escalatedTo !== undefined && { escalatedTo: task.escalatedTo }),
  calls: [...task.calls],
  progress: task.progress,
  ...(task.reward && { coupon: task.reward.code }),
});

/**
 * Shows a task in the queue to staff. The number is left out when the customer may not be called: consent may have been
 * withdrawn since the task was queued.
 *
 * @param profile undefined when nothing is known about the customer
 * @param zone the customer's time zone
 */
export function queuedTask(
  task: CallbackTask,
  profile: Profile | undefined,
  settings: Pick<Settings, 'callbacks'>,
  { at, zone }: { readonly at: Instant; readonly zone: string },
): QueuedTask {
  const { contact, consents, suppressions, orders } = profile ?? {
    contact: {},
    consents: {},
    suppressions: {},
  };
  const notToBeCalled = whyNotReachableByPhone({ contact, consents, suppressions }, settings);
  const { name, phone, locale } = contact;
  const callFrom = nextCallable(settings.callbacks.callingHours, zone, at);
  return {
    ...staffTask(task),
    customer: {
      ...(name !== undefined && { name }),
      ...(notToBeCalled === undefined ? { phone } : { notToBeCalled }),
      ...(callFrom > at && { callFrom }),
      ...(locale !== undefined && { locale }),
      ...(orders && { orders: { count: orders.count, spent: orders.spent, lastDay: orders.lastDay } }),
    },
  };
}
