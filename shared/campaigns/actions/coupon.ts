import * as z from 'zod';
import { whyNotReachableByEmail } from '../../deliveries/reachability.ts';
import { daysSchema, wholeDays } from '../../duration.ts';
import { type ActionDefinition, emailColumns } from './action.ts';
import { templateNameSchema } from './template-name.ts';

const schema = z.strictObject({
  percentOff: z.int().min(1).max(90),
  validFor: daysSchema,
  template: templateNameSchema,
});

/** Issues a coupon of one use, with the email that brings it. */
export const coupon: ActionDefinition<z.output<typeof schema>> = {
  schema,
  description: 'Issue a coupon of one use, with an email that brings it.',
  templates: ({ template }) => [{ name: template, hasCoupon: true }],
  whyNotReachable: whyNotReachableByEmail,
  counts: emailColumns,
  async perform({ template, percentOff, validFor }, { issueCoupon, sendEmail }) {
    const issued = await issueCoupon({ percentOff, validForDays: wholeDays(validFor) });
    return sendEmail({ name: template }, issued);
  },
};
