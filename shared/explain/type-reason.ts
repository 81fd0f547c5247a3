import type { PlainDate } from '../calendar.ts';
import type { Lifecycle } from '../profile/classes.ts';
import type { ComplaintFacts, FeedbackFacts } from '../profile/profile.ts';
import type { CustomerType } from '../scoring/customer-types.ts';
import { lastInterestOn } from '../scoring/interest.ts';
import { type Dissatisfaction, dissatisfactionOf, refundedShareOf } from '../scoring/traits.ts';
import type { Subject } from './subject.ts';

/** Why a customer is of a type. */
export type TypeReason =
  | {
      readonly is: 'dissatisfied';
      readonly signs: readonly Dissatisfaction[];
      readonly complaints?: ComplaintFacts;
      readonly feedback?: FeedbackFacts;
      /** The share of what was paid. */
      readonly refundedShare: number;
    }
  | {
      readonly is: 'loyal';
      readonly orderDays: number;
      readonly needed: number;
      readonly lifecycle: Lifecycle;
    }
  | {
      readonly is: 'discount-driven';
      readonly discounted: number;
      readonly orders: number;
      readonly shareNeeded: number;
    }
  | { readonly is: 'new'; readonly firstDay?: PlainDate }
  | { readonly is: 'prospect'; readonly interestOn?: PlainDate; readonly cancelledOrders: number };

/** Explains why a customer is of the type `is`. */
export function typeReason(is: CustomerType, { profile, population, asOf, classes }: Subject): TypeReason {
  const { traits: settings } = population.settings;
  const { orders, complaints, feedback, cancelledOrders } = profile;
  switch (is) {
    case 'dissatisfied':
      return {
        is,
        signs: dissatisfactionOf(profile, settings, asOf),
        ...(complaints && { complaints }),
        ...(feedback && { feedback }),
        refundedShare: orders === undefined ? 0 : refundedShareOf(orders),
      };
    case 'loyal':
      return {
        is,
        orderDays: orders?.days ?? 0,
        needed: settings.loyalOrderDays,
        lifecycle: classes.lifecycle.is,
      };
    case 'discount-driven':
      return {
        is,
        discounted: orders?.ordersDiscounted ?? 0,
        orders: orders?.count ?? 0,
        shareNeeded: settings.discountedShare,
      };
    case 'new':
      return { is, ...(orders && { firstDay: orders.firstDay }) };
    case 'prospect': {
      const interestOn = lastInterestOn(profile);
      return { is, cancelledOrders, ...(interestOn !== undefined && { interestOn }) };
    }
  }
}
