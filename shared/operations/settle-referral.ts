import { dayIn, type Instant } from '../calendar.ts';
import type { CustomerId } from '../ids.ts';
import { interactionSchema } from '../interactions/interaction.ts';
import { customerRefFor } from '../opaque-ids.ts';
import type { Order } from '../orders/order.ts';
import { latestOrders } from '../profile/activity.ts';
import type { Profile } from '../profile/profile.ts';
import {
  codeGivenBy,
  firstOrderIn,
  isRewarded,
  isSamePerson,
  type Referral,
  type ReferralRefusal,
} from '../referrals/referral.ts';
import type { ReferralSettings } from '../settings/loyalty-settings.ts';
import type { Settings } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';
import { contended, retryWhileContended } from './contention.ts';
import { type CreditContext, type CreditFor, giveCredit, takeCreditBack } from './referral-credit.ts';
import { type IntakeStore, type Trigger, takeInFacts } from './take-in.ts';

export type ReferralStore = IntakeStore & Pick<Store, 'referrals'>;

/** Whose code it was. */
interface Referred {
  readonly referrer: CustomerId;
}

/** What settling referrals needs besides the store. */
export interface ReferralContext {
  readonly settings: Settings;
  /** When the friend's order came in. */
  readonly at: Instant;
  readonly trigger?: Trigger | undefined;
}

/** More friends than order at the same moment. */
const placeAttempts = 25;

/**
 * Does what a friend's orders mean for the customer who sent them: credits both for the first one, once, and takes that
 * back when it is cancelled or refunded. Each part can be done again, so sending the order again completes what a crash
 * broke off. Whoever credits looks afterwards whether somebody has taken back meanwhile, and the other way round.
 */
export async function settleReferral(
  store: ReferralStore,
  friend: CustomerId,
  context: ReferralContext,
): Promise<void> {
  const { referral: rules } = context.settings;
  if (rules === undefined) return;
  const profile = await store.customers.find(friend);
  if (profile?.contact.referralCode === undefined) return;
  const activity = await store.activity.allOf(friend);
  const first = firstOrderIn(activity);
  const code = first && codeGivenBy(activity, first);
  const known = await store.referrals.find(friend);
  const referral = known ?? (first && code && (await begin(store, profile, first, code, rules, context)));
  if (!referral) return;
  const credit: CreditContext = {
    settings: context.settings,
    coupons: (await store.settings.secrets()).coupons,
  };
  const order = latestOrders(activity).find(({ id }) => id === referral.orderId);
  const referrer = await store.referrals.ownerOf(referral.code);
  const parties = partiesOf(referral, referrer);
  if (referral.isTakenBack || !isRewarded(order)) return takeBack(store, referral, parties, credit);
  // Erased meanwhile.
  if (referrer === undefined) return;
  if (!(await takePlace(store, { ...referral, referrer }, rules, context.settings))) return;
  for (const party of parties) await giveCredit(store, party, credit);
  await reportConversion(store, { ...referral, referrer }, context);
  // Whoever cancelled the order meanwhile may have come before the referral was written down.
  const [now, ordered] = await Promise.all([
    store.referrals.find(friend),
    store.activity.findOrder(friend, referral.orderId),
  ]);
  if (now?.isTakenBack || !isRewarded(ordered)) await takeBack(store, now ?? referral, parties, credit);
}

/** Writes down by whom a friend came; undefined when nobody is rewarded for this order. */
async function begin(
  store: ReferralStore,
  friend: Profile,
  first: Order,
  code: string,
  rules: ReferralSettings,
  { settings: { timeZone }, at }: ReferralContext,
): Promise<Referral | undefined> {
  if (!isRewarded(first) || dayIn(timeZone, first.placedAt) < rules.since) return undefined;
  const referrer = await store.referrals.ownerOf(code);
  if (referrer === undefined || (await whyNotFriend(store, referrer, friend)) !== undefined) return undefined;
  const { customerId } = friend;
  const friendRef = customerRefFor(customerId, await store.settings.opaqueIdKey());
  const credits = { referrer: rules.referrer, friend: rules.friend };
  const referral = { friend: customerId, friendRef, code, orderId: first.id, at, credits };
  return (await store.referrals.add(referral)) ? referral : store.referrals.find(customerId);
}

/** Why somebody is no friend whom the customer has brought; the friend's own orders are not looked at. */
export async function whyNotFriend(
  store: Pick<Store, 'customers'>,
  referrer: CustomerId,
  { customerId, contact }: Pick<Profile, 'contact'> & { readonly customerId?: CustomerId | undefined },
): Promise<Exclude<ReferralRefusal, 'used-up'> | undefined> {
  if (referrer === customerId) return 'own-code';
  const sender = await store.customers.find(referrer);
  if (sender === undefined) return 'unknown-code';
  if (isSamePerson(sender.contact, contact)) return 'own-code';
  const others = contact.email === undefined ? [] : await store.customers.findByEmail(contact.email);
  const hasOrdered = others.some((one) => one.customerId !== customerId && one.orders !== undefined);
  return hasOrdered ? 'not-new' : undefined;
}

/** The year of the shop in which a friend's order came in. */
export const yearOf = (at: Instant, { timeZone }: Pick<Settings, 'timeZone'>): string =>
  dayIn(timeZone, at).slice(0, 4);

/** Takes one of the year's places for a friend, or finds the one that the friend has. False when there is none left. */
async function takePlace(
  store: Pick<Store, 'referrals'>,
  { referrer, friendRef, at }: Referral & Referred,
  { perYear }: ReferralSettings,
  settings: Settings,
): Promise<boolean> {
  const year = yearOf(at, settings);
  return retryWhileContended(
    async () => {
      const places = await store.referrals.places(referrer, year);
      if (places.some(({ friend }) => friend === friendRef)) return true;
      if (places.length >= perYear) return false;
      const number = 1 + places.reduce((last, place) => Math.max(last, place.number), 0);
      return (await store.referrals.takePlace(referrer, year, { number, friend: friendRef })) || contended;
    },
    { attempts: placeAttempts, what: 'friends kept taking the places first', where: `friend ${friendRef}` },
  );
}

/** Tells campaigns that a friend has bought. */
async function reportConversion(
  store: ReferralStore,
  { referrer, friendRef, at }: Referral & Referred,
  { settings: { timeZone, retention }, trigger }: ReferralContext,
): Promise<void> {
  const fact = interactionSchema.parse({
    type: 'referral-converted',
    id: `friend-${friendRef}`,
    at,
    customer: { id: referrer },
  });
  await takeInFacts(store, referrer, [fact], timeZone, { retention, ...(trigger && { trigger }) });
}

/** Marks first, so that whoever is crediting finds the mark. */
async function takeBack(
  store: ReferralStore,
  referral: Referral,
  parties: readonly CreditFor[],
  credit: CreditContext,
): Promise<void> {
  if (!referral.isTakenBack) await store.referrals.takeBack(referral);
  for (const party of parties) await takeCreditBack(store, party, credit);
}

/** Who gets something. A customer who was erased meanwhile gets nothing, and nothing is taken from them. */
const partiesOf = (referral: Referral, referrer: CustomerId | undefined): readonly CreditFor[] => [
  ...(referrer === undefined ? [] : [{ referral, side: 'referrer' as const, customerId: referrer }]),
  { referral, side: 'friend', customerId: referral.friend },
];
