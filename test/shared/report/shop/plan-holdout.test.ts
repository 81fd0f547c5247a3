import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differenceOf } from '../../../../shared/report/shop/difference.ts';
import { type Outset, planHoldout } from '../../../../shared/report/shop/plan-holdout.ts';
import { planVariants } from '../../../../shared/report/shop/plan-variants.ts';
import { createRandomStream } from '../../../../simulation/shop/random.ts';
import { looksAt } from './made-up-campaign.ts';

const atOnce: Outset = { entering: 1240, perNight: 0, baseRate: 0.08, goalDays: 30 };
/** Ten thousand customers over half a year. */
const nightByNight: Outset = { entering: 55, perNight: 55, baseRate: 0.1, goalDays: 30 };

/** In how many of 400 made-up campaigns the report calls the rise found, on any night. */
function foundIn(outset: Outset, holdout: number, effect: number, nights: number): number {
  const { entering, perNight, baseRate, goalDays } = outset;
  const campaign = {
    nights,
    holdout,
    goalDays,
    enter: (night: number) => (night === 0 ? entering : perNight),
    treated: baseRate + effect,
    heldOut: baseRate,
  };
  const found = Array.from({ length: 400 }, (_, index) =>
    looksAt(campaign, createRandomStream(21, index, 'person')).some(
      (look) => differenceOf(look.treated, look.heldOut)?.verdict === 'raised',
    ),
  );
  return found.filter(Boolean).length / found.length;
}

describe('before a campaign begins', () => {
  test.each<[string, Outset, number]>([
    ['a tenth of customers who enter at once is held out', atOnce, 0.1],
    ['half of a few customers is held out', { ...atOnce, entering: 300, baseRate: 0.1 }, 0.5],
    ['customers seldom order', { ...atOnce, entering: 10_000, baseRate: 0.02 }, 0.1],
    ['customers enter night by night', { ...nightByNight, entering: 200, perNight: 20 }, 0.3],
  ])(
    'the smallest effect that is promised to be found is found in four cases of five, or a few more: %s',
    (_, outset, holdout) => {
      const { visible = 0, weeks } = planHoldout(outset, holdout);
      expect(visible).toBeGreaterThan(0);
      const found = foundIn(outset, holdout, visible, weeks * 7);
      expect(found).toBeGreaterThan(0.8);
      expect(found).toBeLessThan(0.91);
    },
  );

  test('three points more than ten in a hundred are found in a few cases with a tenth held out, and in most with three tenths', () => {
    const few = foundIn(nightByNight, 0.1, 0.03, 180);
    expect(few).toBeGreaterThan(0.28);
    expect(few).toBeLessThan(0.48);
    const most = foundIn(nightByNight, 0.3, 0.03, 180);
    expect(most).toBeGreaterThan(0.8);
    expect(most).toBeLessThan(0.93);
    expect(planHoldout(nightByNight, 0.1).visible).toBeCloseTo(0.0495, 3);
    expect(planHoldout(nightByNight, 0.3).visible).toBeCloseTo(0.03, 3);
  });

  test('two variants are told apart as a holdout of their shares is, with as many customers', () => {
    const half = planHoldout(atOnce, 0.5);
    expect(planVariants(atOnce, 0, [0.5, 0.5])).toEqual({ weeks: half.weeks, visible: half.visible });
    const fewer = { ...atOnce, entering: atOnce.entering * 0.6 };
    expect(planVariants(atOnce, 0.4, [0.5, 0.5]).visible).toBeCloseTo(
      planVariants(fewer, 0, [0.5, 0.5]).visible ?? 0,
    );
    const [even = 0, uneven = 0, three = 0] = [
      [0.5, 0.5],
      [0.9, 0.1],
      [0.1, 0.8, 0.1],
    ].map((shares) => planVariants(nightByNight, 0, shares).visible);
    expect(even).toBeLessThan(uneven);
    expect(uneven).toBeLessThan(three);
  });

  test('as much is recommended to be held out as a rise by a third takes, and no more', () => {
    expect(planHoldout(nightByNight, 0.1)).toEqual({
      weeks: 26,
      visible: expect.closeTo(0.0495, 3),
      sought: expect.closeTo(0.0333, 4),
      recommended: { holdout: 0.3, weeks: 22 },
      visibleByHalf: expect.closeTo(0.027, 3),
    });
    expect(planHoldout(nightByNight, 0.35).soughtWithin).toBeLessThan(22);
    const large = planHoldout({ ...atOnce, entering: 40_000 }, 0.1);
    expect(large).toMatchObject({ weeks: 5, soughtWithin: 3, recommended: { holdout: 0.1, weeks: 3 } });
    expect(planHoldout({ ...atOnce, entering: 400_000 }, 0.1).recommended?.holdout).toBe(0.05);
  });

  test('nothing is recommended where there are too few customers for any holdout', () => {
    const plan = planHoldout(atOnce, 0.1);
    expect(plan).toMatchObject({ weeks: 5, sought: expect.closeTo(0.0267, 4) });
    expect(plan.recommended).toBeUndefined();
    expect(plan.visibleByHalf).toBeGreaterThan(plan.sought);
    expect(planHoldout({ ...atOnce, entering: 3 }, 0.1)).toEqual({ weeks: 5, sought: plan.sought });
  });

  test('nothing can be found without a holdout, or where everybody is held out or orders anyway', () => {
    expect(planHoldout(nightByNight, 0).visible).toBeUndefined();
    expect(planHoldout(nightByNight, 1).visible).toBeUndefined();
    expect(planHoldout({ ...nightByNight, baseRate: 1 }, 0.5)).toEqual({ weeks: 26, sought: 0 });
  });

  test('the rise that is looked for is one that can be seen, and never ends above everybody', () => {
    expect(planHoldout({ ...nightByNight, baseRate: 0 }, 0.3).sought).toBe(0.001);
    expect(planHoldout({ ...nightByNight, baseRate: 0.9 }, 0.3).sought).toBeCloseTo(0.05, 10);
    expect(planHoldout({ ...nightByNight, baseRate: 0.6 }, 0.3).sought).toBeCloseTo(0.2, 10);
  });

  test('it is looked as far ahead as the goal, and half a year where customers keep entering', () => {
    expect(planHoldout({ ...atOnce, goalDays: 1 }, 0.1).weeks).toBe(1);
    expect(planHoldout({ ...atOnce, goalDays: 365 }, 0.1).weeks).toBe(53);
    expect(planHoldout({ ...nightByNight, goalDays: 365 }, 0.1).weeks).toBe(53);
    expect(planHoldout({ ...nightByNight, goalDays: 30 }, 0.1).weeks).toBe(26);
  });

  const outsets = fc.record({
    entering: fc.nat(20_000),
    perNight: fc.double({ min: 0, max: 200, noNaN: true }),
    baseRate: fc.double({ min: 0.002, max: 0.95, noNaN: true }),
    goalDays: fc.integer({ min: 1, max: 120 }),
  });
  const share = fc.double({ min: 0.01, max: 0.5, noNaN: true });

  test('more customers never hide an effect, and what is found in time is not below what can be', () => {
    fc.assert(
      fc.property(outsets, share, (outset, holdout) => {
        const { visible = 1, sought, soughtWithin, weeks } = planHoldout(outset, holdout);
        const more = { ...outset, entering: outset.entering * 2 + 1, perNight: outset.perNight * 2 };
        expect(planHoldout(more, holdout).visible ?? 1).toBeLessThanOrEqual(visible + 1e-5);
        expect(soughtWithin ?? 1).toBeLessThanOrEqual(weeks);
        if (soughtWithin === undefined) expect(visible).toBeGreaterThan(sought - 1e-5);
        else expect(visible).toBeLessThanOrEqual(sought + 1e-5);
      }),
    );
  });
});
