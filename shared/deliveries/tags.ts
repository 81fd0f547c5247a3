import * as z from 'zod';
import { plainDateSchema } from '../calendar.ts';
import {
  campaignIdSchema,
  customerRefSchema,
  eventSlotSchema,
  taskIdSchema,
  timeZoneNameSchema,
} from '../ids.ts';
import type { DeliveryKey } from './delivery-key.ts';

/** No time zone has two underscores in its name. */
const slashInTag = '__';
const zoneInTag = (tag: string): string => tag.replaceAll(slashInTag, '/');

const stepTagsSchema = z
  .object({
    campaign: campaignIdSchema,
    version: z.coerce.number().int(),
    cohort: z.union([plainDateSchema, eventSlotSchema]),
    zone: z.string().transform(zoneInTag).pipe(timeZoneNameSchema).optional(),
    step: z.coerce.number().int(),
    shard: z.coerce.number().int(),
    customer: customerRefSchema,
  })
  .transform(({ campaign, version, cohort: slot, zone, customer: ref, ...rest }) => ({
    cohort: { campaign, version, slot, ...(zone !== undefined && { zone }) },
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
  const { campaign, version, slot, zone } = key.cohort;
  return {
    campaign,
    version: String(version),
    cohort: slot,
    ...(zone !== undefined && { zone: zone.replaceAll('/', slashInTag) }),
    step: String(key.step),
    shard: String(key.shard),
    customer: key.ref,
  };
}
