import { type Activity, momentsOf } from './activity.ts';
import { foldOnto } from './fold.ts';
import type { Facts } from './profile.ts';
import { opensAgain } from './suppression-facts.ts';

/**
 * The facts after one more fact, without those before it: exactly what `foldActivity` gives for all of them. Undefined
 * when that takes the whole history: the fact is not later than all others, its effect depends on single facts among
 * them, or the days were counted in another time zone. A fact that is among the others already is not later than itself.
 *
 * @param fact one of which no other version was folded
 * @param timeZone the shop's; it decides which day a fact belongs to
 */
export function appendActivity(facts: Facts, fact: Activity, timeZone: string): Facts | undefined {
  const { folded } = facts;
  if (folded === undefined || folded.timeZone !== timeZone) return undefined;
  const { upTo } = folded;
  const isLater = upTo === undefined || momentsOf(fact).every((moment) => moment > upTo);
  if (!isLater || dependsOnSingleFacts(fact, facts)) return undefined;
  const after = foldOnto(facts, [fact], timeZone);
  return bringsBackOthers(facts, after) ? undefined : after;
}

/** True when other facts, of which only a number is kept, decide what this one does. */
function dependsOnSingleFacts(fact: Activity, { suppressions, redeemingOrders = [] }: Facts): boolean {
  switch (fact.type) {
    case 'coupon':
    case 'redemption':
      return true;
    case 'order':
      // Cancelled, it releases the coupon that it had used.
      return redeemingOrders.includes(fact.order.id);
    case 'complaint-opened':
    case 'complaint-closed':
    case 'referral':
    case 'referral-converted':
      return true;
    case 'release':
      return suppressions.email?.reason === 'bounced';
    case 'consent':
      // What else closed the channel is not kept.
      return opensAgain(fact, fact.channel) && suppressions[fact.channel]?.reason === 'unsubscribed';
    default:
      return false;
  }
}

/** True when facts that did not count before may now: refunds with the first order, bounces with another address. */
function bringsBackOthers(before: Facts, after: Facts): boolean {
  const isFirstOrder = before.orders === undefined && after.orders !== undefined;
  const isOtherAddress = before.contact.email?.toLowerCase() !== after.contact.email?.toLowerCase();
  return isFirstOrder || (isOtherAddress && before.folded?.bounced === true);
}
