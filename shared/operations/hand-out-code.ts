import type { Instant } from '../calendar.ts';
import { isCode } from '../code.ts';
import type { CustomerId } from '../ids.ts';
import type { Contact } from '../profile/profile.ts';
import { type ReferralRefusal, type ReferralStanding, referralCodeFor } from '../referrals/referral.ts';
import type { Settings } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';
import { knownAs } from './resolve-customers.ts';
import { whyNotFriend, yearOf } from './settle-referral.ts';

/**
 * The code by which a customer sends friends; undefined in a shop that gives nothing for it. Whose it is is written down
 * first, so a code that nobody has seen is nobody's.
 */
export async function handOutCode(
  store: Pick<Store, 'referrals' | 'settings'>,
  customerId: CustomerId,
  { referral }: Pick<Settings, 'referral'>,
): Promise<string | undefined> {
  if (referral === undefined) return undefined;
  const code = referralCodeFor(customerId, await store.settings.opaqueIdKey());
  await store.referrals.nameOwner(code, customerId);
  return code;
}

/**
 * How a customer stands with referrals; undefined in a shop that gives nothing for them.
 *
 * @param at when it is asked: friends are counted by year
 */
export async function referralStanding(
  store: Pick<Store, 'referrals' | 'settings'>,
  customerId: CustomerId,
  settings: Settings,
  at: Instant,
): Promise<ReferralStanding | undefined> {
  const code = await handOutCode(store, customerId, settings);
  if (code === undefined || settings.referral === undefined) return undefined;
  const year = yearOf(at, settings);
  const [places, cameBy] = await Promise.all([
    store.referrals.places(customerId, year),
    store.referrals.find(customerId),
  ]);
  const { perYear } = settings.referral;
  return { code, year, sentInYear: places.length, perYear, ...(cameBy && { cameBy }) };
}

/** Whoever is about to order by somebody's code. */
export interface ReferredFriend {
  readonly customerId?: CustomerId;
  readonly contact: Pick<Contact, 'email' | 'phone'>;
}

/** Why a code is not good for somebody now; undefined when it is. What counts is decided again when the order comes. */
export async function whyNotReferred(
  store: Pick<Store, 'referrals' | 'settings' | 'customers' | 'aliases'>,
  code: string,
  { customerId: sent, contact }: ReferredFriend,
  { settings, at }: { readonly settings: Settings; readonly at: Instant },
): Promise<ReferralRefusal | undefined> {
  const { referral } = settings;
  const referrer = referral && isCode(code) ? await store.referrals.ownerOf(code) : undefined;
  if (referral === undefined || referrer === undefined) return 'unknown-code';
  const customerId = sent && (await knownAs(store, sent));
  const friend = customerId && (await store.customers.find(customerId));
  if (customerId !== referrer && friend?.orders !== undefined) return 'not-new';
  const refusal = await whyNotFriend(store, referrer, {
    customerId,
    contact: { ...friend?.contact, ...contact },
  });
  if (refusal !== undefined) return refusal;
  const places = await store.referrals.places(referrer, yearOf(at, settings));
  return places.length >= referral.perYear ? 'used-up' : undefined;
}
