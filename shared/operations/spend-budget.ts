import type { Instant } from '../calendar.ts';
import type { Budget, Spend } from '../campaigns/budget.ts';
import type { WrittenOffer } from '../coupons/written-offer.ts';
import { NotNowError } from '../deliveries/obstacle.ts';
import type { CampaignId } from '../ids.ts';
import { type Currency, decimalsOf } from '../money.ts';
import type { OrderFacts } from '../profile/profile.ts';
import type { Store } from '../store/store.ts';
import { promisedDiscount } from './promised-discount.ts';

/** What one message uses up of its campaign's budget. */
export interface Allowance {
  /** @throws NotNowError when there is no room for it, and the campaign has been paused */
  take(): Promise<void>;
  /** Gives it back, for a message that certainly did not go out. */
  giveBack(): Promise<void>;
}

/** Whose budget it is, and when. */
export interface Spender {
  readonly campaign: CampaignId;
  /** That of the latest version, as it was read last; undefined for a campaign without one. */
  readonly budget: Budget | undefined;
  readonly currency: Currency;
  readonly at: Instant;
}

/** What one message uses up; with the offer of its coupon, if it has one, for a customer with these orders. */
export function spendOf(
  offer: WrittenOffer | undefined,
  orders: OrderFacts | undefined,
  currency: Currency,
): Spend {
  const discount = offer === undefined ? 0 : Math.ceil(promisedDiscount(offer, orders, currency) ?? 0);
  return { messages: 1, coupons: offer === undefined ? 0 : 1, discount };
}

/**
 * The allowance of one message, taken in one conditional write, so that a campaign never goes beyond its budget however
 * many runs are at work. One for which there is no room pauses the campaign: nobody is skipped, and the customer gets the
 * message once the budget has been raised, unless it is too late by then. A function that dies between taking and
 * claiming leaves what it took in use, which is at most what it had in hand.
 *
 * @returns undefined for a campaign without a budget
 */
export function createAllowance(
  store: Pick<Store, 'budgets' | 'campaigns'>,
  { campaign, budget, currency, at }: Spender,
  spend: Spend,
): Allowance | undefined {
  if (budget === undefined) return undefined;
  const { discount, ...counts } = budget;
  const inMinor = discount !== undefined && { discount: Math.round(discount * 10 ** decimalsOf(currency)) };
  return {
    async take() {
      const part = await store.budgets.take(campaign, spend, { ...counts, ...inMinor });
      if (part === undefined) return;
      await store.campaigns.pauseForBudget(campaign, { part, limit: budget[part] ?? 0 }, at);
      throw new NotNowError('budget', `the budget of ${campaign} (${part}) is used up`);
    },
    giveBack: () => store.budgets.giveBack(campaign, spend),
  };
}
