import { beforeAll, describe, expect, test } from 'vitest';
import { presetNamed } from '../../../connectors/csv/presets.ts';
import { plainDate } from '../../../shared/calendar.ts';
import { currencySchema } from '../../../shared/money.ts';
import { splitHistory } from '../../../shared/scoring/backtest.ts';
import { fitPurchases } from '../../../shared/scoring/models/fit.ts';
import { addHistory, emptyHistoryCells } from '../../../shared/scoring/models/history-cells.ts';
import { type ModelKind, purchaseProcesses } from '../../../shared/scoring/models/model.ts';
import { createChanceForecaster, historyOf } from '../../../shared/scoring/models/outlook.ts';
import { weightedHistories } from '../../../shared/scoring/models/weighted-histories.ts';
import { realData } from '../../real-data.ts';
import { cdnowActivity } from './models/cdnow.ts';
import { activityByCustomer, type ByCustomer } from './real-shop.ts';

const giftShop = realData('online-retail.csv.gz', 'how regularly a gift shop’s customers order');
const cdnow = realData('cdnow-sample.txt', 'how regularly CDNOW’s customers order');

/** The customers of a shop on a day, with whether they ordered within the days after it. */
function splitOf(shop: ByCustomer, on: string, horizonDays: number, timeZone: string) {
  const split = { on: plainDate(on), horizonDays };
  const cells = emptyHistoryCells();
  const customers = [...shop].flatMap(([id, activity]) => {
    const known = splitHistory(id, activity, split, timeZone);
    if (known === undefined) return [];
    const history = historyOf(known.orders, split.on);
    addHistory(cells, history, known.orders.gaps?.logSum);
    return { history, hasOrdered: known.laterOrderDays > 0 };
  });
  const histories = weightedHistories(cells, 'weeks');
  const fitOf = (kind: ModelKind) => {
    const fit = fitPurchases(purchaseProcesses[kind], histories);
    if (!fit.fitted) throw new Error(fit.reason);
    return fit;
  };
  return {
    logLikelihood: (kind: ModelKind) => fitOf(kind).logLikelihood,
    /** The log-likelihood of who ordered afterwards, and who did not. */
    logScore(kind: ModelKind) {
      const chanceOf = createChanceForecaster({ ...fitOf(kind), kind, unit: 'weeks' }, horizonDays);
      return customers.reduce((sum, { history, hasOrdered }) => {
        const chance = chanceOf(history);
        return sum + Math.log(hasOrdered ? chance : 1 - chance);
      }, 0);
    },
  };
}

describe.skipIf(giftShop === undefined)('in a gift shop', () => {
  const london = 'Europe/London';
  let shop: ByCustomer = new Map();
  beforeAll(async () => {
    const settings = { timeZone: london, currency: currencySchema.parse('GBP') };
    shop = await activityByCustomer(giftShop ?? '', presetNamed('uci-online-retail'), settings);
  }, 120_000);

  test('two steps to a gap raise the log-likelihood by 540.5, and three by less', () => {
    const { logLikelihood } = splitOf(shop, '2011-08-31', 100, london);
    const ofOne = logLikelihood('mbg-nbd');
    expect(logLikelihood('mbg-cnbd-2') - ofOne).toBeCloseTo(540.5, 1);
    expect(logLikelihood('mbg-cnbd-3') - ofOne).toBeCloseTo(107.25, 1);
  });

  test.each([
    ['2011-03-31', 90, 11.2],
    ['2011-05-31', 90, 8.2],
    ['2011-06-30', 100, 2.7],
    ['2011-08-31', 100, 24.1],
    ['2011-08-31', 60, 32.5],
    ['2011-10-31', 39, 45.3],
  ])('known until %s, two steps predict better who orders within %i days: by %f', (on, days, gain) => {
    const { logScore } = splitOf(shop, on, days, london);
    expect(logScore('mbg-cnbd-2') - logScore('mbg-nbd')).toBeCloseTo(gain, 0);
  });
});

describe.skipIf(cdnow === undefined)('at CDNOW', () => {
  test.each([
    ['1997-09-30', 90, -76.7],
    ['1997-09-30', 270, -213.4],
    ['1998-03-31', 90, -60.8],
  ])('known until %s, two steps predict worse who orders within %i days: by %f', (on, days, gain) => {
    const { logScore } = splitOf(cdnowActivity(cdnow ?? ''), on, days, 'UTC');
    expect(logScore('mbg-cnbd-2') - logScore('mbg-nbd')).toBeCloseTo(gain, 0);
  });
});
