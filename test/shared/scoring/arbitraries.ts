import fc from 'fast-check';
import { addDays, instant, monthOf, type PlainDate, plainDate } from '../../../shared/calendar.ts';
import type { OrderFacts } from '../../../shared/profile/profile.ts';

export const today = plainDate('2026-12-09');

/** Order facts of a customer; only what a test passes matters. */
export function ordersOf(facts: Partial<OrderFacts> = {}): OrderFacts {
  const lastDay = facts.lastDay ?? today;
  return {
    count: 1,
    days: 1,
    firstDay: lastDay,
    lastDay,
    lastAt: instant(`${lastDay}T12:00:00Z`),
    spent: 1000,
    refunded: 0,
    ordersRefunded: 0,
    ordersDiscounted: 0,
    spentByMonth: { [monthOf(lastDay)]: facts.spent ?? 1000 },
    ...facts,
  };
}

export const daysAgo = (days: number): PlainDate => addDays(today, -days);

/** Customers as nights encounter them; many are alike, as in reality. */
export const orderFacts: fc.Arbitrary<OrderFacts> = fc
  .record({
    days: fc.integer({ min: 1, max: 8 }),
    more: fc.nat({ max: 3 }),
    age: fc.integer({ min: 0, max: 900 }),
    gap: fc.integer({ min: 1, max: 200 }),
    spent: fc.oneof(fc.constantFrom(0, 1000, 60_000, 200_000), fc.integer({ min: -5000, max: 300_000 })),
    refunded: fc.constantFrom(0, 500, 50_000),
    discounted: fc.nat({ max: 8 }),
  })
  .map(({ days, more, age, gap, spent, refunded, discounted }) => {
    const lastDay = daysAgo(age);
    const count = days + more;
    return ordersOf({
      count,
      days,
      lastDay,
      firstDay: days === 1 ? lastDay : addDays(lastDay, -gap * (days - 1)),
      spent,
      refunded,
      ordersRefunded: refunded > 0 ? 1 : 0,
      ordersDiscounted: Math.min(discounted, count),
    });
  });
