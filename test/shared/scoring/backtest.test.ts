import { describe, expect, test } from 'vitest';
import { addDays, instant, plainDate } from '../../../shared/calendar.ts';
import { customerIdSchema } from '../../../shared/ids.ts';
import { orderSchema } from '../../../shared/orders/order.ts';
import type { Activity } from '../../../shared/profile/activity.ts';
import { backtest, type Split, splitHistory } from '../../../shared/scoring/backtest.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';

const c1 = customerIdSchema.parse('c1');
const split: Split = { on: plainDate('2026-06-30'), horizonDays: 30 };

const order = (placedAt: string, status = 'placed'): Activity => ({
  type: 'order',
  order: orderSchema.parse({
    id: placedAt,
    customer: { id: 'c1' },
    placedAt,
    updatedAt: placedAt,
    status,
    currency: 'EUR',
    lines: [{ sku: 'a', quantity: 1, unitPrice: 1000 }],
    totals: { total: 1000 },
  }),
});

describe('splitting a history in two', () => {
  test('knows nothing that came after the split, and counts later days with an order up to the horizon', () => {
    const activity = [
      order('2026-05-01T12:00:00Z'),
      order('2026-06-30T23:59:59Z'),
      order('2026-07-01T00:00:00Z'),
      order('2026-07-01T15:00:00Z'),
      order('2026-07-30T23:59:59Z'),
      order('2026-07-31T00:00:00Z'),
      order('2026-07-15T12:00:00Z', 'cancelled'),
    ];
    expect(splitHistory(c1, activity, split, 'UTC')).toMatchObject({
      orders: { count: 2, firstDay: '2026-05-01', lastDay: '2026-06-30' },
      laterOrderDays: 2,
      laterSpent: 3000,
    });
  });

  test('takes off what was refunded within the horizon, not later', () => {
    const refund = (at: string): Activity => ({
      type: 'refund',
      id: `refund-${at}`,
      at: instant(at),
      amount: 300,
    });
    const activity = [
      order('2026-05-01T12:00:00Z'),
      order('2026-07-02T12:00:00Z'),
      refund('2026-07-05T12:00:00Z'),
      refund('2026-08-05T12:00:00Z'),
    ];
    expect(splitHistory(c1, activity, split, 'UTC')?.laterSpent).toBe(700);
  });

  test('leaves out customers who had not ordered by then', () => {
    expect(splitHistory(c1, [order('2026-07-01T12:00:00Z')], split, 'UTC')).toBeUndefined();
  });
});

describe('a backtest', () => {
  test('says so when too few customers have come back', () => {
    const one = splitHistory(c1, [order('2026-05-01T12:00:00Z')], split, 'UTC');
    expect(backtest(one ? [one] : [], split, defaultSettings)).toMatchObject({
      fitted: false,
      repeatBuyers: 0,
    });
  });

  test('predicts lower chances for those who stopped than for those who continue', () => {
    const weekly = (stoppedDaysBefore: number): Activity[] =>
      [...Array(8).keys()].map((week) =>
        order(`${addDays(split.on, -stoppedDaysBefore - 7 * week)}T12:00:00Z`),
      );
    const continuing = [...Array(60).keys()].map((n) => [...weekly(n % 7), order('2026-07-05T12:00:00Z')]);
    const gone = [...Array(60).keys()].map((n) => weekly(120 + (n % 7)));
    const histories = [...continuing, ...gone].flatMap(
      (activity) => splitHistory(c1, activity, split, 'UTC') ?? [],
    );
    const result = backtest(histories, split, defaultSettings);
    if (!result.fitted) throw new Error(result.reason);
    // One order of 10.00 from each who continued.
    expect(result.money).toMatchObject({ came: 60_000 });
    expect(result.money?.expected).toBeGreaterThan(0);
    expect(result.money?.factor).toBeCloseTo(60_000 / (result.money?.expected ?? 1), 12);
    const { deciles = [] } = result.money ?? {};
    expect(deciles).toHaveLength(10);
    expect(deciles.slice(0, 5).map(({ came }) => came)).toEqual([0, 0, 0, 0, 0]);
    expect(deciles.slice(5).map(({ came }) => came)).toEqual(Array(5).fill(12_000));
    expect(result.calibration.auc).toBe(1);
    expect(result.orderedAgain.find(({ lifecycle }) => lifecycle === 'active')?.share).toBe(1);
  });
});
