import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differenceOf, everyNightP, type Rate } from '../../../../shared/report/shop/difference.ts';
import { discoveriesIn, exploreGroups, type Group } from '../../../../shared/report/shop/false-discovery.ts';
import { chance, createRandomStream, type Draw, wholeBetween } from '../../../../simulation/shop/random.ts';

const group = (name: string, treated: Rate, heldOut: Rate): Group => ({
  dimension: 'tier',
  group: name,
  treated,
  heldOut,
});
const rate = fc
  .integer({ min: 0, max: 3000 })
  .chain((of) => fc.record({ of: fc.constant(of), did: fc.nat(of) }));
const filled = rate.filter(({ of }) => of > 0);

describe('a p-value for every night', () => {
  test('is 5% where the interval of every night just reaches zero, and below where it does not', () => {
    fc.assert(
      fc.property(filled, filled, (treated, heldOut) => {
        const p = everyNightP(treated, heldOut);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
        if (Math.abs(p - 0.05) < 1e-9) return;
        expect(p < 0.05).toBe(differenceOf(treated, heldOut)?.verdict !== 'undecided');
        expect(everyNightP(heldOut, treated)).toBeCloseTo(p, 9);
      }),
    );
  });

  test('is larger than that of a single look, and 1 while nothing is known', () => {
    // The plain interval of these reaches from 1.1 to 6.3 points; a single look has p = .012 by Wald's test.
    expect(everyNightP({ of: 4500, did: 540 }, { of: 500, did: 40 })).toBeCloseTo(0.2267646755, 9);
    expect(everyNightP({ of: 900, did: 0 }, { of: 100, did: 0 })).toBe(1);
    expect(everyNightP({ of: 0, did: 0 }, { of: 100, did: 3 })).toBe(1);
    expect(everyNightP({ of: 1000, did: 100 }, { of: 100, did: 10 })).toBe(1);
    expect(everyNightP({ of: 10, did: 10 }, { of: 10, did: 0 })).toBeLessThan(0.05);
  });
});

describe('the procedure of Benjamini and Hochberg', () => {
  // The example of their paper: fifteen comparisons of a trial of treatments of heart attacks.
  const published = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
    0.759, 1,
  ];

  const found = (pValues: readonly number[]) => pValues.filter((_, at) => discoveriesIn(pValues, 0.05)[at]);

  test('finds the first four of the fifteen that they published', () => {
    expect(found(published)).toEqual(published.slice(0, 4));
    expect(found([...published].reverse())).toEqual(published.slice(0, 4).reverse());
  });

  test('finds nothing among nothing, and all where even the largest is small', () => {
    expect(found([])).toEqual([]);
    expect(found([0.06, 0.9])).toEqual([]);
    expect(found([0.05, 0.04, 0.045])).toEqual([0.05, 0.04, 0.045]);
    expect(found([0, 1])).toEqual([0]);
  });

  const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });

  test('finds as much in any order, and never less when a p-value falls', () => {
    fc.assert(
      fc.property(pValues, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (ps, at, factor) => {
        expect(found([...ps].reverse())).toEqual(found(ps).reverse());
        const lower = ps.map((p, index) => (index === at % ps.length ? p * factor : p));
        const after = discoveriesIn(lower, 0.05);
        discoveriesIn(ps, 0.05).forEach((wasFound, index) => {
          expect(after[index] || !wasFound).toBe(true);
        });
        // Between the test of each by itself and that of each against all (Bonferroni).
        expect(found(ps).length).toBeLessThanOrEqual(ps.filter((p) => p <= 0.05).length);
        expect(found(ps).length).toBeGreaterThanOrEqual(ps.filter((p) => p <= 0.05 / ps.length).length);
      }),
    );
  });
});

describe('the groups of a campaign', () => {
  const groups = fc.array(fc.tuple(rate, rate), { maxLength: 12 });

  test('stand out in whatever order they come', () => {
    fc.assert(
      fc.property(groups, (pairs) => {
        const all = pairs.map(([treated, heldOut], index) => group(String(index), treated, heldOut));
        const standing = (found: ReturnType<typeof exploreGroups>) =>
          found
            .filter(({ standsOut }) => standsOut)
            .map((one) => one.group)
            .sort();
        expect(standing(exploreGroups([...all].reverse()))).toEqual(standing(exploreGroups(all)));
      }),
    );
  });

  test('have a verdict only when they stand out', () => {
    fc.assert(
      fc.property(groups, (pairs) => {
        for (const one of exploreGroups(pairs.map(([treated, heldOut]) => group('g', treated, heldOut))))
          expect(one.difference.verdict === 'undecided').toBe(!one.standsOut);
      }),
    );
  });

  test('are judged by how many there are of all dimensions together', () => {
    const gold = group('gold', { of: 2000, did: 330 }, { of: 500, did: 45 });
    expect(exploreGroups([gold])).toEqual([
      { ...gold, standsOut: true, difference: differenceOf(gold.treated, gold.heldOut) },
    ]);
    const alike = Array.from({ length: 40 }, (_, index) => ({
      ...group(`de-${index}`, { of: 1000, did: 100 }, { of: 100, did: 10 }),
      dimension: 'locale',
    }));
    const [among] = exploreGroups([gold, ...alike]);
    expect(among).toMatchObject({ standsOut: false, difference: { verdict: 'undecided' } });
    expect(among?.difference.everyNight).toEqual(differenceOf(gold.treated, gold.heldOut)?.everyNight);
  });

  test('are left out while there is nobody to compare', () => {
    expect(exploreGroups([])).toEqual([]);
    const nobody = group('gold', { of: 100, did: 10 }, { of: 0, did: 0 });
    const some = group('silver', { of: 2000, did: 330 }, { of: 500, did: 45 });
    expect(exploreGroups([nobody, some]).map((one) => one.group)).toEqual(['silver']);
  });
});

/** Groups that a customer is in by three dimensions; each campaign has all of them. */
const sizes = { lifecycle: 5, tier: 4, locale: 3 };
const nights = 60;

/** What somebody sees who looks every night, of a campaign that works only in the first lifecycle. */
function* nightsOf(draw: Draw, effect: number): Generator<Group[]> {
  const groups = Object.entries(sizes).flatMap(([dimension, count]) =>
    Array.from({ length: count }, (_, index) => ({
      dimension,
      group: String(index),
      treated: { of: 0, did: 0 },
      heldOut: { of: 0, did: 0 },
    })),
  );
  const orders = new Map<number, (typeof groups)[number]['treated'][]>();
  for (let night = 0; night < nights; night += 1) {
    for (let customer = 0; customer < 40; customer += 1) {
      const arm = chance(draw, 0.2) ? 'heldOut' : 'treated';
      const [lifecycle, tier, locale] = Object.values(sizes).map((count) => wholeBetween(draw, 0, count - 1));
      const mine = groups.filter(
        ({ dimension, group: name }) => name === String({ lifecycle, tier, locale }[dimension]),
      );
      for (const one of mine) one[arm].of += 1;
      if (!chance(draw, 0.15 + (arm === 'treated' && lifecycle === 0 ? effect : 0))) continue;
      const day = night + wholeBetween(draw, 0, 29);
      orders.set(day, [...(orders.get(day) ?? []), ...mine.map((one) => one[arm])]);
    }
    for (const counted of orders.get(night) ?? []) counted.did += 1;
    yield groups;
  }
}

describe('groups that are looked at every night', () => {
  test('of a campaign without any effect stand out in fewer than one campaign of twenty', () => {
    const campaigns = 200;
    let misled = 0;
    for (let campaign = 0; campaign < campaigns; campaign += 1)
      for (const groups of nightsOf(createRandomStream(31, campaign, 'person'), 0))
        if (exploreGroups(groups).some(({ standsOut }) => standsOut)) {
          misled += 1;
          break;
        }
    expect(misled / campaigns).toBeLessThan(0.05);
  });

  test('stand out mostly where the campaign works, and in fewer than one case of twenty where it does not', () => {
    const campaigns = 200;
    const shares: number[] = [];
    let found = 0;
    for (let campaign = 0; campaign < campaigns; campaign += 1) {
      const last = [...nightsOf(createRandomStream(32, campaign, 'person'), 0.4)].at(-1) ?? [];
      const standing = exploreGroups(last).filter(({ standsOut }) => standsOut);
      const isFalse = ({ dimension, group: name }: Group) => dimension === 'lifecycle' && name !== '0';
      if (standing.some(({ dimension, group: name }) => dimension === 'lifecycle' && name === '0'))
        found += 1;
      shares.push(standing.filter(isFalse).length / Math.max(1, standing.length));
    }
    expect(found / campaigns).toBeGreaterThan(0.8);
    expect(shares.reduce((sum, one) => sum + one, 0) / campaigns).toBeLessThan(0.05);
  });
});
