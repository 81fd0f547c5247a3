import * as z from 'zod';
import { writtenSharedCodeSchema } from '../../coupons/shared-code.ts';
import { hasOneBenefit, offerShape, oneBenefit } from '../../coupons/written-offer.ts';
import { whyNotReachableByEmail } from '../../deliveries/reachability.ts';
import { daysSchema, wholeDays } from '../../duration.ts';
import { templateNameSchema } from '../../email/template-name.ts';
import { type ActionDefinition, emailColumns } from './action.ts';

const schema = z
  .strictObject({
    ...offerShape,
    shared: writtenSharedCodeSchema
      .optional()
      .describe('One code for everybody, with a limit. Without it, each customer gets a code of their own.'),
    validFor: daysSchema,
    template: templateNameSchema,
  })
  .refine(hasOneBenefit, oneBenefit);

/** The action that issues a coupon, which each customer can use once, and emails it. */
export const coupon: ActionDefinition<z.output<typeof schema>> = {
  schema,
  description: 'Issue a coupon, which each customer can use once, and send it by email.',
  templates: ({ template, ...issued }) => [{ name: template, coupon: issued }],
  channel: 'email',
  whyNotReachable: whyNotReachableByEmail,
  counts: emailColumns,
  leadsTo: 'sent',
  perform: ({ template, validFor, shared, ...offer }, { issueCoupon, sendEmail }) =>
    sendEmail({ name: template }, () => issueCoupon(offer, wholeDays(validFor), shared)),
};
