import { beforeAll, describe, expect, test } from 'vitest';
import type { ImportedActivity } from '../../../connectors/csv/activity.ts';
import { presetNamed } from '../../../connectors/csv/presets.ts';
import { dayIn, daysBetween, monthOf, plainDate } from '../../../shared/calendar.ts';
import { currencySchema, formatMoney } from '../../../shared/money.ts';
import { countRescored, emptyRescoreTally, type RescoreTally } from '../../../shared/night/night.ts';
import { populationReportOf } from '../../../shared/report/population/population-report.ts';
import { backtest, type Split, splitHistory } from '../../../shared/scoring/backtest.ts';
import { createClassifier } from '../../../shared/scoring/classify.ts';
import type { Population } from '../../../shared/scoring/population.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { explain } from '../../../shared/words/explanation.ts';
import { realData } from '../../real-data.ts';
import { activityByCustomer, type ByCustomer, populationOn, profilesOf } from './real-shop.ts';

const path = realData('online-retail.csv.gz', 'the scores of a gift shop');

const timeZone = 'Europe/London';
const currency = currencySchema.parse('GBP');
const split: Split = { on: plainDate('2011-08-31'), horizonDays: 100 };

describe.skipIf(path === undefined)('a gift shop', () => {
  let shop: ByCustomer = new Map();
  beforeAll(async () => {
    shop = await activityByCustomer(path ?? '', presetNamed('uci-online-retail'), { timeZone, currency });
  }, 120_000);

  test('has its next hundred days predicted from its first nine months', () => {
    const histories = [...shop].flatMap(
      ([id, activity]) => splitHistory(id, activity, split, timeZone) ?? [],
    );
    const result = backtest(histories, split, defaultSettings);
    if (!result.fitted) throw new Error(result.reason);
    const { calibration, aucByFrequency, aucByRecency } = result;
    console.log(
      `Retail: AUC of P(order) ${calibration.auc?.toFixed(4)} (frequency alone ${aucByFrequency?.toFixed(4)}, recency ${aucByRecency?.toFixed(4)}); ${calibration.orders} orders came for ${calibration.expectedOrders.toFixed(0)} predicted, a factor of ${calibration.factor?.toFixed(3)}`,
    );
    console.table(
      calibration.deciles.map((decile) => ({
        customers: decile.customers,
        'P(order)': decile.chanceOfOrder.toFixed(3),
        ordered: decile.ordered.toFixed(3),
        'orders predicted': decile.expectedOrders.toFixed(0),
        orders: decile.orders,
      })),
    );
    console.table(result.money?.deciles);
    expect(result.money?.factor).toBeCloseTo(1.645, 3);
    expect(result.money?.factorInterval?.low).toBeGreaterThan(1.4);
    expect(histories).toHaveLength(3317);
    expect(calibration.auc).toBeGreaterThan(0.73);
    expect(calibration.auc).toBeGreaterThan(aucByFrequency ?? 1);
    expect(aucByFrequency).toBeCloseTo(0.722, 3);
    expect(aucByRecency).toBeCloseTo(0.685, 3);
    const shares = calibration.deciles.map((decile) => decile.ordered);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    const again = new Map(result.orderedAgain.map(({ lifecycle, share }) => [lifecycle, share]));
    const falling = (['active', 'cooling', 'silent', 'lost'] as const).map(
      (lifecycle) => again.get(lifecycle) ?? 0,
    );
    console.table(result.orderedAgain);
    expect(falling).toEqual([...falling].sort((a, b) => b - a));
    expect(new Set(falling).size).toBe(4);
    expect(falling.map((share) => Number(share.toFixed(3)))).toEqual([0.756, 0.658, 0.384, 0.342]);
  });

  describe('on the night after its last order', () => {
    const asOf = plainDate('2011-12-10');
    let profiles: ReturnType<typeof profilesOf> = [];
    let population: Population;
    beforeAll(() => {
      profiles = profilesOf(shop, timeZone);
      population = populationOn(asOf, profiles, currency);
    });

    test('earned three quarters of its revenue from a fifth of its customers', () => {
      const { concentration } = population;
      expect(concentration).toMatchObject({
        window: { from: '2010-12-01', to: '2011-12-10' },
        customers: 4338,
        revenue: 891_140_790,
      });
      expect(concentration.gini).toBeCloseTo(0.7151, 4);
      expect(concentration.topFifthShare).toBeCloseTo(0.746, 3);
    });

    test('earned most of its last half year from the heavy buyers of the one before', () => {
      const { flow } = population.concentration;
      if (flow === undefined) throw new Error('a year has two half years');
      expect(flow.periods).toMatchObject({
        before: { from: '2010-12', to: '2011-05' },
        now: { from: '2011-06', to: '2011-11' },
      });
      const groups = [flow.heavy, flow.light, flow.returned, flow.firstTime];
      const revenue = groups.reduce((sum, group) => sum + group.now, 0);
      const net = profiles
        .filter(({ orders }) => orders !== undefined)
        .flatMap(({ activity }) => activity)
        .reduce((sum, one) => sum + netWithin(one, flow.periods.now), 0);
      expect(revenue).toBe(net);
      console.table(
        Object.fromEntries(
          (['heavy', 'light', 'returned', 'firstTime'] as const).map((name) => [
            name,
            { ...flow[name], share: (flow[name].now / revenue).toFixed(3) },
          ]),
        ),
      );
      expect(flow.heavy.now / revenue).toBeCloseTo(0.539, 3);
      expect(flow.firstTime.now / revenue).toBeCloseTo(0.222, 3);
    });

    test('has every customer in one cell of each grid, one lifecycle and one tier', () => {
      const classify = createClassifier(population);
      const tally = emptyRescoreTally();
      for (const profile of profiles) {
        const classes = classify(profile, asOf);
        countRescored(tally, { classes, enrolments: {} }, asOf);
      }
      const { rfm, lifecycles, segmentsSum, groupsSum } = sumsOf(tally, population);
      expect(rfm).toBe(4338);
      expect(segmentsSum).toBe(4338);
      expect(groupsSum).toBe(4338);
      expect(lifecycles).toBe(profiles.length);
    });

    test('has an explanation for every customer, with the numbers of their own orders', () => {
      for (const { activity, ...profile } of profiles) {
        const explanations = explain(profile, population, asOf, 'en');
        const ofLifecycle = explanations.find(({ about }) => about === 'lifecycle')?.because ?? '';
        const days = [
          ...new Set(
            activity.flatMap((one) =>
              one.type === 'order' && one.order.status !== 'cancelled'
                ? [dayIn(timeZone, one.order.placedAt)]
                : [],
            ),
          ),
        ].sort();
        const last = days.at(-1);
        if (last === undefined) {
          expect(ofLifecycle).toMatch(/^known to the shop, without an order that counts/);
          continue;
        }
        const ago = daysBetween(last, asOf);
        expect(ofLifecycle.replace(/\bdays?\b/g, 'days')).toMatch(
          days.length === 1
            ? new RegExp(`^ordered on one days only, ${ago} days ago;`)
            : new RegExp(`^${ago} days since the last of ${days.length} order days`),
        );
        const net = activity.reduce(
          (sum, one) => sum + netWithin(one, { from: '2010-12', to: '2011-12' }),
          0,
        );
        const ofScores = explanations.find(({ about }) => about === 'scores')?.because;
        expect(ofScores).toContain(`${formatMoney({ minor: net, currency }, 'en')} net`);
      }
    });
  });
});

/** What an activity added to revenue within some months, in pence. */
function netWithin(one: ImportedActivity, { from, to }: { from: string; to: string }): number {
  const at = one.type === 'order' ? one.order.placedAt : one.at;
  const month = monthOf(dayIn(timeZone, at));
  if (month < from || month > to) return 0;
  return one.type === 'order' ? one.order.totals.total : -one.amount;
}

function sumsOf(tally: RescoreTally, population: Population) {
  const report = populationReportOf(tally, population, 'Gifts');
  const sum = (counts: Readonly<Record<string, number>>) =>
    Object.values(counts).reduce((total, count) => total + count, 0);
  return {
    rfm: sum(tally.rfm),
    lifecycles: sum(report.lifecycles),
    segmentsSum: sum(report.rfm.segments),
    groupsSum: sum(report.rfm.groups),
  };
}
