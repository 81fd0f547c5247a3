import { couponCodeFor } from '../coupons/coupon.ts';
import { offerIn } from '../coupons/written-offer.ts';
import type { CustomerId } from '../ids.ts';
import { purposeOf, type Referral, type Side } from '../referrals/referral.ts';
import type { KeyRing } from '../settings/secrets.ts';
import type { Settings } from '../settings/settings.ts';
import { grantPoints } from './grant-points.ts';
import { issueCoupon } from './issue-coupon.ts';
import { type IntakeStore, takeIn } from './take-in.ts';

/** What credits need besides the store. */
export interface CreditContext {
  readonly settings: Settings;
  readonly coupons: KeyRing;
}

/** Which credit, and whose it is. */
export interface CreditFor {
  readonly referral: Referral;
  readonly side: Side;
  readonly customerId: CustomerId;
}

/** Gives one side of a referral what it brings, once. */
export async function giveCredit(
  store: IntakeStore,
  { referral, side, customerId }: CreditFor,
  { settings, coupons }: CreditContext,
): Promise<void> {
  const { points, validForDays = 0, ...offer } = referral.credits[side];
  const { at } = referral;
  const purpose = purposeOf(side, referral);
  if (points !== undefined) return grantPoints(store, { customerId, purpose, points, at }, settings);
  const terms = { ...offerIn(offer, settings.currency), validForDays, customerId, issuedAt: at };
  await issueCoupon(store, { ...terms, issuedFor: purpose }, coupons, settings.timeZone);
}

/**
 * Takes a credit back, if it was given: points as far as the ledger goes, below zero too, and a coupon that was not used.
 */
export async function takeCreditBack(
  store: IntakeStore,
  { referral, side, customerId }: CreditFor,
  { settings, coupons }: CreditContext,
): Promise<void> {
  const { points } = referral.credits[side];
  const purpose = purposeOf(side, referral);
  if (points === undefined) return withdrawCoupon(store, customerId, purpose, { settings, coupons });
  const given = (await store.activity.allOf(customerId)).find(
    (fact) => fact.type === 'points-granted' && fact.id === purpose,
  );
  if (given?.type !== 'points-granted') return;
  const back = { customerId, purpose: `${purpose}#back`, points: -given.points, at: given.at };
  await grantPoints(store, back, settings);
}

async function withdrawCoupon(
  store: IntakeStore,
  customerId: CustomerId,
  purpose: string,
  { settings: { timeZone }, coupons: { current, retired } }: CreditContext,
): Promise<void> {
  for (const { key } of [current, ...retired]) {
    const coupon = await store.coupons.get(customerId, couponCodeFor(purpose, customerId, key));
    if (coupon === undefined) continue;
    const record = async () => {
      await store.coupons.withdraw(coupon);
      return { result: undefined };
    };
    await takeIn(store, { customerId, record }, timeZone);
  }
}
