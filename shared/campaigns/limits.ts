import * as z from 'zod';
import { durationSchema } from '../duration.ts';
import { notWhileSchema } from '../settings/limits-settings.ts';

/** What a campaign says about when it stops. */
export const campaignLimitShape = {
  stopAt: z
    .enum(['goal', 'end'])
    .default('goal')
    .describe(
      'goal: whoever has ordered since entering gets no more steps. end: everybody gets all of them, as for a thank-you.',
    ),
  notWhile: notWhileSchema
    .optional()
    .describe(
      'Skip steps for customers with an open complaint, or a callback that is not settled. Without it, as the settings say (limits.notWhile).',
    ),
};

/** What a step says about its own limits. */
export const stepLimitShape = {
  transactional: z
    .boolean()
    .default(false)
    .describe(
      'Every customer must get it, such as a coupon they were promised: caps on messages, stopAt and notWhile do not stop it, and it does not count for the caps.',
    ),
  expires: durationSchema
    .refine(
      (expires) => expires.hours > 0,
      'a step that expires at once never runs; write how late it may be',
    )
    .prefault('7d')
    .describe(
      'How late the step may run, after a pause or a failure: customers for whom it is later are left out and counted.',
    ),
};
