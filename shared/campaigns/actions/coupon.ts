import * as z from 'zod';
import { whyNotReachableByEmail } from '../../deliveries/reachability.ts';
import { daysSchema, wholeDays } from '../../duration.ts';
import { templateNameSchema } from '../../email/template-name.ts';
import { type ActionDefinition, emailColumns } from './action.ts';

const schema = z.strictObject({
  percentOff: z.int().min(1).max(90),
  validFor: daysSchema,
  template: templateNameSchema,
});

/** The action that issues a single-use coupon and emails it. */
export const coupon: ActionDefinition<z.output<typeof schema>> = {
  schema,
  description: 'Issue a single-use coupon and send it by email.',
  templates: ({ template }) => [{ name: template, hasCoupon: true }],
  channel: 'email',
  whyNotReachable: whyNotReachableByEmail,
  counts: emailColumns,
  perform({ template, percentOff, validFor }, { issueCoupon, sendEmail }) {
    const terms = { percentOff, validForDays: wholeDays(validFor) };
    return sendEmail({ name: template }, () => issueCoupon(terms));
  },
};
