import * as z from 'zod';
import { type PlainDate, plainDateSchema } from './calendar.ts';

export type CustomerId = string & z.$brand<'CustomerId'>;
export type OrderId = string & z.$brand<'OrderId'>;

// `#` separates the parts of our keys. Otherwise ids are up to the shop.
export const idSchema = z
  .string()
  .trim()
  .min(1, 'an id cannot be empty')
  .refine((id) => Buffer.byteLength(id) <= 128, 'an id has at most 128 bytes')
  .regex(/^[^#\p{Cc}]*$/u, 'an id cannot contain # or control characters');

/** An email address as id is in small letters, by every door: shops and forms do not agree on capitals. */
export const customerIdSchema = idSchema
  .transform((id) => (id.includes('@') ? id.toLowerCase() : id))
  .brand<'CustomerId'>();
export const orderIdSchema = idSchema.brand<'OrderId'>();

/**
 * A customer by a keyed hash of the id, for whatever leaves the tables: message tags, workflows, logs. A customer id may
 * be an address.
 */
export type CustomerRef = string & z.$brand<'CustomerRef'>;
export const customerRefSchema = z
  .string()
  .regex(/^[\w-]{22}$/, 'not the opaque id of a customer')
  .brand<'CustomerRef'>();

/** A mailbox or phone, whoever it belongs to: `@` and a keyed hash of its address. */
export type RecipientId = string & z.$brand<'RecipientId'>;
export const recipientIdSchema = z
  .string()
  .regex(/^@[\w-]{22}$/, 'not the id of a recipient')
  .brand<'RecipientId'>();

export type CampaignId = string & z.$brand<'CampaignId'>;

/** A campaign is named by its file: `win-back.yaml` is `win-back`. */
export const campaignIdSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,39}$/,
    'a campaign is named in lowercase letters, digits and hyphens, 40 at most',
  )
  .brand<'CampaignId'>();

export type TaskId = string & z.$brand<'TaskId'>;
// A task's id is also the name of its execution, which allows 80 characters of a narrow alphabet.
export const taskIdSchema = z
  .string()
  .regex(/^cb-[0-9a-f]{24}$/, 'not the id of a callback task')
  .brand<'TaskId'>();

/** Five minutes in which facts came in, by their beginning in UTC: `20261126T0505Z`. Tags of SES forbid colons. */
export type EventSlot = string & z.$brand<'EventSlot'>;
export const eventSlotSchema = z
  .string()
  .regex(/^\d{8}T([01]\d|2[0-3])[0-5][05]Z$/, 'five minutes are written like 20261126T0505Z')
  .brand<'EventSlot'>();

/** When customers entered a campaign: on the night of a date, or because of facts that came in within five minutes. */
export type Slot = PlainDate | EventSlot;

/** An IANA time zone, such as `Europe/London`. */
export type TimeZone = string & z.$brand<'TimeZone'>;
export const timeZoneNameSchema = z
  .string()
  .regex(/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/, 'not the name of a time zone')
  .brand<'TimeZone'>();

/** Identifies the customers of one time zone who entered one version of a campaign in one slot. */
export interface CohortKey {
  readonly campaign: CampaignId;
  readonly version: number;
  readonly slot: Slot;
  /** The customers' own time zone as it was on entry; absent for a campaign that does not go by it. */
  readonly zone?: TimeZone | undefined;
}

/** A version's id: `campaign#version`. */
export const versionId = ({ campaign, version }: Pick<CohortKey, 'campaign' | 'version'>): string =>
  `${campaign}#${version}`;

/** A cohort's id: `campaign#version#slot`, with `@zone` where there is one. */
export const cohortId = ({ slot, zone, ...key }: CohortKey): string =>
  `${versionId(key)}#${slot}${zone === undefined ? '' : `@${zone}`}`;

/** A cohort's key as workflows pass it on. */
export const cohortKeySchema = z.object({
  campaign: campaignIdSchema,
  version: z.int().positive(),
  slot: z.union([plainDateSchema, eventSlotSchema]),
  zone: timeZoneNameSchema.optional(),
});

/** Names a fact that can begin a campaign among those of its customer, in whichever version: its type and id. */
export type EventFactKey = `${string}#${string}`;
