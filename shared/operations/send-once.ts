import type { Instant } from '../calendar.ts';
import type { Delivery } from '../deliveries/delivery.ts';
import type { DeliveryKey } from '../deliveries/delivery-key.ts';
import { NotNowError, type Obstacle } from '../deliveries/obstacle.ts';
import type { SkipReason } from '../deliveries/skip-reason.ts';
import { tagsFor } from '../deliveries/tags.ts';
import type { ComposedEmail } from '../email/compose.ts';
import { TemplateError } from '../email/template.ts';
import { RekindleError } from '../errors.ts';
import { cohortId } from '../ids.ts';
import type { DeliveryRecord, NewDeliveryRecord } from './delivery-record.ts';
import type { ReservableMessage } from './reserve.ts';
import type { Allowance } from './spend-budget.ts';

/** The result of an attempt to send. */
export type SendResult =
  | { readonly result: 'accepted'; readonly messageId: string }
  /** The provider will never accept this message. */
  | { readonly result: 'refused'; readonly error: string }
  /** Nothing went out, and the next message would fail too: a quota, a paused account, a missing permission. */
  | { readonly result: 'not-now'; readonly obstacle: Obstacle; readonly error: string }
  /** The connection broke, or the provider had an internal error: the message may have been accepted. */
  | { readonly result: 'unknown' };

/** Hands one email to the provider, once. The provider returns the tags with every event about the email. */
export type Mailer = (email: ComposedEmail, tags: Readonly<Record<string, string>>) => Promise<SendResult>;

/** An attempt to send. */
export interface Sender<Content = ComposedEmail> {
  readonly send: (content: Content, tags: Readonly<Record<string, string>>) => Promise<SendResult>;
  readonly at: Instant;
  /** Unique to this attempt, so that it recognises its own claims. */
  readonly attempt: string;
}

/** A delivery of which nobody knows whether its message went out. */
export type Unsettled = Extract<Delivery, { state: 'claimed' | 'unknown' }>;

/** A message that must go out at most once. */
export interface Message<Content = ComposedEmail> {
  readonly key: DeliveryKey;
  readonly record: NewDeliveryRecord;
  /**
   * Writes the message, once it has a place, or says why the customer gets none.
   * @throws TemplateError when its template cannot be rendered for this customer
   */
  compose(): Promise<Content | SkipReason>;
  /** The message's place in the recipient's mailbox. */
  readonly place: ReservableMessage;
  /** What an earlier attempt left behind of a message that may be sent again, because its receiver knows a repeat. */
  readonly retryOf?: Unsettled | undefined;
  /** What it uses up of its campaign's budget; absent where there is none. */
  readonly allowance?: Allowance | undefined;
}

/**
 * The one protocol for outgoing messages: *reserve → claim → send → record*. The mailbox decides first whether
 * it may get the message. An attempt that finds a delivery leaves it alone, so a message goes out at most once whatever
 * crashes or is repeated; one that may have gone out is `unknown`, is never sent again, and keeps its reservation; one that certainly did not gives it
 * back.
 *
 * @returns the delivery as it is afterwards, whichever attempt made it
 * @throws NotNowError when the provider accepts nothing at the moment; the claim has been released
 */
export async function sendOnce<Content extends object>(
  message: Message<Content>,
  sender: Sender<Content>,
): Promise<Delivery> {
  const { key, record, place, allowance } = message;
  const { at } = sender;
  const reason = await place.reserve();
  if (reason !== undefined) return beginDelivery(record, { state: 'skipped', at, reason }, key);
  return withAllowance(allowance, place, () => sendReserved(message, sender));
}

/** What became of a message, and whether this attempt may have sent it. */
interface Attempted {
  readonly delivery: Delivery;
  readonly mayHaveGoneOut: boolean;
}

/**
 * Reaches a customer within the campaign's budget: what it uses up is given back unless this attempt may have reached
 * them.
 */
export async function withAllowance(
  allowance: Allowance | undefined,
  place: Pick<ReservableMessage, 'release'>,
  reach: () => Promise<Attempted>,
): Promise<Delivery> {
  try {
    await allowance?.take();
  } catch (error) {
    if (error instanceof NotNowError) await place.release();
    throw error;
  }
  try {
    const { delivery, mayHaveGoneOut } = await reach();
    if (!mayHaveGoneOut) await allowance?.giveBack();
    return delivery;
  } catch (error) {
    if (error instanceof NotNowError) await allowance?.giveBack();
    throw error;
  }
}

async function sendReserved<Content extends object>(
  { key, record, compose, place, retryOf }: Message<Content>,
  sender: Sender<Content>,
): Promise<Attempted> {
  const { at, attempt } = sender;
  const content = await tryToCompose(compose);
  if (typeof content === 'string' || content instanceof TemplateError) {
    const unsent = await beginDelivery(record, deliveryWithout(content, at), key);
    if (unsent.state === 'failed' || unsent.state === 'skipped') await place.release();
    return { delivery: unsent, mayHaveGoneOut: false };
  }
  const claim: Claim = {
    state: 'claimed',
    at,
    by: attempt,
    ...(retryOf && { tries: triesOf(retryOf) + 1 }),
  };
  const found =
    retryOf === undefined
      ? await beginDelivery(record, claim, key)
      : await claimAgain(record, retryOf, claim, key);
  // When a write's response is lost, the SDK repeats the write and finds our own claim.
  if (found.state !== 'claimed' || found.by !== attempt) return { delivery: found, mayHaveGoneOut: false };
  const sent = await sender.send(content, tagsFor(key));
  if (sent.result === 'not-now') {
    // Nothing went out, so the claim is released and the message can be sent once the provider accepts it.
    await record.release(claim);
    await place.release();
    throw new NotNowError(sent.obstacle, sent.error);
  }
  const delivery = await recordResult(record, claim, deliveryAfter(claim, sent), key);
  if (delivery.state === 'failed') await place.release();
  return { delivery, mayHaveGoneOut: delivery.state !== 'failed' };
}

/** How often a message was tried. */
export const triesOf = ({ tries = 1 }: Pick<Unsettled, 'tries'>): number => tries;

async function claimAgain(
  record: DeliveryRecord,
  retryOf: Unsettled,
  claim: Claim,
  key: DeliveryKey,
): Promise<Delivery> {
  return (await record.change(retryOf, claim)) ? claim : findDelivery(record, key);
}

type Claim = Extract<Delivery, { state: 'claimed' }>;

const deliveryWithout = (why: SkipReason | TemplateError, at: Instant): Delivery =>
  typeof why === 'string'
    ? { state: 'skipped', at, reason: why }
    : { state: 'failed', at, error: why.message };

async function tryToCompose<Content>(
  compose: Message<Content>['compose'],
): Promise<Content | SkipReason | TemplateError> {
  try {
    return await compose();
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
}

/** Writes the first delivery, or returns the one that another attempt wrote first. A repeat returns the first. */
export async function beginDelivery(
  record: NewDeliveryRecord,
  delivery: Delivery,
  key: DeliveryKey,
): Promise<Delivery> {
  return (await record.begin(delivery)) ? delivery : findDelivery(record, key);
}

/**
 * Turns a claim that an earlier attempt left behind into `unknown`: whether its message was sent cannot be known, so it
 * is not sent. Any other delivery is returned as it is.
 */
export async function settleClaim(
  record: DeliveryRecord,
  found: Delivery,
  key: DeliveryKey,
): Promise<Delivery> {
  if (found.state !== 'claimed') return found;
  const unknown: Delivery = { ...found, state: 'unknown' };
  return (await record.change(found, unknown)) ? unknown : findDelivery(record, key);
}

/** Records the result of sending on our claim; returns the delivery as it is afterwards. */
async function recordResult(
  record: DeliveryRecord,
  claim: Claim,
  after: Delivery,
  key: DeliveryKey,
): Promise<Delivery> {
  if (await record.change(claim, after)) return after;
  // Either an SES event was faster and recorded more than we know, or another attempt took this one for dead and wrote
  // `unknown`, which our result corrects.
  const found = await findDelivery(record, key);
  if (found.state !== 'unknown' || after.state === 'unknown') return found;
  return (await record.change(found, after)) ? after : findDelivery(record, key);
}

async function findDelivery(record: DeliveryRecord, key: DeliveryKey): Promise<Delivery> {
  const delivery = await record.find();
  if (delivery === undefined) throw new RekindleError('a delivery has disappeared', { where: placeOf(key) });
  return delivery;
}

const placeOf = (key: DeliveryKey): string =>
  'taskId' in key ? `callback ${key.taskId}` : `${cohortId(key.cohort)}, customer ${key.ref}`;

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
