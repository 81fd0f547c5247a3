import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Classes, levels, type Man, traits as traitNames } from '../../../shared/profile/classes.ts';
import type { InterestFacts, ReferralFacts } from '../../../shared/profile/profile.ts';
import { classify } from '../../../shared/scoring/classify.ts';
import { borderlineOf, customerTypesOf } from '../../../shared/scoring/customer-types.ts';
import { effectivenessOf, isEffective } from '../../../shared/scoring/effective.ts';
import { manCodeOf, manOf, manTreatmentOf, manTreatments } from '../../../shared/scoring/man.ts';
import { isPotential } from '../../../shared/scoring/potential.ts';
import { createRanker, type Ranking } from '../../../shared/scoring/ranking.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { daysAgo, ordersOf, today } from './arbitraries.ts';
import { fittedPopulation, populationOf } from './populations.ts';

const population = fittedPopulation();
const { orderValue } = population.distributions;
const ranking: Ranking = createRanker(population)(ordersOf({ days: 2, count: 2, lastDay: today }), today);

const withPositions = (positions: Partial<Ranking['positions']>): Ranking => ({
  ...ranking,
  positions: { ...ranking.positions, ...positions },
});
const withChance = (chanceOverAverage: number): Ranking => {
  if (ranking.forecast === undefined) throw new Error('the population has a model');
  return { ...ranking, forecast: { ...ranking.forecast, chanceOverAverage } };
};

const interest = (facts: Partial<InterestFacts>): InterestFacts => ({ cartDays: 0, ...facts });

describe('money, authority and need', () => {
  const settings = defaultSettings;
  const nobody = { facts: { cancelledOrders: 0 }, orderValue };
  const buyer = { facts: { cancelledOrders: 0, orders: ordersOf({ lastDay: daysAgo(60) }) }, orderValue };

  test('are unknown, and not low, for a customer about whom nothing is known', () => {
    expect(manOf(nobody, settings, today)).toEqual({
      money: 'unknown',
      authority: 'unknown',
      need: 'unknown',
    });
  });

  test.each([
    [0.5, 'high'],
    [0.49, 'low'],
  ])('money at position %f by the value of an order is %s', (position, level) => {
    const evidence = { ...buyer, ranking: withPositions({ orderValue: position }) };
    expect(manOf(evidence, settings, today).money).toBe(level);
  });

  test('money of a prospect comes from the cart', () => {
    const carted = (cartValue: number) => ({
      ...nobody,
      facts: { cancelledOrders: 0, interest: interest({ cartValue }) },
    });
    expect(manOf(carted(9000), settings, today).money).toBe('high');
    expect(manOf(carted(1000), settings, today).money).toBe('low');
  });

  test('authority is high for customers who order, and low where carts or orders come to nothing', () => {
    const authority = (facts: Parameters<typeof manOf>[0]['facts']) =>
      manOf({ facts, orderValue }, settings, today).authority;
    expect(authority({ cancelledOrders: 0, orders: ordersOf() })).toBe('high');
    expect(authority({ cancelledOrders: 1, orders: ordersOf({ count: 1 }) })).toBe('low');
    expect(authority({ cancelledOrders: 1, orders: ordersOf({ count: 2 }) })).toBe('high');
    expect(authority({ cancelledOrders: 1 })).toBe('unknown');
    expect(authority({ cancelledOrders: 2 })).toBe('low');
    expect(authority({ cancelledOrders: 0, interest: interest({ cartDays: 3 }) })).toBe('low');
    expect(authority({ cancelledOrders: 0, interest: interest({ cartDays: 2 }) })).toBe('unknown');
  });

  test('need is a chance of at least the average, or something looked at lately', () => {
    const need = (chance: number, facts = {}) =>
      manOf({ ...buyer, facts: { ...buyer.facts, ...facts }, ranking: withChance(chance) }, settings, today)
        .need;
    expect(need(1)).toBe('high');
    expect(need(0.99)).toBe('low');
    expect(need(0.1, { interest: interest({ wishlistedOn: daysAgo(30) }) })).toBe('high');
    expect(need(0.1, { interest: interest({ wishlistedOn: daysAgo(31) }) })).toBe('low');
    // What was looked at on the day of the last order or before it is no longer needed.
    expect(need(0.1, { interest: interest({ browsedOn: today }), orders: ordersOf() })).toBe('low');
    expect(manOf(buyer, settings, today).need).toBe('unknown');
  });

  test('stay as they were while the numbers move by less than the slack', () => {
    const was = (money: 'high' | 'low', need: 'high' | 'low'): Man => ({ money, need, authority: 'high' });
    const at = (position: number, chance: number, man: Man) =>
      manOf(
        {
          ...buyer,
          ranking: { ...withChance(chance), positions: { ...ranking.positions, orderValue: position } },
        },
        settings,
        today,
        man,
      );
    expect(at(0.46, 0.92, was('high', 'high'))).toMatchObject({ money: 'high', need: 'high' });
    expect(at(0.44, 0.89, was('high', 'high'))).toMatchObject({ money: 'low', need: 'low' });
    expect(at(0.54, 1.08, was('low', 'low'))).toMatchObject({ money: 'low', need: 'low' });
    expect(at(0.55, 1.11, was('low', 'low'))).toMatchObject({ money: 'high', need: 'high' });
  });

  test('lead to instalments only where an order is worth them', () => {
    expect(manTreatmentOf('mAN', 25_000, 20_000)).toBe('offer-instalments');
    expect(manTreatmentOf('mAN', 3_000, 20_000)).toBe('offer-smaller');
    expect(manTreatmentOf('MAN', 3_000, 20_000)).toBe('ideal');
  });

  test('give eight codes, each with its treatment, and unknowns are to be found out', () => {
    const all = levels.flatMap((money) =>
      levels.flatMap((authority) => levels.map((need) => ({ money, authority, need }))),
    );
    const treatments = Object.fromEntries(
      all.map((man) => [manCodeOf(man), manTreatmentOf(manCodeOf(man), undefined, 20_000)]),
    );
    expect(Object.keys(treatments)).toHaveLength(27);
    expect(treatments).toMatchObject(manTreatments);
    expect(
      Object.keys(treatments)
        .filter((code) => treatments[code] !== 'find-out')
        .sort(),
    ).toEqual(Object.keys(manTreatments).sort());
    expect(treatments['M?N']).toBe('find-out');
  });
});

describe('a potential customer', () => {
  const settings = defaultSettings.potential;
  const man: Man = { money: 'high', authority: 'high', need: 'high' };
  const at = (lifetimeValue: number, spentLastYear: number, known: Partial<Man> = {}, before = false) =>
    isPotential(
      withPositions({ lifetimeValue, spentLastYear }),
      'active',
      { ...man, ...known },
      settings,
      before,
    );

  test('will be worth clearly more than they have spent, and is worth the effort', () => {
    expect(at(0.7, 0.5)).toBe(true);
    expect(at(0.7, 0.65)).toBe(false);
    expect(at(0.45, 0.1)).toBe(false);
  });

  test('has money and need, or at least neither is known to be low', () => {
    expect(at(0.7, 0.5, { money: 'unknown', need: 'unknown' })).toBe(true);
    expect(at(0.7, 0.5, { money: 'low' })).toBe(false);
    expect(at(0.7, 0.5, { need: 'low' })).toBe(false);
  });

  test('has not fallen silent', () => {
    const rising = withPositions({ lifetimeValue: 0.9, spentLastYear: 0.1 });
    expect(isPotential(rising, 'cooling', man, settings, false)).toBe(true);
    expect(isPotential(rising, 'silent', man, settings, true)).toBe(false);
    expect(isPotential(rising, 'lost', man, settings, true)).toBe(false);
  });

  test('stays a potential one within the slack', () => {
    expect(at(0.6, 0.52)).toBe(false);
    expect(at(0.6, 0.52, {}, true)).toBe(true);
    expect(at(0.6, 0.55, {}, true)).toBe(false);
  });

  test('is nobody without a forecast', () => {
    const { lifetimeValue: _, ...positions } = ranking.positions;
    expect(isPotential({ positions }, 'active', man, settings, false)).toBe(false);
  });
});

describe('the effectiveness of a customer', () => {
  const settings = defaultSettings.effective;
  const outlook = { chanceAlive: 1, chanceOfOrder: 0, expectedOrders: 0, expectedOrdersInYear: 0 };
  const one = {
    positions: { orderDays: 0.8, orderValue: 0, spentLastYear: 0.3, lifetimeValue: 0.9 },
    forecast: { outlook, chanceOverAverage: 1, chanceKept: 0.5 },
  };
  const referrals = (made: number, converted: number): ReferralFacts => ({ made, converted });

  test('weighs value, influence and loyalty', () => {
    expect(effectivenessOf(one, referrals(4, 3), settings)).toEqual({
      value: 90,
      influence: 100,
      loyalty: 40,
      total: 0.5 * 90 + 0.2 * 100 + 0.3 * 40,
    });
    expect(effectivenessOf(one, referrals(3, 1), settings).influence).toBe(50);
  });

  test('is never lowered by friends, sent or not', () => {
    const alone = effectivenessOf(one, undefined, settings);
    expect(alone.influence).toBeUndefined();
    expect(alone.total).toBeCloseTo((0.5 * 90 + 0.3 * 40) / 0.8);
    expect(effectivenessOf(one, referrals(1, 0), settings).total).toBe(alone.total);
  });

  test('depends on the spend, and on the days with an order, when there is no forecast', () => {
    const { lifetimeValue: _, ...positions } = one.positions;
    expect(effectivenessOf({ positions }, undefined, settings)).toMatchObject({ value: 30, loyalty: 80 });
  });

  test('is between 0 and 100, and never falls with another friend who buys', () => {
    const position = fc.integer({ min: 0, max: 99 }).map((percent) => percent / 100);
    fc.assert(
      fc.property(
        fc.record({
          orderDays: position,
          orderValue: position,
          spentLastYear: position,
          lifetimeValue: position,
        }),
        fc.nat({ max: 20 }),
        fc.nat({ max: 20 }),
        (positions, made, converted) => {
          const totalFor = (won: number) =>
            effectivenessOf({ ...one, positions }, referrals(made, won), settings).total;
          expect(totalFor(converted)).toBeGreaterThanOrEqual(0);
          expect(totalFor(converted)).toBeLessThanOrEqual(100);
          expect(totalFor(converted + 1)).toBeGreaterThanOrEqual(totalFor(converted) - 1e-9);
        },
      ),
    );
  });

  test('makes a customer effective from 70 on, and keeps one effective down to 67', () => {
    expect(isEffective({ total: 70 }, settings, false)).toBe(true);
    expect(isEffective({ total: 69 }, settings, false)).toBe(false);
    expect(isEffective({ total: 67 }, settings, true)).toBe(true);
    expect(isEffective({ total: 66 }, settings, true)).toBe(false);
  });
});

describe('the type of a customer', () => {
  const classes = (parts: Partial<Classes>): Classes => ({
    ...classify({ cancelledOrders: 0 }, populationOf(), today),
    ...parts,
  });
  const is = (lifecycle: Classes['lifecycle']['is']) => ({ lifecycle: { is: lifecycle, since: today } });

  test('begins with the one whose treatment comes first', () => {
    expect(customerTypesOf(classes({ ...is('active'), traits: [...traitNames] }))).toEqual([
      'dissatisfied',
      'loyal',
      'discount-driven',
    ]);
    expect(customerTypesOf(classes({ ...is('first-time'), traits: ['discount-driven'] }))).toEqual([
      'discount-driven',
      'new',
    ]);
    expect(customerTypesOf(classes(is('prospect')))).toEqual(['prospect']);
    expect(customerTypesOf(classes(is('silent')))).toEqual([]);
  });

  test('on the border is one of three kinds', () => {
    expect(borderlineOf(classes(is('cooling')))).toBe('slowed-regular');
    expect(borderlineOf(classes(is('silent')))).toBe('sleeper');
    expect(borderlineOf(classes({ ...is('prospect'), traits: ['interested'] }))).toBe('interested-prospect');
    expect(borderlineOf(classes(is('prospect')))).toBeUndefined();
    expect(borderlineOf(classes(is('active')))).toBeUndefined();
    expect(borderlineOf(classes(is('lost')))).toBeUndefined();
  });
});
