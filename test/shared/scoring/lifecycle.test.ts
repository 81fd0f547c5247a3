import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../../shared/calendar.ts';
import { customerIdSchema } from '../../../shared/ids.ts';
import type { Lifecycle } from '../../../shared/profile/classes.ts';
import { isReactivation, lifecycleOf } from '../../../shared/scoring/lifecycle.ts';
import { emptyMeasurement, measure } from '../../../shared/scoring/measurement.ts';
import { fitPopulation } from '../../../shared/scoring/population.ts';
import { createRanker } from '../../../shared/scoring/ranking.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { daysAgo, orderFacts, ordersOf, today } from './arbitraries.ts';
import { fittedPopulation, populationOf } from './populations.ts';

const { lifecycle: settings } = defaultSettings;
const limits = { activeDays: 30, coolingDays: 60, silentDays: 90, of: 'shop' } as const;

/** The lifecycle of a customer quiet for `quietDays` whose chance of an order is `chanceOverAverage` of the average. */
const at = (quietDays: number, days: number, chanceOverAverage?: number, before?: Lifecycle) => {
  const outlook = { chanceAlive: 1, chanceOfOrder: 0.1, expectedOrders: 1, expectedOrdersInYear: 1 };
  const forecast =
    chanceOverAverage === undefined ? {} : { forecast: { outlook, chanceOverAverage, chanceKept: 1 } };
  return lifecycleOf({ days, ranking: { quietDays, limits, ...forecast } }, settings, before);
};

test('a customer without an order that counts is a prospect', () => {
  expect(lifecycleOf(undefined, settings)).toBe('prospect');
});

describe('without a forecast, the days since the last order decide alone:', () => {
  test.each([
    [0, 'active'],
    [30, 'active'],
    [31, 'cooling'],
    [60, 'cooling'],
    [61, 'silent'],
    [90, 'silent'],
    [91, 'lost'],
  ])('%i days after the last order of a repeat customer is %s', (days, lifecycle) => {
    expect(at(days, 2)).toBe(lifecycle);
  });

  test.each([
    [0, 'first-time'],
    [60, 'first-time'],
    [61, 'silent'],
    [91, 'lost'],
  ])('%i days after the only order is %s: there is no rhythm that could cool', (days, lifecycle) => {
    expect(at(days, 1)).toBe(lifecycle);
  });

  test('a customer whose order is a day ahead of the night is active', () => {
    expect(at(-1, 2)).toBe('active');
  });
});

describe('with a forecast, days and chance decide together:', () => {
  test.each([
    // Not quiet yet: however small the chance, a customer who has just bought is active.
    [30, 0.01, 'active'],
    // Quiet for longer than most repeat orders took to come.
    [31, 1, 'cooling'],
    [31, 0.99, 'silent'],
    [60, 0.1, 'silent'],
    // Quiet for longer than nearly all of them took to come.
    [61, 1, 'cooling'],
    [61, 0.5, 'silent'],
    [61, 0.49, 'lost'],
    [500, 0.51, 'silent'],
  ])('quiet for %i days with %f of the average chance is %s', (days, chance, lifecycle) => {
    expect(at(days, 3, chance)).toBe(lifecycle);
  });

  test.each([
    [31, 1, 'first-time'],
    [61, 1, 'first-time'],
    [31, 0.99, 'silent'],
    [61, 0.49, 'lost'],
  ])('with one order, quiet for %i days with %f of the average chance is %s', (days, chance, lifecycle) => {
    expect(at(days, 1, chance)).toBe(lifecycle);
  });
});

describe('a customer who was further gone last night', () => {
  test.each([
    [26, 3, 'cooling', 'cooling'],
    [25, 3, 'cooling', 'active'],
    // The average chance has fallen to that of a silent customer.
    [40, 1, 'silent', 'silent'],
    [40, 1.17, 'silent', 'silent'],
    [40, 1.18, 'silent', 'cooling'],
    [70, 0.58, 'lost', 'lost'],
    [70, 0.59, 'lost', 'silent'],
    [0, 3, 'lost', 'active'],
  ] as const)(
    'quiet for %i days with %f of the chance, and %s before, is %s',
    (days, chance, before, now) => {
      expect(at(days, 3, chance, before)).toBe(now);
    },
  );

  test('as a prospect whose orders came late is classified by these alone', () => {
    expect(at(28, 3, 3, 'prospect')).toBe('active');
    expect(at(28, 3, 3, 'cooling')).toBe('cooling');
  });

  test('has come back when buying again, and only then', () => {
    expect(isReactivation('silent', 'active')).toBe(true);
    expect(isReactivation('lost', 'first-time')).toBe(true);
    expect(isReactivation('cooling', 'active')).toBe(false);
    expect(isReactivation('lost', 'silent')).toBe(false);
    expect(isReactivation('silent', 'cooling')).toBe(false);
    expect(isReactivation(undefined, 'first-time')).toBe(false);
  });
});

test('customers who are all alike are average, and not below it by a rounding error', () => {
  for (const size of [67, 74, 88, 102, 200]) {
    const alike = Array.from({ length: size }, (_, n) => ({
      customerId: customerIdSchema.parse(`c${n}`),
      orders: ordersOf({ days: 3, count: 3, firstDay: daysAgo(400), lastDay: daysAgo(350) }),
    }));
    const measurement = emptyMeasurement();
    for (const one of alike) measure(measurement, one, today);
    const population = fitPopulation(measurement, today, defaultSettings);
    const ranking = createRanker(population)(alike[0]?.orders ?? ordersOf(), today);
    expect(lifecycleOf({ days: 3, ranking }, settings)).toBe('cooling');
  }
});

test('nobody moves back and forth while the limits and the average drift by less than the slack', () => {
  const drifts = fc.array(fc.double({ min: 0.93, max: 1.07, noNaN: true }), {
    minLength: 2,
    maxLength: 12,
  });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 200 }),
      fc.double({ min: 0.05, max: 3, noNaN: true }),
      drifts,
      (quietDays, chance, nights) => {
        let before: Lifecycle | undefined;
        const seen: Lifecycle[] = [];
        for (const drift of nights) {
          const drifted = {
            ...limits,
            activeDays: limits.activeDays * drift,
            coolingDays: limits.coolingDays * drift,
          };
          const outlook = { chanceAlive: 1, chanceOfOrder: 0, expectedOrders: 0, expectedOrdersInYear: 0 };
          const forecast = { outlook, chanceOverAverage: chance * drift, chanceKept: 1 };
          const ranking = { quietDays, limits: drifted, forecast };
          before = lifecycleOf({ days: 3, ranking }, settings, before);
          if (before !== seen.at(-1)) seen.push(before);
        }
        expect(new Set(seen).size).toBe(seen.length);
      },
    ),
  );
});

describe('how long a customer may be quiet', () => {
  const regular = ordersOf({ days: 30, count: 30, firstDay: daysAgo(210), lastDay: daysAgo(0) });
  const twice = ordersOf({ days: 2, count: 2, firstDay: daysAgo(60), lastDay: daysAgo(0) });

  test('depends on their own rhythm where that is quicker than the shop’s, and never exceeds the shop’s', () => {
    const rank = createRanker(fittedPopulation());
    const own = rank(regular, today).limits;
    expect(own.of).toBe('own');
    // A weekly buyer of half a year. (α + t_x)·(5^(1/(r+x)) − 1) = 36.183·(5^(1/29.525) − 1) weeks = 14.2 days.
    expect(own.activeDays).toBe(15);
    expect(own.coolingDays).toBe(17);
    expect(rank(twice, today).limits).toEqual(limits);
  });

  test('depends on the shop’s gaps when there is no model', () => {
    expect(createRanker(populationOf())(regular, today).limits).toEqual(limits);
  });

  test('leans towards the population’s rhythm, as the usual rhythm does, while there are few orders', () => {
    const rank = createRanker(fittedPopulation());
    // (t_x + 3μ)/(x + 3) with μ = 60.
    expect(rank(regular, today).rhythmDays).toBeCloseTo((210 + 180) / 32);
    expect(rank(twice, today).rhythmDays).toBeCloseTo((60 + 180) / 4);
    expect(rank(ordersOf(), today).rhythmDays).toBeCloseTo(60);
  });
});

test('the longer a customer is quiet, the further gone they are, and never nearer again', () => {
  const rank = createRanker(fittedPopulation());
  const distance: Record<Lifecycle, number> = {
    active: 0,
    'first-time': 0,
    cooling: 1,
    silent: 2,
    lost: 3,
    prospect: 9,
  };
  fc.assert(
    fc.property(orderFacts, (orders) => {
      let last = 0;
      for (let day = 0; day < 400; day += 10) {
        const ranking = rank(orders, addDays(orders.lastDay, day));
        const gone = distance[lifecycleOf({ days: orders.days, ranking }, settings)];
        expect(gone).toBeGreaterThanOrEqual(last);
        last = gone;
      }
    }),
  );
});
