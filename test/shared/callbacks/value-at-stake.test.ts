import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMonths } from '../../../shared/calendar.ts';
import { valueAtStake } from '../../../shared/callbacks/value-at-stake.ts';
import { customer } from '../campaigns/campaigns.ts';

const spending = (spentByMonth: Record<string, number>) => ({ orders: { ...customer.orders, spentByMonth } });

test('what is at stake is the best twelve months in a row, however long ago', () => {
  expect(valueAtStake(spending({ '2025-01': 5_000, '2025-12': 5_000, '2026-01': 4_000 }))).toBe(10_000);
  expect(valueAtStake(spending({ '2025-01': 5_000, '2026-01': 4_000, '2026-12': 4_000 }))).toBe(8_000);
});

test('somebody who never ordered has the latest cart at stake, and nothing without one', () => {
  expect(valueAtStake({ interest: { cartDays: 2, cartValue: 7_900 } })).toBe(7_900);
  expect(valueAtStake({ interest: { cartDays: 0 } })).toBe(0);
  expect(valueAtStake({})).toBe(0);
});

test('nothing is at stake where everything was given back', () => {
  expect(valueAtStake(spending({ '2026-01': 3_000, '2026-02': -3_000 }))).toBe(0);
  expect(valueAtStake(spending({ '2026-01': -50 }))).toBe(0);
  expect(valueAtStake(spending({}))).toBe(0);
});

test('no twelve months in a row have more', () => {
  const months = fc.dictionary(
    fc.nat(24).map((month) => addMonths('2024-11', month)),
    fc.nat(100_000),
  );
  fc.assert(
    fc.property(months, fc.integer({ min: -12, max: 24 }), (spentByMonth, first) => {
      const year = Array.from({ length: 12 }, (_, month) => addMonths('2024-11', first + month));
      const spent = year.reduce((sum, month) => sum + (spentByMonth[month] ?? 0), 0);
      expect(valueAtStake(spending(spentByMonth))).toBeGreaterThanOrEqual(spent);
    }),
  );
});
