import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plainDate } from '../../../shared/calendar.ts';
import { readActivities } from '../../../shared/import/activities.ts';
import type { ImportedActivity } from '../../../shared/import/activity.ts';
import { openSource } from '../../../shared/import/file.ts';
import { presetNamed } from '../../../shared/import/presets.ts';
import { openTable } from '../../../shared/import/table.ts';
import { currencySchema } from '../../../shared/money.ts';
import type { CustomerId } from '../../../shared/orders/order.ts';
import { backtest, type Split, splitHistory } from '../../../shared/scoring/backtest.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';

const folder = process.env['REKINDLE_DATA'];
if (folder === undefined) {
  console.warn('Skipped: foretelling a gift shop. Set REKINDLE_DATA to a folder with online-retail.csv.gz.');
}

const timeZone = 'Europe/London';
const split: Split = { on: plainDate('2011-08-31'), horizonDays: 100 };

async function activityByCustomer(): Promise<Map<CustomerId, ImportedActivity[]>> {
  const { name, bytes } = await openSource(join(folder ?? '', 'online-retail.csv.gz'));
  const byCustomer = new Map<CustomerId, ImportedActivity[]>();
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

test.skipIf(folder === undefined)(
  'a gift shop’s next hundred days are foretold from its first nine months',
  { timeout: 120_000 },
  async () => {
    const activities = [...(await activityByCustomer())];
    const histories = activities.flatMap(
      ([id, activity]) => splitHistory(id, activity, split, timeZone) ?? [],
    );
    const result = backtest(histories, split, defaultSettings);
    if (!result.fitted) throw new Error(result.reason);
    const { calibration, aucByFrequency, aucByRecency } = result;
    console.log(
      `Retail: AUC of P(order) ${calibration.auc?.toFixed(4)} (frequency alone ${aucByFrequency?.toFixed(4)}, recency ${aucByRecency?.toFixed(4)}); ${calibration.orders} orders came for ${calibration.expectedOrders.toFixed(0)} foretold, a factor of ${calibration.factor?.toFixed(3)}`,
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
  },
);
