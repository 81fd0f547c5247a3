import type { Instant } from '../calendar.ts';
import { codeFor } from '../code.ts';
import type { CustomerId, CustomerRef, OrderId } from '../ids.ts';
import { netOf } from '../orders/net.ts';
import type { Order } from '../orders/order.ts';
import { type Activity, customerIn, latestOrders, momentOf } from '../profile/activity.ts';
import type { Contact } from '../profile/profile.ts';
import { normaliseEmail, normalisePhone } from '../recipients/address.ts';
import type { WrittenCredit } from '../settings/loyalty-settings.ts';

/** A friend's first order came by a customer's code. There is one for each friend. */
export interface Referral {
  readonly friend: CustomerId;
  readonly friendRef: CustomerRef;
  /** Not whose it is, so that nothing here names a customer who was erased. */
  readonly code: string;
  readonly orderId: OrderId;
  readonly at: Instant;
  /** What each gets, by the settings of that day. */
  readonly credits: Readonly<Record<Side, WrittenCredit>>;
  /** The order was cancelled or refunded: what was given is taken back for good. */
  readonly isTakenBack?: true;
}

/** The customer whose code it was, and the one who came by it. */
export type Side = 'referrer' | 'friend';

/** A place among those whom a customer sends in a year, from 1. */
export interface ReferralPlace {
  readonly number: number;
  readonly friend: CustomerRef;
}

/** A customer's code, how many friends they have sent by it, and by whose they came. */
export interface ReferralStanding {
  readonly code: string;
  readonly year: string;
  readonly sentInYear: number;
  readonly perYear: number;
  readonly cameBy?: Pick<Referral, 'code' | 'orderId' | 'isTakenBack'>;
}

/** Why somebody cannot be referred by a code. */
export type ReferralRefusal = 'unknown-code' | 'own-code' | 'not-new' | 'used-up';

/**
 * The code by which a customer sends friends, always the same.
 *
 * @param key the secret that makes opaque ids, which never rotates
 */
export const referralCodeFor = (customerId: CustomerId, key: string): string =>
  codeFor(`referral\u0000${customerId}`, key);

/** What a credit is given for, once. */
export const purposeOf = (side: Side, { friendRef }: Pick<Referral, 'friendRef'>): string =>
  `referral#${side}#${friendRef}`;

/** True for what a credit was given for. */
export const isReferral = (purpose: string): boolean => purpose.startsWith('referral#');

/** A customer's first order, whatever became of it; undefined without one. */
export const firstOrderIn = (activity: readonly Activity[]): Order | undefined =>
  [...latestOrders(activity)].sort((a, b) => (rankOf(a) < rankOf(b) ? -1 : 1))[0];

const rankOf = ({ placedAt, id }: Order): string => `${placedAt} ${id}`;

/** True for an order that somebody is rewarded for: neither cancelled nor refunded as a whole, nor for nothing. */
export const isRewarded = (order: Order | undefined): boolean =>
  order !== undefined && order.status !== 'cancelled' && netOf(order) > 0;

/** The first code that a customer gave, not later than with their first order; undefined for whoever came without. */
export function codeGivenBy(activity: readonly Activity[], first: Order): string | undefined {
  const given = activity.flatMap((fact) => {
    const code = customerIn(fact)?.referralCode;
    const at = momentOf(fact);
    return code === undefined || at > first.placedAt ? [] : [{ at, code }];
  });
  return given.sort((a, b) => (`${a.at} ${a.code}` < `${b.at} ${b.code}` ? -1 : 1))[0]?.code;
}

type Addresses = Pick<Contact, 'email' | 'phone'>;

/** True for two customers who seem to be one person: with the same mailbox or the same phone. */
export const isSamePerson = (one: Addresses, other: Addresses): boolean =>
  isSame(one.email, other.email, mailboxOf) || isSame(one.phone, other.phone, phoneOf);

const isSame = (
  one: string | undefined,
  other: string | undefined,
  normalised: (address: string) => string,
): boolean => one !== undefined && other !== undefined && normalised(one) === normalised(other);

/** What follows a plus is the customer's own invention, and Gmail ignores dots. Whoever shares more may be a friend. */
function mailboxOf(email: string): string {
  const [name = '', domain = ''] = normaliseEmail(email).split(/@(?=[^@]*$)/);
  const plain = name.replace(/\+.*$/, '');
  const isGmail = domain === 'gmail.com' || domain === 'googlemail.com';
  return isGmail ? `${plain.replaceAll('.', '')}@gmail.com` : `${plain}@${domain}`;
}

/** The last nine digits: the same number is written with and without its country, and with a zero in place of it. */
const phoneOf = (phone: string): string => normalisePhone(phone).replace(/\D/g, '').slice(-9);
