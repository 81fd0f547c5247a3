import { createHmac } from 'node:crypto';
import * as z from 'zod';
import type { Instant } from '../calendar.ts';
import type { StepDeliveryKey } from '../deliveries/delivery-key.ts';
import { nameFrom } from '../hash.ts';
import { cohortId } from '../ids.ts';
import type { EventFact } from '../profile/activity.ts';
import type { Profile } from '../profile/profile.ts';
import type { KeyRing, SecretKey } from '../settings/secrets.ts';

/** What a webhook may say of a customer, if the campaign asks for it. Without, it names the customer by an opaque id alone. */
export const webhookFields = [
  'customerId',
  'email',
  'phone',
  'name',
  'locale',
  'country',
  'lifecycle',
  'tier',
  'tags',
  'event',
] as const;
export type WebhookField = (typeof webhookFields)[number];

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** True for an address on this machine, which only the embedded stack calls. */
export const isLoopback = ({ hostname }: Pick<URL, 'hostname'>): boolean => loopback.has(hostname);

const wholeAddress = 'write a whole address, such as https://your-shop.example/webhooks';

/** Where a webhook goes: HTTPS, or this machine, for trying it out. */
export const webhookUrlSchema = z
  .url({ protocol: /^https?$/, abort: true, error: wholeAddress })
  .max(500)
  .refine((url) => {
    const parsed = new URL(url);
    return parsed.protocol === 'https:' || isLoopback(parsed);
  }, 'a webhook goes to an address that begins with https://')
  .refine(
    (url) => new URL(url).username === '',
    'a webhook is signed; write its address without a user name and password',
  );

/** One webhook that is ready to be sent. */
export interface Webhook {
  readonly url: string;
  /** The same for every attempt, so that the receiver knows one that it has had. */
  readonly idempotencyKey: string;
  /** JSON. */
  readonly body: string;
}

/** What a webhook is made of. */
export interface WebhookParts {
  readonly url: string;
  readonly fields: readonly WebhookField[];
  readonly key: StepDeliveryKey;
  /** The step's name in the campaign file. */
  readonly stepName: string | undefined;
  readonly enteredAt: Instant;
  readonly profile: Profile;
  readonly event: EventFact | undefined;
}

/** Writes a webhook. Only what its fields name says who the customer is. */
export function createWebhook({
  url,
  fields,
  key,
  stepName,
  enteredAt,
  profile,
  event,
}: WebhookParts): Webhook {
  const { cohort, step, ref } = key;
  const idempotencyKey = `wh-${nameFrom(cohortId(cohort), String(step), ref)}`;
  const { customerId, contact, classes, tags } = profile;
  const said: Readonly<Record<WebhookField, unknown>> = {
    customerId,
    email: contact.email,
    phone: contact.phone,
    name: contact.name,
    locale: contact.locale,
    country: contact.country,
    lifecycle: classes?.lifecycle.is,
    tier: classes?.tier.is,
    tags: tags ?? [],
    event: event && withoutCustomer(event),
  };
  const body = {
    id: idempotencyKey,
    campaign: cohort.campaign,
    version: cohort.version,
    cohort: cohort.slot,
    step: step + 1,
    ...(stepName !== undefined && { stepName }),
    customer: ref,
    enteredAt,
    ...(fields.length > 0 && { data: Object.fromEntries(fields.map((field) => [field, said[field]])) }),
  };
  return { url, idempotencyKey, body: JSON.stringify(body) };
}

/** A fact without whose it is: that is up to the other fields. */
function withoutCustomer(event: EventFact): object {
  if (event.type !== 'order') return { ...event, customer: undefined };
  return { type: event.type, ...event.order, customer: undefined };
}

/**
 * The headers by which the receiver knows that a webhook is ours, and which one. Signed by the current key and by the one
 * before it, so that rotating the key breaks no receiver that does not have the new one yet.
 *
 * @param at when it is sent
 */
export function headersFor(
  { idempotencyKey, body }: Webhook,
  at: Instant,
  { current, retired }: KeyRing,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(Date.parse(at) / 1000));
  const sign = ({ id, key }: SecretKey) =>
    `${id}=${createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex')}`;
  return {
    'content-type': 'application/json',
    'user-agent': 'Rekindle',
    'idempotency-key': idempotencyKey,
    'rekindle-timestamp': timestamp,
    'rekindle-signature': [current, ...retired.slice(0, 1)].map(sign).join(','),
  };
}
