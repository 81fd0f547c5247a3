import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type PlainDate, plainDate } from '../../../shared/calendar.ts';
import type { Classes, Dated, Lifecycle, Man } from '../../../shared/profile/classes.ts';
import type { OrderFacts } from '../../../shared/profile/profile.ts';
import { classify } from '../../../shared/scoring/classify.ts';
import { decideTier, spentInLastYear, tierFor } from '../../../shared/scoring/tier.ts';
import { type TraitEvidence, traitsOf } from '../../../shared/scoring/traits.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { daysAgo, orderFacts, ordersOf, today } from './arbitraries.ts';
import { populationOf } from './populations.ts';

const population = populationOf();

const at = (orders: OrderFacts | undefined, classes?: Classes, asOf = today) =>
  classify({ cancelledOrders: 0, ...(orders && { orders }), ...(classes && { classes }) }, population, asOf);

describe('classifying a customer', () => {
  const anybody = fc.option(orderFacts, { nil: undefined });

  test('twice on the same night changes nothing, whatever classes the customer had before', () => {
    fc.assert(
      fc.property(anybody, anybody, fc.integer({ min: 0, max: 60 }), (before, now, nightsAgo) => {
        const earlier = at(before, undefined, daysAgo(nightsAgo));
        const once = at(now, earlier);
        expect(at(now, once)).toBe(once);
      }),
      { numRuns: 300 },
    );
  });

  test('returns the very object in the profile while nothing changes', () => {
    const orders = ordersOf({ days: 3, count: 3, lastDay: daysAgo(5) });
    const first = at(orders);
    expect(at(orders, structuredClone(first))).toEqual(first);
    expect(at(orders, first, addDays(today, 1))).toBe(first);
    expect(at(orders, first, addDays(today, 25))).toBe(first);
    expect(at(orders, first, addDays(today, 26))).not.toBe(first);
  });

  test('records since when and what before, and the night of the latest change', () => {
    const orders = ordersOf({ days: 2, count: 2, lastDay: today });
    const active = at(orders);
    expect(active.lifecycle).toEqual({ is: 'active', since: today });
    expect(active.decidedOn).toBe(today);
    const cooling = at(orders, active, addDays(today, 31));
    expect(cooling.lifecycle).toEqual({ is: 'cooling', since: addDays(today, 31), was: 'active' });
    expect(cooling.tier).toBe(active.tier);
    const silent = at(orders, cooling, addDays(today, 61));
    expect(silent.lifecycle).toEqual({ is: 'silent', since: addDays(today, 61), was: 'cooling' });
    expect(silent.decidedOn).toBe(addDays(today, 61));
  });

  test('gives a prospect no scores and no traits', () => {
    expect(at(undefined)).toEqual({
      lifecycle: { is: 'prospect', since: today },
      tier: { is: 'bronze', since: today },
      man: { money: 'unknown', authority: 'unknown', need: 'unknown' },
      traits: [],
      decidedOn: today,
    });
  });
});

describe('a tier', () => {
  const settings = defaultSettings.tiers;

  test.each([
    [19_999, 'bronze'],
    [20_000, 'silver'],
    [49_999, 'silver'],
    [50_000, 'gold'],
    [149_999, 'gold'],
    [150_000, 'platinum'],
    [-100, 'bronze'],
  ])('for %i minor units in a year is %s', (spent, tier) => {
    expect(tierFor(spent, settings)).toBe(tier);
  });

  test('counts the spend of this month and the eleven before it', () => {
    const orders = ordersOf({
      spentByMonth: { '2025-11': 1, '2025-12': 10, '2026-01': 100, '2026-12': 1000, '2027-01': 10_000 },
    });
    expect(spentInLastYear(orders, plainDate('2026-12-31'))).toBe(100 + 1000);
    expect(spentInLastYear(orders, plainDate('2026-11-30'))).toBe(10 + 100);
    expect(spentInLastYear(undefined, today)).toBe(0);
  });

  test('is granted immediately, and kept for the days of grace when it is no longer earned', () => {
    expect(decideTier({ tier: 'silver' }, 150_000, settings, today)).toEqual({ tier: 'platinum' });
    const lost = decideTier({ tier: 'gold' }, 0, settings, today);
    expect(lost).toEqual({ tier: 'gold', unearnedSince: today });
    expect(decideTier(lost, 0, settings, addDays(today, 29))).toEqual(lost);
    expect(decideTier(lost, 0, settings, addDays(today, 30))).toEqual({ tier: 'bronze' });
  });

  test('forgets the grace once the spend is enough again', () => {
    const lost = decideTier({ tier: 'gold' }, 0, settings, today);
    expect(decideTier(lost, 50_000, settings, addDays(today, 10))).toEqual({ tier: 'gold' });
  });

  test('ends immediately in a shop without days of grace', () => {
    expect(decideTier({ tier: 'gold' }, 20_000, { ...settings, graceDays: 0 }, today)).toEqual({
      tier: 'silver',
    });
  });

  test('of a classified customer changes on the night on which grace ends, and says so', () => {
    const rich = ordersOf({ lastDay: plainDate('2026-01-15'), days: 2, count: 2, spent: 60_000 });
    const gold = at(rich, undefined, plainDate('2026-12-20'));
    expect(gold.tier).toEqual({ is: 'gold', since: '2026-12-20' });
    const unearned = at(rich, gold, plainDate('2027-01-01'));
    expect(unearned.tierUnearnedSince).toBe('2027-01-01');
    expect(unearned.tier).toEqual(gold.tier);
    expect(at(rich, unearned, plainDate('2027-01-30')).tier).toEqual(gold.tier);
    expect(at(rich, unearned, plainDate('2027-01-31'))).toMatchObject({
      tier: { is: 'bronze', since: '2027-01-31', was: 'gold' },
    });
    expect(at(rich, unearned, plainDate('2027-01-31')).tierUnearnedSince).toBeUndefined();
  });
});

describe('a trait', () => {
  const known: Man = { money: 'high', authority: 'high', need: 'high' };
  const dated = (is: Lifecycle, was?: Lifecycle): Dated<Lifecycle> => ({
    is,
    since: today,
    ...(was && { was }),
  });
  const traits = (
    orders: Partial<OrderFacts>,
    lifecycle: Lifecycle = 'active',
    more: Partial<TraitEvidence> = {},
    asOf = today,
  ) =>
    traitsOf(
      {
        facts: { orders: ordersOf(orders) },
        lifecycle: dated(lifecycle),
        man: known,
        ...more,
      },
      defaultSettings,
      asOf,
    );

  test('discount-driven begins at half of the orders, of at least two', () => {
    expect(traits({ count: 4, ordersDiscounted: 2 })).toContain('discount-driven');
    expect(traits({ count: 5, ordersDiscounted: 2 })).not.toContain('discount-driven');
    expect(traits({ count: 1, ordersDiscounted: 1 })).not.toContain('discount-driven');
  });

  test('dissatisfied begins at 30% of what was paid', () => {
    expect(traits({ spent: 700, refunded: 300 })).toContain('dissatisfied');
    expect(traits({ spent: 701, refunded: 299 })).not.toContain('dissatisfied');
    expect(traits({ spent: 0, refunded: 0 })).not.toContain('dissatisfied');
    expect(traits({ spent: -300, refunded: 300 })).toContain('dissatisfied');
  });

  test('dissatisfied also begins with an open complaint, or with a low score while it is recent', () => {
    const facts = (rest: TraitEvidence['facts']) => ({ facts: { orders: ordersOf(), ...rest } });
    const complaints = { count: 2, open: 1, openedOn: today };
    expect(traits({}, 'active', facts({ complaints }))).toEqual(['dissatisfied']);
    expect(traits({}, 'active', facts({ complaints: { ...complaints, open: 0 } }))).toEqual([]);
    expect(traits({}, 'active', facts({ complaints: { ...complaints, openedOn: daysAgo(181) } }))).toEqual(
      [],
    );
    for (const [feedback, isLow] of [
      [{ nps: { score: 6, on: today } }, true],
      [{ nps: { score: 7, on: today } }, false],
      [{ csat: { score: 2, on: daysAgo(180) } }, true],
      [{ csat: { score: 2, on: daysAgo(181) } }, false],
      [{ csat: { score: 3, on: today } }, false],
    ] as const) {
      expect(traits({}, 'active', facts({ feedback })).includes('dissatisfied')).toBe(isLow);
    }
  });

  test('loyal requires five order days and a customer who is still around', () => {
    expect(traits({ days: 5 }, 'cooling')).toContain('loyal');
    expect(traits({ days: 4 }, 'active')).not.toContain('loyal');
    expect(traits({ days: 9 }, 'silent')).not.toContain('loyal');
  });

  test('high-value is the best fifth by money', () => {
    const rfm = { recency: 1, frequency: 1, monetary: 5 } as const;
    expect(traits({}, 'active', { rfm })).toEqual(['high-value']);
    expect(traits({}, 'active', { rfm: { recency: 5, frequency: 5, monetary: 4 } })).toEqual([]);
  });

  test('interested is a prospect who looked at something in the last thirty days; a buyer is not', () => {
    const looked = (browsedOn: PlainDate) => ({ facts: { interest: { browsedOn, cartDays: 0 } } });
    expect(traits({}, 'prospect', looked(daysAgo(30)))).toEqual(['interested']);
    expect(traits({}, 'prospect', looked(daysAgo(31)))).toEqual([]);
    expect(traits({}, 'active', looked(today))).toEqual([]);
  });

  test('reactivated lasts thirty days from the night on which a silent or lost customer bought again', () => {
    const gone = at(ordersOf({ days: 3, count: 3, lastDay: daysAgo(200) }), undefined, daysAgo(10));
    expect(gone.lifecycle.is).toBe('lost');
    const back = ordersOf({ days: 4, count: 4, lastDay: daysAgo(1) });
    const first = at(back, gone);
    expect(first.lifecycle).toEqual({ is: 'active', since: today, was: 'lost' });
    expect(first.traits).toEqual(['reactivated']);
    expect(at(back, first)).toBe(first);
    expect(at(back, first, addDays(today, 29)).traits).toEqual(['reactivated']);
    expect(at(back, first, addDays(today, 30)).traits).toEqual([]);
  });

  test('reactivated is no customer who is back only because a limit moved', () => {
    const orders = ordersOf({ days: 3, count: 3, lastDay: daysAgo(70) });
    const silent = at(orders, undefined, daysAgo(5));
    expect(silent.lifecycle.is).toBe('silent');
    const slower = populationOf({
      gaps: { activeDays: 100, coolingDays: 200, silentDays: 300, source: 'measured' },
    });
    const moved = classify({ cancelledOrders: 0, orders, classes: silent }, slower, today);
    expect(moved.lifecycle).toMatchObject({ is: 'active', was: 'silent' });
    expect(moved.traits).toEqual([]);
  });

  test('can coexist with others, always in the same order', () => {
    const all = traits({ count: 6, days: 6, ordersDiscounted: 6, spent: 100, refunded: 900 }, 'active', {
      rfm: { recency: 5, frequency: 5, monetary: 5 },
    });
    expect(all).toEqual(['discount-driven', 'dissatisfied', 'loyal', 'high-value']);
  });
});
