import { describe, expect, test } from 'vitest';
import { bgNbd } from '../../../../shared/scoring/models/bg-nbd.ts';
import { fitGammaGamma, fitPurchases } from '../../../../shared/scoring/models/fit.ts';
import { addHistory, emptyHistoryCells } from '../../../../shared/scoring/models/history-cells.ts';
import { mbgCnbd } from '../../../../shared/scoring/models/mbg-cnbd.ts';
import { mbgNbd } from '../../../../shared/scoring/models/mbg-nbd.ts';
import { addValueOf, emptyValueCells, weightedMeans } from '../../../../shared/scoring/models/value-cells.ts';
import { weightedHistories } from '../../../../shared/scoring/models/weighted-histories.ts';
import { realData } from '../../../real-data.ts';
import { type CdnowCustomer, readCdnow } from './cdnow.ts';
import { columnsOf } from './histories.ts';

const path = realData('cdnow-sample.txt', 'CDNOW, as published');

const customers = path === undefined ? [] : readCdnow(path);

const cells = emptyHistoryCells();
const values = emptyValueCells();
for (const { history, logGapSum, meanRepeatValue } of customers) {
  addHistory(cells, history, logGapSum);
  if (meanRepeatValue !== undefined) addValueOf(values, history.repeats, meanRepeatValue);
}
const exactly = weightedHistories(cells, 'weeks');

/** Without a prior the fit is the maximum of the likelihood, which is what was published. */
const likelihoodAlone = { priorSpread: Number.POSITIVE_INFINITY };

/** Returns the fit. @throws when there is none */
function requireFit<Parameters>(
  fit:
    | { readonly fitted: true; readonly parameters: Parameters; readonly logLikelihood: number }
    | { readonly fitted: false },
): { readonly parameters: Parameters; readonly logLikelihood: number } {
  if (!fit.fitted) throw new Error(JSON.stringify(fit));
  return fit;
}

describe.skipIf(path === undefined)('CDNOW, as published', () => {
  test('2,357 customers are in as many cells as there are different histories', () => {
    expect(customers).toHaveLength(2357);
    const different = new Set(customers.map(({ history }) => JSON.stringify(history)));
    expect(cells.coarseness).toBe(0);
    expect(cells.byKey.size).toBe(different.size);
  });

  test('BG/NBD: r .243, α 4.414, a .793, b 2.426 and LL −9582.4', () => {
    const { parameters, logLikelihood } = requireFit(fitPurchases(bgNbd, exactly, likelihoodAlone));
    expect(parameters.r).toBeCloseTo(0.243, 3);
    expect(parameters.alpha).toBeCloseTo(4.414, 3);
    expect(parameters.a).toBeCloseTo(0.793, 3);
    expect(parameters.b).toBeCloseTo(2.426, 3);
    expect(logLikelihood).toBeCloseTo(-9582.4292, 4);
  });

  test('BG/NBD: LL −9582.4292, or −9582.4256 with weeks rounded to two decimals as in the paper’s spreadsheet', () => {
    const rounded = columnsOf(
      customers.map(({ history }) => ({
        x: history.repeats,
        tx: Math.round((history.lastAfterDays / 7) * 100) / 100,
        T: Math.round((history.ageDays / 7) * 100) / 100,
      })),
    );
    const { parameters, logLikelihood } = requireFit(fitPurchases(bgNbd, rounded, likelihoodAlone));
    expect(logLikelihood).toBeCloseTo(-9582.4256, 4);
    expect(parameters.alpha).toBeCloseTo(4.414, 3);
  });

  test('MBG/NBD: r .525, α 6.183, a .891, b 1.614', () => {
    const { parameters } = requireFit(fitPurchases(mbgNbd, exactly, likelihoodAlone));
    expect(parameters.r).toBeCloseTo(0.525, 3);
    expect(parameters.alpha).toBeCloseTo(6.183, 3);
    expect(parameters.a).toBeCloseTo(0.891, 3);
    expect(parameters.b).toBeCloseTo(1.614, 3);
  });

  test('MBG/CNBD-2 and -3: log-likelihoods −9853.3 and −10394.4, so orders come at random', () => {
    const [ofOne = 0, ...ofMore] = [mbgNbd, mbgCnbd(2), mbgCnbd(3)].map(
      (process) => requireFit(fitPurchases(process, exactly)).logLikelihood,
    );
    expect(ofOne).toBeCloseTo(-9582.1, 1);
    expect(ofMore.map((one) => one.toFixed(1))).toEqual(['-9853.3', '-10394.4']);
  });

  test('Gamma-Gamma: p 6.25, q 3.74, v 15.44', () => {
    const { parameters } = requireFit(fitGammaGamma(weightedMeans(values), likelihoodAlone));
    expect(parameters.p).toBeCloseTo(6.25, 2);
    expect(parameters.q).toBeCloseTo(3.744, 3);
    expect(parameters.v).toBeCloseTo(15.44, 2);
  });

  test('by week 78, BG/NBD has predicted 4% too few repeat purchases, with or without the prior', () => {
    const actual = customers.reduce((sum, { repeatsInAll }) => sum + repeatsInAll, 0);
    const newcomer = { x: 0, tx: 0, T: 0 };
    const predict = (one: CdnowCustomer, options = {}) =>
      bgNbd.expectedOrders(
        requireFit(fitPurchases(bgNbd, exactly, options)).parameters,
        newcomer,
        one.daysInAll / 7,
      );
    for (const options of [likelihoodAlone, {}]) {
      const byDays = new Map<number, number>();
      const total = customers.reduce((sum, one) => {
        const expected = byDays.get(one.daysInAll) ?? predict(one, options);
        byDays.set(one.daysInAll, expected);
        return sum + expected;
      }, 0);
      console.log(
        `CDNOW, week 78: predicted ${total.toFixed(0)} of ${actual} (${((total / actual - 1) * 100).toFixed(2)}%)`,
      );
      expect(total / actual - 1).toBeCloseTo(-0.041, 2);
    }
  });

  test('the prior hardly changes what the data determine', () => {
    for (const process of [bgNbd, mbgNbd]) {
      const without = requireFit(fitPurchases(process, exactly, likelihoodAlone));
      const withPrior = requireFit(fitPurchases(process, exactly));
      expect(without.logLikelihood - withPrior.logLikelihood).toBeLessThan(0.02);
      for (const name of ['r', 'alpha', 'a', 'b'] as const) {
        expect(Math.abs(withPrior.parameters[name] / without.parameters[name] - 1)).toBeLessThan(0.015);
      }
    }
    const without = requireFit(fitGammaGamma(weightedMeans(values), likelihoodAlone));
    const withPrior = requireFit(fitGammaGamma(weightedMeans(values)));
    expect(without.logLikelihood - withPrior.logLikelihood).toBeLessThan(0.01);
  });
});
