import { beforeAll, describe, expect, test } from 'vitest';
import { differenceOf, type Interval } from '../../../../shared/report/shop/difference.ts';
import { createRandomStream } from '../../../../simulation/shop/random.ts';
import { type Reported, reportOn, type TrueEffect } from './spending-campaign.ts';

const campaigns = 3000;

/** What most campaigns do: little, and seldom harm. Some of them give a tenth off. */
const lifts = [-0.1, 0, 0.05, 0.1, 0.25];
const usualEffects = lifts.flatMap((lift) => [0, 0.1].map((discount) => ({ lift, discount })));

const reportsOn = (effects: readonly TrueEffect[], seed: number): (Reported & TrueEffect)[] =>
  Array.from({ length: campaigns }, (_, index) => {
    const effect = effects[index % effects.length] ?? { lift: 0, discount: 0 };
    return { ...effect, ...reportOn(effect, createRandomStream(seed, index, 'person')) };
  });

const shareOf = <T>(all: readonly T[], isSo: (one: T) => boolean) => all.filter(isSo).length / all.length;
const holds = ({ low, high }: Interval, value: number) => low <= value && value <= high;

const differencesIn = ({ looks }: Reported) =>
  looks.flatMap(({ treated, heldOut, truth }) => {
    const difference = differenceOf(treated, heldOut);
    return difference ? [{ ...difference, truth }] : [];
  });
const holdsRevenue = ({ revenue }: Reported) => revenue !== undefined && holds(revenue.today, revenue.truth);

describe('three thousand small campaigns, looked at on each of sixty nights', () => {
  let usual: (Reported & TrueEffect)[] = [];
  let without: (Reported & TrueEffect)[] = [];
  beforeAll(() => {
    usual = reportsOn(usualEffects, 41);
    without = reportsOn([{ lift: 0, discount: 0 }], 42);
  }, 60_000);

  test('have their true effect inside the interval on all nights in 19 cases of 20', () => {
    const covered = shareOf(usual, (one) =>
      differencesIn(one).every(({ everyNight, truth }) => holds(everyNight, truth)),
    );
    expect(covered).toBeGreaterThan(0.95);
  });

  test('get a false verdict in 1 to 3 cases of 100 when they have no effect', () => {
    const misjudged = shareOf(without, (one) =>
      differencesIn(one).some(({ verdict }) => verdict !== 'undecided'),
    );
    expect(misjudged).toBeGreaterThan(0.01);
    expect(misjudged).toBeLessThan(0.032);
  });

  test('have their true effect on revenue, up to the cap of the night before, inside its interval in about 95 of 100', () => {
    for (const all of [usual, without]) {
      expect(shareOf(all, holdsRevenue)).toBeGreaterThan(0.93);
      expect(shareOf(all, holdsRevenue)).toBeLessThan(0.97);
    }
  });

  // 600 campaigns each, so that a share is right within 2 points.
  test.each(lifts)('have it there about as often when those treated order by a share of %f more', (lift) => {
    const covered = shareOf(
      usual.filter((one) => one.lift === lift),
      holdsRevenue,
    );
    expect(covered).toBeGreaterThan(0.92);
    expect(covered).toBeLessThan(0.98);
  });
});
