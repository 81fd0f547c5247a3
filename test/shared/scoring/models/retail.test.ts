import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addDays, dayIn, plainDate } from '../../../../shared/calendar.ts';
import { readActivities } from '../../../../shared/import/activities.ts';
import type { ImportedActivity } from '../../../../shared/import/activity.ts';
import { openSource } from '../../../../shared/import/file.ts';
import { presetNamed } from '../../../../shared/import/presets.ts';
import { openTable } from '../../../../shared/import/table.ts';
import { currencySchema } from '../../../../shared/money.ts';
import { foldActivity } from '../../../../shared/profile/fold.ts';
import { areaUnderCurve, calibrationOf } from '../../../../shared/scoring/models/calibration.ts';
import { addHistory, emptyHistoryCells } from '../../../../shared/scoring/models/history-cells.ts';
import { fitModel } from '../../../../shared/scoring/models/model.ts';
import { historyOf, outlooksBy } from '../../../../shared/scoring/models/outlook.ts';
import { addValueOf, emptyValueCells } from '../../../../shared/scoring/models/value-cells.ts';

const folder = process.env['REKINDLE_DATA'];
if (folder === undefined) {
  console.warn('Skipped: foretelling a gift shop. Set REKINDLE_DATA to a folder with online-retail.csv.gz.');
}

const timeZone = 'Europe/London';
const split = plainDate('2011-08-31');
const horizonDays = 100;
const end = addDays(split, horizonDays);

async function activityByCustomer(): Promise<Map<string, ImportedActivity[]>> {
  const { name, bytes } = await openSource(join(folder ?? '', 'online-retail.csv.gz'));
  const byCustomer = new Map<string, ImportedActivity[]>();
  const activities = readActivities({
    table: await openTable(bytes, { name }),
    mapping: presetNamed('uci-online-retail'),
    settings: { timeZone, currency: currencySchema.parse('GBP') },
  });
  for await (const { customerId, activity } of activities) {
    const known = byCustomer.get(customerId);
    if (known === undefined) byCustomer.set(customerId, [activity]);
    else known.push(activity);
  }
  return byCustomer;
}

const dayOf = (one: ImportedActivity) => dayIn(timeZone, one.type === 'order' ? one.order.placedAt : one.at);

test.skipIf(folder === undefined)(
  'a gift shop’s next hundred days are foretold from its first nine months',
  { timeout: 120_000 },
  async () => {
    const customers = [...(await activityByCustomer()).values()].flatMap((activity) => {
      const { orders: facts } = foldActivity(
        activity.filter((one) => dayOf(one) <= split),
        timeZone,
      );
      if (facts === undefined) return [];
      const later = activity.filter((one) => one.type === 'order' && dayOf(one) > split && dayOf(one) <= end);
      return [{ history: historyOf(facts, split), orders: new Set(later.map(dayOf)).size }];
    });
    const histories = emptyHistoryCells();
    const values = emptyValueCells();
    for (const { history } of customers) {
      addHistory(histories, history);
      if (history.repeats > 0) addValueOf(values, history.repeats + 1, history.meanValue ?? 0);
    }
    const fit = fitModel(histories, values, split);
    if (!fit.fitted) throw new Error(fit.reason);
    const outlook = outlooksBy(fit.model, horizonDays);
    const calibration = calibrationOf(
      customers.map(({ history, orders }) => ({ ...outlook(history), orders })),
    );
    const aucBy = (scoreOf: (one: (typeof customers)[number]['history']) => number) =>
      areaUnderCurve(
        customers.map(({ history, orders }) => ({ score: scoreOf(history), isPositive: orders > 0 })),
      );
    const byFrequency = aucBy((history) => history.repeats);
    const byRecency = aucBy((history) => history.lastAfterDays - history.ageDays);

    console.log(JSON.stringify(fit.model));
    console.log(
      `Retail: AUC of P(order) ${calibration.auc?.toFixed(4)} (frequency alone ${byFrequency?.toFixed(4)}, recency ${byRecency?.toFixed(4)}); ${calibration.orders} orders came for ${calibration.expectedOrders.toFixed(0)} foretold, a factor of ${calibration.factor?.toFixed(3)}`,
    );
    console.table(
      calibration.deciles.map((decile) => ({
        customers: decile.customers,
        'P(order)': decile.chanceOfOrder.toFixed(3),
        ordered: decile.ordered.toFixed(3),
        'orders foretold': decile.expectedOrders.toFixed(0),
        orders: decile.orders,
      })),
    );
    expect(customers).toHaveLength(3317);
    expect(calibration.auc).toBeGreaterThan(0.73);
    expect(calibration.auc).toBeGreaterThan(byFrequency ?? 1);
    expect(byFrequency).toBeCloseTo(0.722, 3);
    expect(byRecency).toBeCloseTo(0.685, 3);
    const shares = calibration.deciles.map((decile) => decile.ordered);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  },
);
