import * as z from 'zod';
import { plainDateSchema } from '../calendar.ts';
import { campaignIdSchema, customerRefSchema, taskIdSchema } from '../ids.ts';
import type { DeliveryKey } from './delivery-key.ts';

const stepTagsSchema = z
  .object({
    campaign: campaignIdSchema,
    version: z.coerce.number().int(),
    cohort: plainDateSchema,
    step: z.coerce.number().int(),
    shard: z.coerce.number().int(),
    customer: customerRefSchema,
  })
  .transform(({ campaign, version, cohort: date, customer: ref, ...rest }) => ({
    cohort: { campaign, version, date },
    ref,
    ...rest,
  }));

const rewardTagsSchema = z
  .object({ callback: taskIdSchema })
  .transform(({ callback: taskId }) => ({ taskId }));

/** Parses the tags of one of our messages into the key of its delivery. Fails for the tags of any other message. */
export const messageTagsSchema: z.ZodType<DeliveryKey> = z.union([stepTagsSchema, rewardTagsSchema]);

/**
 * The tags that SES returns with every event about a message: the key of its delivery, which says nothing about the
 * customer. SES allows only letters, digits, hyphens and underscores.
 */
export function tagsFor(key: DeliveryKey): Record<string, string> {
  if ('taskId' in key) return { callback: key.taskId };
  const { campaign, version, date } = key.cohort;
  return {
    campaign,
    version: String(version),
    cohort: date,
    step: String(key.step),
    shard: String(key.shard),
    customer: key.ref,
  };
}
