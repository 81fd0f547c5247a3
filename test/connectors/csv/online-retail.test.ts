import { describe, expect, test } from 'vitest';
import { readActivities } from '../../../connectors/csv/activities.ts';
import { openSource } from '../../../connectors/csv/file.ts';
import { importOrders } from '../../../connectors/csv/import.ts';
import { openTable } from '../../../connectors/csv/table.ts';
import { instant } from '../../../shared/calendar.ts';
import { realData } from '../../real-data.ts';
import { london, memorySink, uci } from './files.ts';

const path = realData('online-retail.csv.gz', 'the import of a real year');

const observedAt = instant('2026-11-26T00:00:00Z');

async function openYear() {
  const { name, bytes } = await openSource(path ?? '');
  return { table: await openTable(bytes, { name }), mapping: uci, settings: london };
}

describe.skipIf(path === undefined)('a real year of a gift shop', () => {
  test('is imported to the penny, and importing it again changes nothing', { timeout: 120_000 }, async () => {
    const { sink, folded } = memorySink();
    const summary = await importOrders({ ...(await openYear()), observedAt, sink });
    expect(summary).toMatchObject({
      rows: 541_909,
      rowsWithoutCustomer: 135_080,
      cancellationRows: 9_288,
      customers: 4_372,
      orderIds: 25_900,
      purchases: { customers: 4_338, orders: 18_532, valueMinor: 891_140_790.4 },
      refunds: 3_654,
      rejected: { 'no-price': 40 },
      stored: { created: 18_532 + 3_654, updated: 0, unchanged: 0 },
    });
    expect(folded).toHaveLength(4_372);
    const again = await importOrders({ ...(await openYear()), observedAt, sink });
    expect(again.stored).toEqual({ created: 0, updated: 0, unchanged: 18_532 + 3_654, erased: 0 });
  });

  test('can be replayed without storing, each order at the position of its last line', {
    timeout: 60_000,
  }, async () => {
    const idsInFile = new Set<string>();
    for await (const rows of (await openYear()).table.rows) {
      for (const row of rows) {
        const id = 'fields' in row ? (row.fields[0] ?? '') : '';
        idsInFile.delete(id);
        idsInFile.add(id);
      }
    }
    const replayed = new Set<string>();
    for await (const { activity } of readActivities(await openYear())) {
      replayed.add(activity.type === 'order' ? activity.order.id : activity.id);
    }
    expect(replayed.size).toBe(18_532 + 3_654);
    expect([...replayed]).toEqual([...idsInFile].filter((id) => replayed.has(id)));
  });
});
