import { dayIn, dayMs, type Instant, laterOf } from '../calendar.ts';
import type { CustomerId, RecipientId } from '../ids.ts';
import { isOptInSource } from '../interactions/interaction.ts';
import type { ConsentStatement, EmailSuppression } from '../profile/profile.ts';
import { type FrequencyCaps, isCapped, longestCapDays, type Reservation } from './frequency.ts';

/** Why a mailbox or phone is closed, since when, and where that came from. */
export interface RecipientSuppression {
  readonly reason: EmailSuppression | 'do-not-call';
  readonly at: Instant;
  /** The message whose link was used, the provider's id of one, the callback task, or the list that was imported. */
  readonly source: string;
  /** Of a mailbox that bounces: whoever reads it has also unsubscribed, so it is not for the shop to open it again. */
  readonly alsoUnsubscribed?: { readonly at: Instant; readonly source: string };
}

/** Why a mailbox is written to again after it has bounced: somebody of the shop knows that the address works. */
export interface Release {
  readonly at: Instant;
  /** The request that asked for it, as the audit log has it. */
  readonly source: string;
}

/**
 * One mailbox or phone, whichever customers use it. It decides who may be reached there: what one customer says with it
 * holds for all of them.
 */
export interface Recipient {
  readonly id: RecipientId;
  /** The latest statement of consent; absent while nobody with this mailbox has made one. */
  readonly consent?: ConsentStatement;
  readonly suppression?: RecipientSuppression;
  /** When the mailbox was last opened again by a stated way; what closed it before that no longer counts. */
  readonly optedInAt?: Instant;
  /** The latest release; an email that bounced no later does not close the mailbox again. */
  readonly released?: Release;
  /** When somebody who used it was erased: consent that is older no longer counts, and a checkbox gives none. */
  readonly erasedAt?: Instant;
  /** Customers who were written to at this mailbox, so that closing it reaches their activity too. */
  readonly customers: readonly CustomerId[];
  /** The messages of the last days, by what they are for: a cohort's step, or a callback's reward. */
  readonly messages: Readonly<Record<string, Reservation>>;
}

/** Why a message may not be reserved with a mailbox. */
export type RecipientRefusal =
  | RecipientSuppression['reason']
  | 'no-consent'
  | 'same-mailbox'
  | 'same-phone'
  | 'capped';

/** A mailbox that nothing is known about yet. */
export const unknownRecipient = (id: RecipientId): Recipient => ({ id, customers: [], messages: {} });

/** A message that wants to be reserved. */
export interface ReservationRequest extends Omit<Reservation, 'isTransactional'> {
  /** What the message is for; the same for every customer who would get the same message. */
  readonly message: string;
  /** True when the mailbox must not be written to unless somebody with it has consented. */
  readonly requiresConsent: boolean;
  /** What the customer's own profile says, where the mailbox has stated nothing. */
  readonly ownConsent: boolean | undefined;
  /** The caps that it keeps to; `none` for a transactional message. */
  readonly caps: FrequencyCaps | 'none';
}

/** True when a mailbox may be written to as far as consent goes: by what was stated with it, or else by the customer. */
export const hasConsent = (
  { erasedAt, consent }: Pick<Recipient, 'erasedAt' | 'consent'>,
  { ownConsent, requiresConsent }: Pick<ReservationRequest, 'ownConsent' | 'requiresConsent'>,
): boolean => consent?.granted ?? (erasedAt === undefined && (ownConsent ?? !requiresConsent));

/** Why a mailbox gets no such message from this customer; undefined when it may be reserved, or is already by them. */
export function whyNotReserve(
  recipient: Recipient,
  request: ReservationRequest,
): RecipientRefusal | undefined {
  if (recipient.suppression !== undefined) return recipient.suppression.reason;
  if (!hasConsent(recipient, request)) return 'no-consent';
  const { [request.message]: own } = recipient.messages;
  if (own !== undefined && own.customerId !== request.customerId)
    return request.channel === 'email' ? 'same-mailbox' : 'same-phone';
  return hasRoom(recipient, request) ? undefined : 'capped';
}

/**
 * True when one more message to a recipient keeps to the caps. A repeat finds its own place; if it comes on a later day,
 * it needs room on that day.
 */
export function hasRoom(
  { messages }: Recipient,
  request: Pick<ReservationRequest, 'message' | 'channel' | 'at' | 'caps'>,
): boolean {
  const { caps, at } = request;
  if (caps === 'none') return true;
  const { [request.message]: own, ...others } = messages;
  if (own !== undefined && dayIn(caps.timeZone, own.at) >= dayIn(caps.timeZone, at)) return true;
  return !isCapped(Object.values(others), request, caps);
}

const reservationsKeptMs = (longestCapDays + 2) * dayMs;

/**
 * The mailbox with a message reserved for a customer. A repeat takes the reservation over from the attempt before, which
 * can then no longer give it back, and moves it to its own day if that is later. Old reservations are dropped.
 */
export function withReservation(
  recipient: Recipient,
  { message, customerId, channel, at, by, caps }: Omit<ReservationRequest, 'requiresConsent' | 'ownConsent'>,
): Recipient {
  const own = recipient.messages[message];
  const isKnown = recipient.customers.includes(customerId);
  if (own !== undefined && own.by === by && own.at >= at && isKnown) return recipient;
  const oldestKept = Date.parse(at) - reservationsKeptMs;
  const recent = Object.entries(recipient.messages).filter(([, one]) => Date.parse(one.at) >= oldestKept);
  const reserved: Reservation = {
    customerId,
    channel,
    at: laterOf(own?.at ?? at, at),
    by,
    ...(caps === 'none' && { isTransactional: true }),
  };
  return {
    ...recipient,
    customers: [...new Set([...recipient.customers, customerId])].sort(),
    messages: { ...Object.fromEntries(recent), [message]: reserved },
  };
}

/** The mailbox without an attempt's reservation of a message that certainly did not go out. */
export function withoutReservation(recipient: Recipient, message: string, by: string): Recipient {
  if (recipient.messages[message]?.by !== by) return recipient;
  const { [message]: _, ...messages } = recipient.messages;
  return { ...recipient, messages };
}

/**
 * The mailbox once it is closed. The first reason stays, except that a complaint outweighs it; that somebody unsubscribes
 * from a mailbox that bounces is kept beside it.
 */
export function withSuppression(recipient: Recipient, suppression: RecipientSuppression): Recipient {
  const { suppression: before } = recipient;
  if (isOutdated(recipient, suppression)) return recipient;
  if (before === undefined) return { ...recipient, suppression };
  if (before.reason === 'bounced' && suppression.reason === 'unsubscribed') {
    if (before.alsoUnsubscribed !== undefined) return recipient;
    const { at, source } = suppression;
    return { ...recipient, suppression: { ...before, alsoUnsubscribed: { at, source } } };
  }
  const outweighs = suppression.reason === 'complained' && before.reason !== 'complained';
  return outweighs ? { ...recipient, suppression } : recipient;
}

/** True for a closing that was over before it came in. */
function isOutdated({ optedInAt, released }: Recipient, { reason, at }: RecipientSuppression): boolean {
  if (reason === 'unsubscribed') return optedInAt !== undefined && at <= optedInAt;
  return reason === 'bounced' && released !== undefined && at <= released.at;
}

/** Why a mailbox or phone cannot be released: nothing closes it, or it is for whoever uses it to open it. */
export type ReleaseRefusal = 'open' | Exclude<RecipientSuppression['reason'], 'bounced'>;

/** Why a mailbox cannot be released; undefined for one that bounces and that nobody has asked to be left alone at. */
export function whyNotRelease(recipient: Pick<Recipient, 'suppression'>): ReleaseRefusal | undefined {
  const { suppression } = recipient;
  if (suppression === undefined) return 'open';
  if (suppression.reason !== 'bounced') return suppression.reason;
  return suppression.alsoUnsubscribed === undefined ? undefined : 'unsubscribed';
}

/** The mailbox once it is released; as it was where {@link whyNotRelease} says why, or it has bounced since. */
export function withRelease(recipient: Recipient, released: Release): Recipient {
  const { suppression, ...open } = recipient;
  if (whyNotRelease(recipient) !== undefined) return recipient;
  return suppression !== undefined && suppression.at > released.at ? recipient : { ...open, released };
}

/**
 * The mailbox once somebody with it has agreed or withdrawn. An older statement that arrives late changes nothing; a
 * stated way of opting in opens a mailbox again that had unsubscribed before it.
 */
export function withConsent(recipient: Recipient, statement: ConsentStatement): Recipient {
  const { consent: before, erasedAt } = recipient;
  const isForgotten = erasedAt !== undefined && statement.at <= erasedAt;
  const needsOptIn = erasedAt !== undefined && before?.granted !== true;
  if (isForgotten || (needsOptIn && statement.granted && !isOptInSource(statement.source))) return recipient;
  if (before !== undefined && before.at >= statement.at) return recipient;
  // Agreeing again is no news, and a mailbox is not written to with every order. Withdrawing again is: it is later.
  if (before?.granted && statement.granted && !isOptInSource(statement.source)) return recipient;
  const stated = { ...recipient, consent: statement };
  if (!statement.granted || !isOptInSource(statement.source)) return stated;
  const { suppression, ...open } = { ...stated, optedInAt: statement.at };
  if (suppression === undefined) return open;
  if (suppression.reason === 'unsubscribed')
    return suppression.at >= statement.at ? { ...open, suppression } : open;
  const { alsoUnsubscribed, ...others } = suppression;
  const staysSo = alsoUnsubscribed !== undefined && alsoUnsubscribed.at >= statement.at;
  return { ...open, suppression: staysSo ? suppression : others };
}
