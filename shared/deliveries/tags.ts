import * as z from 'zod';
import { plainDateSchema } from '../calendar.ts';
import { campaignIdSchema, customerIdSchema, taskIdSchema } from '../ids.ts';
import type { DeliveryKey } from './delivery-key.ts';

const stepTagsSchema = z
  .object({
    campaign: campaignIdSchema,
    version: z.coerce.number().int(),
    cohort: plainDateSchema,
    step: z.coerce.number().int(),
    shard: z.coerce.number().int(),
    customer: z.string(),
  })
  .transform(({ campaign, version, cohort: date, ...rest }) => ({
    cohort: { campaign, version, date },
    ...rest,
  }));

const rewardTagsSchema = z
  .object({ callback: taskIdSchema, customer: z.string() })
  .transform(({ callback: taskId, customer }) => ({ taskId, customer }));

/** Parses the tags of one of our messages into the key of its delivery. Fails for the tags of any other message. */
export const messageTagsSchema = z
  .union([stepTagsSchema, rewardTagsSchema])
  .transform(({ customer, ...key }, context): DeliveryKey => {
    const customerId = customerIdSchema.safeParse(Buffer.from(customer, 'base64url').toString());
    if (customerId.success) return { ...key, customerId: customerId.data };
    context.addIssue({ code: 'custom', path: ['customer'], message: 'not one of our customers' });
    return z.NEVER;
  });

/**
 * The tags that SES returns with every event about a message: the key of its delivery. SES allows only letters, digits,
 * hyphens and underscores; a customer id may contain anything, so it is encoded as base64url.
 */
export function tagsFor(key: DeliveryKey): Record<string, string> {
  const customer = Buffer.from(key.customerId).toString('base64url');
  if ('taskId' in key) return { callback: key.taskId, customer };
  const { campaign, version, date } = key.cohort;
  return {
    campaign,
    version: String(version),
    cohort: date,
    step: String(key.step),
    shard: String(key.shard),
    customer,
  };
}
