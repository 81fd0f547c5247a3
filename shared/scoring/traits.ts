import type { OrderFacts } from '../profile/profile.ts';
import type { TraitSettings } from '../settings/settings.ts';
import type { Lifecycle, RfmScores, Trait } from './classes.ts';

/** Flags that can coexist, in a fixed order so that an unchanged customer compares equal. */
export function traitsOf(
  orders: OrderFacts | undefined,
  lifecycle: Lifecycle,
  rfm: RfmScores | undefined,
  settings: TraitSettings,
): Trait[] {
  if (orders === undefined) return [];
  const hasHabits = orders.count >= settings.ordersNeeded;
  const holds: Record<Trait, boolean> = {
    'discount-driven': hasHabits && orders.ordersDiscounted / orders.count >= settings.discountedShare,
    dissatisfied: orders.refunded > 0 && refundedShare(orders) >= settings.refundedShare,
    loyal: orders.days >= settings.loyalOrderDays && (lifecycle === 'active' || lifecycle === 'cooling'),
    'high-value': rfm?.monetary === 5,
  };
  return (Object.keys(holds) as Trait[]).filter((trait) => holds[trait]);
}

const refundedShare = (orders: OrderFacts): number => {
  const paid = orders.spent + orders.refunded;
  return paid <= 0 ? 1 : orders.refunded / paid;
};
