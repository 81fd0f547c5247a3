import * as z from 'zod';
import { whyNotReachableByPhone } from '../../deliveries/reachability.ts';
import { durationSchema } from '../../duration.ts';
import { templateNameSchema } from '../../email/template-name.ts';
import type { ActionDefinition } from './action.ts';

const schema = z.strictObject({
  script: templateNameSchema,
  within: durationSchema.refine((within) => within.hours > 0, 'staff need some time to call'),
});

/** The action that gives staff a customer to call. */
export const callback: ActionDefinition<z.output<typeof schema>> = {
  schema,
  description: 'Give staff a task to call the customer.',
  templates: () => [],
  channel: 'phone',
  whyNotReachable: whyNotReachableByPhone,
  counts: ['queued', 'failed'],
  leadsTo: 'queued',
  // One page at a time, because its tasks are returned in the payload; the workflow starts an execution for each.
  pagesPerCall: 1,
  perform: (_, { handToStaff }) => handToStaff(),
};
