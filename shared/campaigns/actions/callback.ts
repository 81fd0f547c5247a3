import * as z from 'zod';
import { whyNotReachableByPhone } from '../../deliveries/reachability.ts';
import { durationSchema } from '../../duration.ts';
import type { ActionDefinition } from './action.ts';
import { templateNameSchema } from './template-name.ts';

const schema = z.strictObject({
  script: templateNameSchema,
  within: durationSchema.refine((within) => within.hours > 0, 'staff need some time to call'),
});

/** Hands staff a customer to call. */
export const callback: ActionDefinition<z.output<typeof schema>> = {
  schema,
  description: 'Put the customer into the queue of calls for staff.',
  templates: () => [],
  whyNotReachable: whyNotReachableByPhone,
  counts: ['queued', 'failed'],
  // The tasks of a page go through the workflow's payload, which starts an execution for each.
  pagesPerCall: 1,
  perform: (_, { handToStaff }) => handToStaff(),
};
