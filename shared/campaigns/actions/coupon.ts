import * as z from 'zod';
import { hasOneBenefit, offerShape, oneBenefit } from '../../coupons/written-offer.ts';
import { whyNotReachableByEmail } from '../../deliveries/reachability.ts';
import { daysSchema, wholeDays } from '../../duration.ts';
import { templateNameSchema } from '../../email/template-name.ts';
import { type ActionDefinition, emailColumns } from './action.ts';

const schema = z
  .strictObject({ ...offerShape, validFor: daysSchema, template: templateNameSchema })
  .refine(hasOneBenefit, oneBenefit);

/** The action that issues a single-use coupon and emails it. */
export const coupon: ActionDefinition<z.output<typeof schema>> = {
  schema,
  description: 'Issue a single-use coupon and send it by email.',
  templates: ({ template, ...issued }) => [{ name: template, coupon: issued }],
  channel: 'email',
  whyNotReachable: whyNotReachableByEmail,
  counts: emailColumns,
  perform: ({ template, validFor, ...offer }, { issueCoupon, sendEmail }) =>
    sendEmail({ name: template }, () => issueCoupon(offer, wholeDays(validFor))),
};
