import type { Instant } from '../calendar.ts';
import type { Delivery } from '../deliveries/delivery.ts';
import type { DeliveryKey } from '../deliveries/delivery-key.ts';
import { tagsFor } from '../deliveries/tags.ts';
import type { ComposedEmail } from '../email/compose.ts';
import { TemplateError } from '../email/template.ts';
import { RekindleError } from '../errors.ts';
import type { DeliveryRecord, NewDeliveryRecord } from './delivery-record.ts';

/** What is known after an attempt to send. */
export type SendResult =
  | { readonly result: 'accepted'; readonly messageId: string }
  /** The provider will never take this message. */
  | { readonly result: 'refused'; readonly error: string }
  /** Nothing went out, and the next message would fare no better: a quota, a paused account, a missing right. */
  | { readonly result: 'not-now'; readonly error: string }
  /** The connection broke or the provider failed inside: the message may have been accepted. */
  | { readonly result: 'unknown' };

/** Hands one email to the provider, once; its tags come back with every event about it. */
export type Mailer = (email: ComposedEmail, tags: Readonly<Record<string, string>>) => Promise<SendResult>;

/** Whoever sends, as far as a delivery needs to know. */
export interface Sender {
  readonly send: Mailer;
  readonly at: Instant;
  /** Names this attempt and no other, so that it knows its own claims. */
  readonly attempt: string;
}

/** One message that is to go out at most once. */
export interface Message {
  readonly key: DeliveryKey;
  readonly record: NewDeliveryRecord;
  /** Writes the email. @throws TemplateError when its template cannot be rendered for this customer */
  compose(): ComposedEmail;
}

/**
 * The one protocol for what goes out: compose, *claim → send → record*. Reserving with the recipient will come before
 * the claim. Whoever finds a delivery leaves it as it is, so a message goes out at most once, whatever crashes or is
 * repeated; one that may have gone out is `unknown` and is never sent again.
 *
 * @returns the delivery as it then stands, whoever made it
 * @throws RekindleError when the provider takes nothing at the moment; the claim has been given back
 */
export async function sendOnce({ key, record, compose }: Message, sender: Sender): Promise<Delivery> {
  const { at, attempt } = sender;
  const email = composed(compose);
  if (email instanceof TemplateError) {
    return beginDelivery(record, { state: 'failed', at, error: email.message }, key);
  }
  const claim: Claim = { state: 'claimed', at, by: attempt };
  const found = await beginDelivery(record, claim, key);
  // A write whose answer was lost is repeated by the SDK, and then finds our own claim.
  if (found.state !== 'claimed' || found.by !== attempt) return found;
  const sent = await sender.send(email, tagsFor(key));
  if (sent.result === 'not-now') {
    // It is certain that nothing went out: give the claim back, so that the message can go when the provider is willing.
    await record.release(claim);
    throw new RekindleError(`SES takes no email now: ${sent.error}`, { where: `customer ${key.customerId}` });
  }
  return recordResult(record, claim, deliveryAfter(claim, sent), key);
}

type Claim = Extract<Delivery, { state: 'claimed' }>;

function composed(compose: Message['compose']): ComposedEmail | TemplateError {
  try {
    return compose();
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
}

/** Writes the first delivery, or returns the one that somebody else wrote first. */
export async function beginDelivery(
  record: NewDeliveryRecord,
  delivery: Delivery,
  key: DeliveryKey,
): Promise<Delivery> {
  return (await record.begin(delivery)) ? delivery : findDelivery(record, key);
}

/** Settles a claim that an earlier attempt left behind: nobody here can know whether it was sent, so nobody sends it. */
export async function settleClaim(
  record: DeliveryRecord,
  found: Delivery,
  key: DeliveryKey,
): Promise<Delivery> {
  if (found.state !== 'claimed') return found;
  const unknown: Delivery = { ...found, state: 'unknown' };
  return (await record.change(found, unknown)) ? unknown : findDelivery(record, key);
}

async function recordResult(
  record: DeliveryRecord,
  claim: Claim,
  after: Delivery,
  key: DeliveryKey,
): Promise<Delivery> {
  if (await record.change(claim, after)) return after;
  // Either an event of SES was quicker, and what it wrote says more, or another attempt took us for dead: we know better.
  const found = await findDelivery(record, key);
  if (found.state !== 'unknown' || after.state === 'unknown') return found;
  return (await record.change(found, after)) ? after : findDelivery(record, key);
}

async function findDelivery(record: DeliveryRecord, { customerId }: DeliveryKey): Promise<Delivery> {
  const delivery = await record.find();
  if (delivery === undefined) throw new RekindleError('a delivery has vanished', { where: customerId });
  return delivery;
}

function deliveryAfter(claim: Claim, sent: Exclude<SendResult, { result: 'not-now' }>): Delivery {
  switch (sent.result) {
    case 'accepted':
      return { state: 'sent', at: claim.at, messageId: sent.messageId };
    case 'refused':
      return { state: 'failed', at: claim.at, error: sent.error };
    case 'unknown':
      return { ...claim, state: 'unknown' };
  }
}
