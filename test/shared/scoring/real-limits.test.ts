import { beforeAll, describe, expect, test } from 'vitest';
import { presetNamed } from '../../../connectors/csv/presets.ts';
import { dayIn, daysBetween, plainDate } from '../../../shared/calendar.ts';
import { currencySchema } from '../../../shared/money.ts';
import { backtest, splitHistory } from '../../../shared/scoring/backtest.ts';
import { measuredLimits } from '../../../shared/scoring/gap-limits.ts';
import { emptyMeasurement, measure } from '../../../shared/scoring/measurement.ts';
import { fitModel } from '../../../shared/scoring/models/model.ts';
import { fitPopulation } from '../../../shared/scoring/population.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { realData } from '../../real-data.ts';
import { cdnowActivity } from './models/cdnow.ts';
import { activityByCustomer, type ByCustomer } from './real-shop.ts';

const giftShop = realData('online-retail.csv.gz', 'how long a gift shop’s customers may be quiet');
const cdnow = realData('cdnow-sample.txt', 'how long CDNOW’s customers may be quiet');
const london = 'Europe/London';

/** Who was known on a day, with how often they ordered within the days after it. */
const historiesOf = (shop: ByCustomer, on: string, horizonDays: number, timeZone: string) =>
  [...shop].flatMap(
    ([id, activity]) => splitHistory(id, activity, { on: plainDate(on), horizonDays }, timeZone) ?? [],
  );

/** The share of each lifecycle that ordered again, in whole per mille. */
function orderedAgain(shop: ByCustomer, on: string, horizonDays: number, timeZone: string) {
  const histories = historiesOf(shop, on, horizonDays, timeZone);
  const result = backtest(histories, { on: plainDate(on), horizonDays }, defaultSettings);
  if (!result.fitted) throw new Error(result.reason);
  return (['active', 'cooling', 'silent', 'lost'] as const).map(
    (lifecycle) => result.orderedAgain.find((one) => one.lifecycle === lifecycle)?.share ?? Number.NaN,
  );
}

const isFalling = (shares: readonly number[]) =>
  shares.every((share, index) => index === 0 || share < (shares[index - 1] ?? 0));

const percents = (shares: readonly number[]) => shares.map((share) => Number((share * 100).toFixed(1)));

describe.skipIf(giftShop === undefined)('in a gift shop', () => {
  let shop: ByCustomer = new Map();
  beforeAll(async () => {
    const settings = { timeZone: london, currency: currencySchema.parse('GBP') };
    shop = await activityByCustomer(giftShop ?? '', presetNamed('uci-online-retail'), settings);
  }, 120_000);

  const measuredOn = (on: string) => {
    const measurement = emptyMeasurement();
    for (const history of historiesOf(shop, on, 1, london)) measure(measurement, history, plainDate(on));
    return measurement;
  };

  test.each([
    ['2011-01-31', 84],
    ['2011-03-31', 106],
    ['2011-05-31', 125],
    ['2011-08-31', 142],
    ['2011-12-10', 150],
  ])(
    'on %s, by MBG/NBD, four of five repeat customers who stay are back within %i days',
    (on, activeDays) => {
      const { histories, values } = measuredOn(on);
      const fit = fitModel(histories, values, plainDate(on));
      if (!fit.fitted) throw new Error(fit.reason);
      expect(measuredLimits(histories, fit.model, defaultSettings.lifecycle)).toMatchObject({
        activeDays,
        source: 'measured',
      });
    },
  );

  test('orders are regular enough for MBG/CNBD-2 to predict better, which has them back within 130 days', () => {
    const { model, gaps } = fitPopulation(measuredOn('2011-12-10'), plainDate('2011-12-10'), defaultSettings);
    expect(model).toMatchObject({ fitted: true, model: { kind: 'mbg-cnbd-2' } });
    expect(gaps.activeDays).toBe(130);
  });

  test('nothing is forecast after 31 days, when most would look as if they had left', () => {
    const on = plainDate('2011-01-01');
    const { model, gaps } = fitPopulation(measuredOn(on), on, defaultSettings);
    expect(model).toMatchObject({ fitted: false, reason: 'too-young', days: 31 });
    expect(gaps.source).toBe('assumed');
  });

  test('the limit is not longer than one without a model, which counts those who have left as well', () => {
    const survival = survivalOfGaps(shop, '2011-12-10');
    expect([30, 60, 90].map((days) => survival(days).toFixed(6))).toEqual([
      '0.815243',
      '0.637657',
      '0.515606',
    ]);
    expect(survival(150)).toBeGreaterThan(0.2);
  });

  test.each([
    ['2011-08-31', 100, [75.6, 65.8, 38.4, 34.2]],
    ['2011-08-31', 60, [61.5, 48.3, 24.7, 18.8]],
    ['2011-06-30', 100, [72.5, 57.1, 30.9, 26.3]],
    ['2011-10-31', 39, [54.0, 39.8, 21.5, 17.2]],
    // By MBG/CNBD-2, which had predicted better by then.
    ['2011-07-31', 90, [72.2, 60.0, 35.0, 24.0]],
  ])(
    'known until %s, the share that orders within %i days falls with every lifecycle',
    (on, days, shares) => {
      const again = orderedAgain(shop, on, days, london);
      expect(percents(again)).toEqual(shares);
      expect(isFalling(again)).toBe(true);
    },
  );
});

describe.skipIf(cdnow === undefined)('at CDNOW', () => {
  test.each([
    ['1997-09-30', 90, [42.5, 34.5, 11.4, 6.7]],
    ['1997-09-30', 270, [63.4, 58.2, 25.3, 13.8]],
    ['1998-03-31', 90, [34.0, 34.0, 21.3, 4.3]],
  ])(
    'known until %s, the share that orders within %i days falls with every lifecycle',
    (on, days, shares) => {
      const again = orderedAgain(cdnowActivity(cdnow ?? ''), on, days, 'UTC');
      expect(percents(again)).toEqual(shares);
      expect(isFalling(again)).toBe(true);
    },
  );
});

/**
 * The Kaplan–Meier estimate of how many gaps are longer: those that have ended, weighted so that each repeat customer's
 * count as one, and the one that is open.
 */
function survivalOfGaps(shop: ByCustomer, asOf: string): (days: number) => number {
  const gaps = [...shop.values()].flatMap((activity) => {
    const placed = activity.flatMap((one) =>
      one.type === 'order' ? [dayIn(london, one.order.placedAt)] : [],
    );
    const days = [...new Set(placed)].sort();
    const repeats = days.length - 1;
    return days.slice(repeats > 0 ? 0 : 1).map((day, index) => {
      const next = days[index + 1];
      return {
        days: daysBetween(day, next ?? plainDate(asOf)),
        weight: next === undefined ? 1 : 1 / repeats,
        hasEnded: next !== undefined,
      };
    });
  });
  const weightOf = (some: typeof gaps) => some.reduce((sum, { weight }) => sum + weight, 0);
  const ended = [...new Set(gaps.filter(({ hasEnded }) => hasEnded).map(({ days }) => days))].sort(
    (a, b) => a - b,
  );
  return (days) =>
    ended
      .filter((at) => at <= days)
      .reduce((survival, at) => {
        const endedThen = weightOf(gaps.filter((gap) => gap.hasEnded && gap.days === at));
        return survival * (1 - endedThen / weightOf(gaps.filter((gap) => gap.days >= at)));
      }, 1);
}
