import { describe, expect, test } from 'vitest';
import { plainDate } from '../../../../shared/calendar.ts';
import { customerIdSchema } from '../../../../shared/ids.ts';
import type { OrderFacts } from '../../../../shared/profile/profile.ts';
import {
  addGlobalSums,
  closePeriod,
  isHeldOutOfAll,
  measureAllCampaigns,
  noGlobalSums,
  periodBeginning,
  sumCustomers,
} from '../../../../shared/report/shop/global-holdout.ts';
import { settingsSchema } from '../../../../shared/settings/settings.ts';
import { customer } from '../../campaigns/campaigns.ts';

const heldOut = (share: number, since = '2026-09-15') =>
  settingsSchema.parse({ globalHoldout: { share, since } });
const from = plainDate('2026-10-01');
const ids = Array.from({ length: 20_000 }, (_, number) => customerIdSchema.parse(`c${number}`));

describe('the global holdout', () => {
  test('is nobody by default, and needs a day to begin with', () => {
    const none = settingsSchema.parse({});
    expect(none.globalHoldout).toEqual({ share: 0 });
    expect(ids.filter((id) => isHeldOutOfAll(none, id, 'key'))).toEqual([]);
    expect(settingsSchema.safeParse({ globalHoldout: { share: 0.05 } }).error?.issues[0]?.path).toEqual([
      'globalHoldout',
      'since',
    ]);
  });

  test('is close to its share, always the same customers, others in another shop', () => {
    const inShop = (key: string, share: number) =>
      new Set(ids.filter((id) => isHeldOutOfAll(heldOut(share), id, key)));
    const twentieth = inShop('key', 0.05);
    // Four standard deviations of 20,000 draws are 0.62 percentage points.
    expect(Math.abs(twentieth.size / ids.length - 0.05)).toBeLessThan(0.0062);
    const tenth = inShop('key', 0.1);
    expect([...twentieth].every((id) => tenth.has(id))).toBe(true);
    const elsewhere = inShop('other', 0.05);
    expect([...elsewhere].filter((id) => twentieth.has(id)).length / elsewhere.size).toBeLessThan(0.15);
  });

  test.each([
    ['2026-09-15', '2026-09-30', undefined],
    ['2026-09-15', '2026-10-01', '2026-10-01'],
    ['2026-09-01', '2026-09-01', '2026-09-01'],
    ['2026-09-15', '2027-09-30', '2026-10-01'],
    ['2026-09-15', '2027-10-01', '2027-10-01'],
    ['2026-09-15', '2030-01-15', '2029-10-01'],
  ])('from %s on is looked at on %s over a period that begins on %s', (since, on, begins) => {
    expect(periodBeginning(heldOut(0.05, since), plainDate(on))).toBe(begins);
    expect(periodBeginning(heldOut(0, since), plainDate(on))).toBeUndefined();
  });

  test('compares what customers of before the period did in it', () => {
    const orders = (more: Partial<OrderFacts>): OrderFacts => ({ ...customer.orders, ...more });
    const again = orders({
      lastDay: plainDate('2026-10-20'),
      spentByMonth: { '2025-09': 7, '2025-10': 100, '2026-09': 50, '2026-10': 900 },
    });
    const quiet = orders({ lastDay: plainDate('2026-09-30'), spentByMonth: { '2026-01': 300 } });
    const newcomer = orders({ firstDay: plainDate('2026-10-01') });
    const customers = [
      { orders: again, isHeldOut: false },
      { orders: quiet, isHeldOut: false },
      { orders: again, isHeldOut: true },
      { orders: newcomer, isHeldOut: true },
      { orders: undefined, isHeldOut: false },
    ];
    const { treated, heldOut: others } = sumCustomers(customers, from, { value: 600, prior: 1000 });
    expect(treated).toMatchObject({
      ordered: 1,
      spent: 900,
      spending: { customers: 2, value: 600, prior: 150 + 300 },
    });
    expect(others).toMatchObject({ ordered: 1, spent: 900, spending: { customers: 1, prior: 150 } });
  });

  test('says what all campaigns together caused, with the same method as for one', () => {
    const [often, seldom] = [customer.orders, { ...customer.orders, lastDay: plainDate('2026-09-10') }];
    const buyer = { ...often, lastDay: plainDate('2026-10-10') };
    const many = (count: number, isHeldOut: boolean, share: number) =>
      Array.from({ length: count }, (_, number) => ({
        orders: number < count * share ? buyer : seldom,
        isHeldOut,
      }));
    const halves = [many(4500, false, 0.3), many(500, true, 0.1)].map((one) =>
      sumCustomers(one, from, undefined),
    );
    const sums = halves.reduce(addGlobalSums, noGlobalSums);
    const report = measureAllCampaigns(closePeriod(sums, { from, countedOn: from, share: 0.1 }));
    expect(report).toMatchObject({
      holdout: 0.1,
      treatedOrdered: { of: 4500, did: 1350 },
      heldOutOrdered: { of: 500, did: 50 },
      difference: { verdict: 'raised' },
    });
    const uneven = measureAllCampaigns(closePeriod(sums, { from, countedOn: from, share: 0.2 }));
    expect(uneven.difference?.verdict).toBe('untrusted');
  });
});
