import * as z from 'zod';
import { plainDateSchema } from '../calendar.ts';
import { taskIdSchema } from '../callbacks/callback.ts';
import { campaignIdSchema } from '../campaigns/campaign.ts';
import { customerIdSchema } from '../orders/order.ts';

/** Which message SES tells of: a campaign's step for a customer, or the coupon that a call led to. */
export const messageTagsSchema = z
  .union([
    z.object({
      campaign: campaignIdSchema,
      version: z.coerce.number().int(),
      cohort: plainDateSchema,
      step: z.coerce.number().int(),
      shard: z.coerce.number().int(),
      customer: z.string(),
    }),
    z.object({ callback: taskIdSchema, customer: z.string() }),
  ])
  .transform(({ customer, ...message }, context) => {
    const customerId = customerIdSchema.safeParse(Buffer.from(customer, 'base64url').toString());
    if (customerId.success) return { ...message, customerId: customerId.data };
    context.addIssue({ code: 'custom', path: ['customer'], message: 'not a customer of ours' });
    return z.NEVER;
  });

export type MessageTags = z.output<typeof messageTagsSchema>;

/** Tags for SES, which allows letters, digits, hyphens and underscores only; a customer's id may hold anything. */
export const tagsFor = ({ customerId, ...message }: MessageTags): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(message).map(([name, value]) => [name, String(value)])),
  customer: Buffer.from(customerId).toString('base64url'),
});
