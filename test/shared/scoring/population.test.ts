import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMonths, daysBetween, plainDate } from '../../../shared/calendar.ts';
import { fingerprintOf } from '../../../shared/fingerprint.ts';
import { customerIdSchema } from '../../../shared/ids.ts';
import type { OrderFacts } from '../../../shared/profile/profile.ts';
import { addValue, emptyCounts } from '../../../shared/scoring/counts.ts';
import {
  emptyMeasurement,
  type Measurement,
  measure,
  measurementFromJson,
  measurementToJson,
  mergeMeasurements,
} from '../../../shared/scoring/measurement.ts';
import { createForecaster, historyOf } from '../../../shared/scoring/models/outlook.ts';
import { seasonAhead } from '../../../shared/scoring/models/season.ts';
import { fitPopulation } from '../../../shared/scoring/population.ts';
import { createRanker } from '../../../shared/scoring/ranking.ts';
import { cutPointsOf, rfmScoresOf, scoreOf } from '../../../shared/scoring/rfm.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { daysAgo, orderFacts, ordersOf, today } from './arbitraries.ts';
import { cuts as exactly } from './populations.ts';

const measurementOf = (customers: readonly (OrderFacts | undefined)[]): Measurement => {
  const measurement = emptyMeasurement();
  for (const orders of customers) {
    // Derived from the facts, so that the same customers are drawn however a test combines them.
    const customerId = customerIdSchema.parse(orders === undefined ? 'nobody' : fingerprintOf(orders));
    measure(measurement, { customerId, ...(orders && { orders }) }, today);
  }
  return measurement;
};

const populationOf = (customers: readonly (OrderFacts | undefined)[]) =>
  fitPopulation(measurementOf(customers), today, defaultSettings);

const cutsOf = (values: readonly number[]) => {
  const counts = emptyCounts();
  for (const value of values) addValue(counts, value);
  return cutPointsOf(counts, 0.02);
};

describe('a score', () => {
  test('is one more than the number of cut-points that are strictly exceeded', () => {
    const cuts = exactly([10, 20, 30, 40]);
    expect([0, 10, 11, 20, 21, 30, 31, 40, 41, 1e9].map((value) => scoreOf(value, cuts))).toEqual([
      1, 1, 2, 2, 3, 3, 4, 4, 5, 5,
    ]);
  });

  test('separates a hundred different customers into equal fifths', () => {
    const values = Array.from({ length: 100 }, (_, index) => index);
    const cuts = cutsOf(values);
    const sizes = [1, 2, 3, 4, 5].map(
      (score) => values.filter((value) => scoreOf(value, cuts) === score).length,
    );
    expect(sizes).toEqual([20, 20, 20, 20, 20]);
  });

  test('leaves fifths empty rather than separate customers who are alike', () => {
    // Two of three customers have ordered once: all cut-points up to the third are 1.
    const cuts = cutsOf([...Array(66).fill(1), ...Array(20).fill(2), ...Array(14).fill(9)]);
    expect([1, 2, 9].map((value) => scoreOf(value, cuts))).toEqual([1, 4, 5]);
  });

  test('is the worst for everybody when all are alike', () => {
    expect(scoreOf(7, cutsOf(Array(50).fill(7)))).toBe(1);
  });

  test('is equal for equal customers, and never falls while the value rises', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 80 }),
        fc.nat({ max: 45 }),
        fc.nat({ max: 45 }),
        (values, a, b) => {
          const cuts = cutsOf(values);
          const [low, high] = a <= b ? [a, b] : [b, a];
          expect(scoreOf(low, cuts)).toBeLessThanOrEqual(scoreOf(high, cuts));
        },
      ),
    );
  });

  test('is the best for at most a fifth of all customers, and above a cut-point for at most the share that belongs there', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 15 }), { minLength: 1, maxLength: 80 }), (values) => {
        const cuts = cutsOf(values);
        for (const score of [2, 3, 4, 5]) {
          const atLeast = values.filter((value) => scoreOf(value, cuts) >= score).length;
          expect(atLeast * 5).toBeLessThanOrEqual(values.length * (6 - score));
        }
      }),
    );
  });

  test('compares at the resolution of the measurement, so that what was counted as equal scores equally', () => {
    const values = Array.from({ length: 40_000 }, (_, index) => 1_000_000 + index);
    const cuts = cutsOf(values);
    expect(cuts.significantBits).toBeLessThan(53);
    const cut = cuts.values[1] ?? 0;
    expect(scoreOf(cut + 0.5, cuts)).toBe(scoreOf(cut, cuts));
  });

  test('of recency does not depend on the night, only on the day of the last order', () => {
    const customers = [10, 20, 30, 40, 50].map((days) => ordersOf({ lastDay: daysAgo(days) }));
    const scores = customers.map((one) => rfmScoresOf(one, populationOf(customers).rfmCutPoints).recency);
    expect(scores).toEqual([5, 4, 3, 2, 1]);
  });

  test('of money counts a customer who was refunded more than they paid as 0', () => {
    const owed = ordersOf({ spent: -500 });
    const { rfmCutPoints } = populationOf([owed, ordersOf({ spent: 0 }), ordersOf({ spent: 10 })]);
    expect(rfmScoresOf(owed, rfmCutPoints).monetary).toBe(1);
    expect(rfmCutPoints.monetary.values[0]).toBe(0);
  });
});

describe('a population', () => {
  test('is the same however the customers are split over scan segments, and through JSON', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.option(orderFacts, { nil: undefined }), { maxLength: 15 }), { maxLength: 5 }),
        (segments) => {
          const measured = segments.map(measurementOf);
          const stored = measured.map((one) =>
            measurementFromJson(JSON.parse(JSON.stringify(measurementToJson(one)))),
          );
          const fitAll = (parts: readonly Measurement[]) =>
            fitPopulation(mergeMeasurements(parts), today, defaultSettings);
          expect(fitAll(measured)).toEqual(populationOf(segments.flat()));
          expect(fitAll([...stored].reverse())).toEqual(populationOf(segments.flat()));
        },
      ),
    );
  });

  describe('with a model', () => {
    const customers = Array.from({ length: 600 }, (_, n) =>
      ordersOf({
        days: 1 + (n % 5),
        count: 1 + (n % 5),
        firstDay: daysAgo(700 - (n % 97)),
        lastDay: daysAgo(n % 5 === 0 ? 700 - (n % 97) : (n * 7) % 500),
        spent: 1000 + 37 * n,
        refunded: n % 11 === 0 ? 500 : 0,
        spentByMonth: { '2026-11': 10 * n },
      }),
    );

    test('is the same to the last bit, whatever the order of customers and the split over segments', () => {
      const whole = populationOf(customers);
      expect(whole.model.fitted).toBe(true);
      expect(populationOf([...customers].reverse())).toEqual(whole);
      const parts = [customers.slice(400), customers.slice(0, 7), customers.slice(7, 400)].map(measurementOf);
      const stored = parts.map((one) =>
        measurementFromJson(JSON.parse(JSON.stringify(measurementToJson(one)))),
      );
      expect(fitPopulation(mergeMeasurements(stored), today, defaultSettings)).toEqual(whole);
    });

    test('knows the mean chance of recent customers, and how values and spend are distributed', () => {
      const { model, distributions, concentration } = populationOf(customers);
      if (!model.fitted) throw new Error(model.reason);
      const outlookFor = createForecaster(model.model, 90, defaultSettings.value);
      const outlooks = customers.map((orders) => ({
        quietDays: daysBetween(orders.lastDay, today),
        ...outlookFor(historyOf(orders, today)),
      }));
      const recent = outlooks.filter(({ quietDays }) => quietDays <= 365);
      const mean = recent.reduce((sum, { chanceOfOrder }) => sum + chanceOfOrder, 0) / recent.length;
      expect(recent.length).toBeLessThan(outlooks.length);
      expect(distributions.forecast?.meanChance).toBeCloseTo(mean, 12);
      const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length / 2 - 1];
      expect(distributions.forecast?.lifetimeValue[49]).toBe(
        median(outlooks.map(({ lifetimeValue }) => Math.round(lifetimeValue ?? 0))),
      );
      expect(distributions.spentLastYear[49]).toBe(median(customers.map((_, n) => 10 * n)));
      expect(distributions.orderValue[49]).toBe(
        median(customers.map(({ spent, days }) => Math.round(spent / days))),
      );
      expect(distributions.orderDays[49]).toBe(3);
      const ordered = customers.reduce((sum, { spent, refunded }) => sum + spent + refunded, 0);
      expect(concentration.revenue).toBe(ordered);
    });

    test('makes no forecasts relative to an average when nobody has ordered for a year', () => {
      const old = customers.map((orders) => ({ ...orders, firstDay: daysAgo(900), lastDay: daysAgo(400) }));
      const { model, distributions } = populationOf(old);
      expect(model.fitted).toBe(true);
      expect(distributions).not.toHaveProperty('forecast');
    });
  });

  describe('in season', () => {
    /** One more repeat day in every month, and nine in Novembers, back to `from`. */
    const monthly = (months: number) =>
      Object.fromEntries(
        Array.from({ length: months }, (_, back) => addMonths('2026-11', -back)).map((month) => [
          month,
          month.endsWith('-11') ? 9 : 1,
        ]),
      );
    const shopOf = (months: number) =>
      Array.from({ length: 80 }, () =>
        ordersOf({
          days: 9,
          count: 9,
          firstDay: plainDate(`${addMonths('2026-12', -months)}-01`),
          lastDay: daysAgo(30),
          repeatDaysByMonth: monthly(months),
        }),
      );

    test('measures it from 24 whole months on, and multiplies what is expected by it', () => {
      const population = populationOf(shopOf(30));
      expect(population.season?.[10]).toBeGreaterThan(4);
      const { season: _, ...unseasoned } = population;
      const outlookIn = (of: typeof unseasoned) =>
        createRanker(of)(shopOf(30)[0] ?? ordersOf(), today).forecast?.outlook;
      const [plain, seasoned] = [outlookIn(unseasoned), outlookIn(population)];
      const ahead = (days: number) => seasonAhead(population.season ?? [], today, days);
      expect(seasoned?.expectedOrders).toBeCloseTo((plain?.expectedOrders ?? 0) * ahead(90), 9);
      expect(seasoned?.lifetimeValue).toBeCloseTo((plain?.lifetimeValue ?? 0) * ahead(365), 6);
      expect(seasoned?.chanceOfOrder).toBe(plain?.chanceOfOrder);
    });

    test('uses the setting before that, with mean 1, and none without a setting', () => {
      expect(populationOf(shopOf(23))).not.toHaveProperty('season');
      const season = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 13];
      const population = fitPopulation(measurementOf(shopOf(23)), today, { ...defaultSettings, season });
      expect(population.season?.[11]).toBeCloseTo(6.5, 12);
      expect(
        fitPopulation(measurementOf(shopOf(24)), today, { ...defaultSettings, season }).season?.[11],
      ).toBeLessThan(1);
    });
  });

  test('counts prospects and repeat customers', () => {
    expect(populationOf([undefined, undefined, ordersOf(), ordersOf({ days: 2, count: 2 })])).toMatchObject({
      asOf: plainDate('2026-12-09'),
      customers: 4,
      prospects: 2,
      repeatCustomers: 1,
    });
  });

  describe('limits how long a customer may be quiet', () => {
    const opened = (daysBefore: number, gap: number, many = 60) =>
      Array.from({ length: many }, (_, n) =>
        ordersOf({
          days: 3 + (n % 3),
          count: 5,
          firstDay: daysAgo(daysBefore),
          lastDay: daysAgo(daysBefore - gap * (2 + (n % 3))),
        }),
      );
    const assumed = { activeDays: 60, coolingDays: 120, silentDays: 365, source: 'assumed' };

    test('by assumed gaps, and says so, until enough have come back for a model', () => {
      expect(populationOf(opened(300, 10, 49)).gaps).toEqual(assumed);
      expect(populationOf(opened(300, 10, 50)).gaps.source).toBe('measured');
      expect(populationOf([]).gaps).toEqual(assumed);
    });

    test('by assumed gaps, without a forecast, until sixty days from the first order', () => {
      const young = populationOf(opened(59, 10));
      expect(young.gaps).toEqual(assumed);
      expect(young.model).toEqual({ fitted: false, reason: 'too-young', days: 59, daysNeeded: 60 });
      expect(young.distributions).not.toHaveProperty('forecast');
      const old = populationOf(opened(60, 10));
      expect(old.model.fitted).toBe(true);
      expect(old.gaps.source).toBe('measured');
    });

    test('by a first order that a shop’s clock dates ahead of ours as by one of today', () => {
      expect(populationOf([ordersOf({ lastDay: daysAgo(-1) })]).model).toMatchObject({ days: 0 });
    });

    test('within which the settings’ share of repeat customers comes back, by the model', () => {
      const customers = [...opened(400, 10, 70), ...opened(350, 60, 90), ordersOf({ lastDay: daysAgo(200) })];
      const { gaps, model } = populationOf(customers);
      if (!model.fitted) throw new Error(model.reason);
      const { r, alpha } = model.model.parameters;
      const shareWithin = (days: number) => {
        const repeat = customers.map((one) => historyOf(one, today)).filter(({ repeats }) => repeats > 0);
        const chances = repeat.map(
          ({ repeats, lastAfterDays }) =>
            1 - ((alpha + lastAfterDays / 7) / (alpha + (lastAfterDays + days) / 7)) ** (r + repeats),
        );
        return chances.reduce((sum, one) => sum + one, 0) / repeat.length;
      };
      for (const [days, share] of [
        [gaps.activeDays, 0.8],
        [gaps.coolingDays, 0.85],
        [gaps.silentDays, 0.99],
      ] as const) {
        expect(shareWithin(days - 0.5)).toBeLessThanOrEqual(share);
        expect(shareWithin(days + 0.5)).toBeGreaterThanOrEqual(share);
      }
    });

    test('so that each lifecycle has its days even where everybody comes daily', () => {
      const daily = Array.from({ length: 60 }, () =>
        ordersOf({ days: 400, count: 400, firstDay: daysAgo(400), lastDay: daysAgo(1) }),
      );
      const { activeDays, coolingDays, silentDays } = populationOf(daily).gaps;
      expect(activeDays).toBeLessThan(coolingDays);
      expect(coolingDays).toBeLessThan(silentDays);
    });
  });
});
