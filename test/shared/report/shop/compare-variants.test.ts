import { describe, expect, test } from 'vitest';
import { type ArmSums, emptyArm } from '../../../../shared/report/shop/arm-sums.ts';
import { addSums, sumEnrolments } from '../../../../shared/report/shop/campaign-sums.ts';
import { comparePairs, compareVariants } from '../../../../shared/report/shop/compare-variants.ts';
import { differenceOf, type Rate } from '../../../../shared/report/shop/difference.ts';
import { chance, createRandomStream, wholeBetween } from '../../../../simulation/shop/random.ts';
import { campaignOf, enrolmentOf } from '../../campaigns/campaigns.ts';
import { armOf } from './made-up-campaign.ts';

const thirds = { a: '33.4%', b: '33.3%', c: '33.3%' };
const campaign = (more: object = {}) =>
  campaignOf({
    variants: thirds,
    steps: [{ after: '0d', variant: 'a', email: { template: 'hello' } }],
    ...more,
  });
const arm = (did: number, of = 1000): ArmSums => ({
  ...emptyArm,
  ordered: did,
  spent: did * 100,
  spending: { ...emptyArm.spending, customers: of },
});
const found = { a: arm(200), b: arm(120), c: arm(150) };

describe('the variants of a campaign', () => {
  test('are compared each with each, by intervals that hold all together', () => {
    const report = compareVariants(campaign(), found, undefined);
    const [ab, ac, bc] = report?.comparisons ?? [];
    // Computed apart from this project, with sequential quantiles at a third of 5%.
    expect(ab).toMatchObject({ one: 'a', other: 'b', verdict: 'better' });
    expect(ab?.interval.low).toBeCloseTo(0.0234111528, 9);
    expect(ab?.interval.high).toBeCloseTo(0.1364044056, 9);
    expect(ac).toMatchObject({ one: 'a', other: 'c', verdict: 'undecided' });
    expect(ac?.interval.low).toBeCloseTo(-0.0089234725, 9);
    expect(bc).toMatchObject({ one: 'b', other: 'c', verdict: 'undecided' });
    expect(bc?.interval.low).toBeCloseTo(-0.0829193716, 9);
    expect(report?.best).toBeUndefined();
    expect(report?.variants[0]).toMatchObject({
      share: expect.closeTo(0.334, 9),
      ordered: { of: 1000, did: 200 },
      value: 20,
    });
  });

  test('have a best one when it is better than every other', () => {
    expect(compareVariants(campaign(), { ...found, c: arm(120) }, undefined)?.best).toBe('a');
    expect(compareVariants(campaign(), { a: arm(120), b: arm(200), c: arm(118) }, undefined)?.best).toBe('b');
    expect(
      compareVariants(campaign(), { a: arm(200), b: arm(200), c: arm(118) }, undefined)?.best,
    ).toBeUndefined();
  });

  test('that are two are compared as a campaign with its holdout is', () => {
    const halves = { variants: { a: '50%', b: '50%' } };
    const [only] =
      compareVariants(campaign(halves), { a: found.a, b: found.b }, undefined)?.comparisons ?? [];
    expect(only?.interval).toEqual(differenceOf({ of: 1000, did: 200 }, { of: 1000, did: 120 })?.everyNight);
  });

  test('wait for the day that the campaign has fixed, and go by what there was to see on it', () => {
    const fixed = campaign({ decideOn: '2027-01-31' });
    const before = compareVariants(fixed, found, undefined);
    expect(before?.comparisons.map(({ verdict }) => verdict)).toEqual(['awaited', 'awaited', 'awaited']);
    expect(before?.best).toBeUndefined();
    const rate = (did: number): Rate => ({ of: 1000, did });
    const after = compareVariants(
      fixed,
      { a: arm(0), b: arm(0), c: arm(0) },
      { a: rate(200), b: rate(120), c: rate(150) },
    );
    // The quantile is that of a standard normal at 0.025/3: 2.3939797998.
    expect(after?.comparisons[1]?.interval.low).toBeCloseTo(0.0092995969, 9);
    expect(after?.best).toBe('a');
  });

  test('are not to be trusted when their customers are not divided by their shares', () => {
    const uneven = compareVariants(
      campaign(),
      { a: arm(200, 1000), b: arm(120, 800), c: arm(150) },
      undefined,
    );
    expect(uneven?.comparisons.map(({ verdict }) => verdict)).toEqual([
      'untrusted',
      'untrusted',
      'untrusted',
    ]);
    expect(uneven?.best).toBeUndefined();
  });

  test('are no longer compared once one of them is promoted', () => {
    const report = compareVariants(campaign({ promoted: 'c' }), { c: arm(150) }, undefined);
    expect(report).toMatchObject({ promoted: 'c', comparisons: [] });
    expect(report?.variants.map(({ share }) => share)).toEqual([0, 0, 1]);
  });

  test('have nothing to compare while nobody is in them, or the campaign has none', () => {
    expect(compareVariants(campaign(), {}, undefined)?.comparisons).toEqual([]);
    expect(compareVariants(campaignOf(), {}, undefined)).toBeUndefined();
  });

  test('are summed by first entries of treated customers, whatever their name is', () => {
    const entry = (variant: string, more: object = {}) => ({ ...enrolmentOf(), variant, ...more });
    const caps = { value: 1e9, prior: 1e9 };
    const ordered = { outcome: { ...enrolmentOf().outcome, orders: 1, spent: 500 } };
    const sums = addSums(
      sumEnrolments([entry('constructor'), entry('b', ordered), entry('b', { isFirst: false })], caps),
      sumEnrolments([entry('constructor', ordered), { ...enrolmentOf(), isHeldOut: true }], caps),
    );
    expect(Object.keys(sums.variants)).toEqual(['constructor', 'b']);
    expect(sums.variants.constructor).toMatchObject({ ordered: 1, spent: 500, spending: { customers: 2 } });
    expect(sums.variants.b).toMatchObject({ ordered: 1, spending: { customers: 1 } });
  });
});

const nights = 60;
const shop = { nights, goalDays: 30 };

/** What somebody sees of variants on each night: thirty customers enter each night, and order with these chances. */
function looksAtVariants(chances: readonly number[], stream: number, perNight = 30): Rate[][] {
  const draw = createRandomStream(21, stream, 'person');
  const arms = chances.map((rate) => armOf(rate, shop));
  for (let night = 0; night < nights; night += 1)
    for (let customer = 0; customer < perNight; customer += 1) {
      const variant = arms[wholeBetween(draw, 0, arms.length - 1)];
      variant?.enter(night);
      if (variant && chance(draw, variant.rate))
        variant.order(night + wholeBetween(draw, 0, shop.goalDays - 1));
    }
  const seen = arms.map((one) => one.seen());
  return Array.from({ length: nights }, (_, night) => seen.flatMap((one) => one[night]?.rate ?? []));
}

describe('variants that are looked at every night', () => {
  const campaigns = 400;
  const shareWith = (
    chances: readonly number[],
    isSo: (looks: readonly Rate[]) => boolean,
    perNight?: number,
  ) =>
    Array.from({ length: campaigns }, (_, stream) =>
      looksAtVariants(chances, stream, perNight).some(isSo),
    ).filter(Boolean).length / campaigns;
  const named = (rates: readonly Rate[]) => rates.map((rate, index) => ({ name: `v${index}`, rate }));
  const findsSome = (rates: readonly Rate[]) =>
    comparePairs(named(rates), 'every-night').some(({ verdict }) => verdict !== 'undecided');

  test.each([2, 3, 5])('and are all alike seldom get any verdict, however many: %i', (count) => {
    const share = shareWith(
      Array.from({ length: count }, () => 0.2),
      findsSome,
    );
    // Some 2% of pairs get one, and fewer of those that are corrected; 4.1% is three standard deviations more.
    expect(share).toBeLessThan(0.041);
  });

  test('and are all alike would often get one without the correction, or by the plain interval', () => {
    const five = Array.from({ length: 5 }, () => 0.2);
    const uncorrected = (rates: readonly Rate[]) =>
      rates.some((one, index) =>
        rates.slice(index + 1).some((other) => differenceOf(one, other)?.verdict !== 'undecided'),
      );
    expect(shareWith(five, uncorrected)).toBeGreaterThan(0.05);
  });

  test('are mostly found out when one of three raises orders by half', () => {
    const isFirstBest = (rates: readonly Rate[]) => {
      const won = comparePairs(named(rates), 'every-night').filter(
        ({ one, verdict }) => one === 'v0' && verdict === 'better',
      );
      return won.length === 2;
    };
    expect(shareWith([0.3, 0.2, 0.2], isFirstBest, 100)).toBeGreaterThan(0.8);
  });
});
