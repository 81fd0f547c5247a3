import { describe, expect, test } from 'vitest';
import { type ImportOptions, type ImportProgress, importOrders } from '../../../connectors/csv/import.ts';
import { instant } from '../../../shared/calendar.ts';
import { london, memorySink, tableOf, uci, uciFile, uciRow } from './files.ts';

const file = uciFile(
  uciRow({ id: '1', customer: '7', price: '0.001', quantity: '4' }),
  uciRow({ id: '2', customer: '8', price: '10.00' }),
  uciRow({ id: 'C3', customer: '9', quantity: '-1' }),
  uciRow({ id: '4', customer: '10', price: '0' }),
  uciRow({ id: '5', customer: '' }),
  uciRow({ id: 'C6', customer: '', quantity: '-1' }),
);

const observedAt = instant('2026-11-26T00:00:00Z');

const importFile = async (options: Partial<ImportOptions> & Pick<ImportOptions, 'sink'>, data = file) =>
  importOrders({ table: await tableOf(data), mapping: uci, settings: london, observedAt, ...options });

describe('an import', () => {
  test('reports what was in the file and what was stored', async () => {
    const { sink } = memorySink();
    expect(await importFile({ sink })).toEqual({
      rows: 6,
      rowsWithoutCustomer: 2,
      cancellationRows: 2,
      customers: 4,
      orderIds: 6,
      purchases: { customers: 2, orders: 2, valueMinor: 1000.4, currency: 'GBP' },
      refunds: 1,
      stored: { created: 3, updated: 0, unchanged: 0, erased: 0 },
      rejected: { 'no-price': 1 },
      rowsRejected: 1,
      contactsLeftOut: {},
    });
  });

  test('takes in every customer in the file once, with all their facts or none', async () => {
    const { sink } = memorySink();
    const calls: [string, number][] = [];
    await importFile({
      sink: {
        ...sink,
        takeIn: async (customers) => {
          for (const { customerId, facts } of customers) calls.push([customerId, facts.length]);
          return sink.takeIn(customers);
        },
      },
    });
    expect(calls.sort()).toEqual([
      ['10', 0],
      ['7', 1],
      ['8', 1],
      ['9', 1],
    ]);
  });

  test('changes nothing when it is run again', async () => {
    const { sink, stored } = memorySink();
    await importFile({ sink });
    const before = new Map(stored);
    expect((await importFile({ sink })).stored).toEqual({ created: 0, updated: 0, unchanged: 3, erased: 0 });
    expect(stored).toEqual(before);
  });

  test('is completed by running it again after a crash at any call', async () => {
    const rows = Array.from({ length: 120 }, (_, index) => uciRow({ id: `${index}`, customer: `${index}` }));
    const many = uciFile(...rows);
    const whole = memorySink();
    await importFile({ sink: whole.sink }, many);
    for (let crashAt = 1; crashAt <= 5; crashAt++) {
      const { sink, stored, folded } = memorySink();
      let call = 0;
      const failing: ImportOptions['sink'] = {
        ...sink,
        takeIn: async (customers) => {
          if (++call >= crashAt) throw new Error('the power failed');
          return sink.takeIn(customers);
        },
      };
      await expect(importFile({ sink: failing, concurrency: 2 }, many)).rejects.toThrow('the power failed');
      await importFile({ sink }, many);
      expect(stored).toEqual(whole.stored);
      expect(new Set(folded)).toEqual(new Set(whole.folded));
    }
  });

  test('keeps to its limit of concurrent calls, and starts nothing new after a failure', async () => {
    const rows = Array.from({ length: 400 }, (_, index) => uciRow({ id: `${index}`, customer: `${index}` }));
    const { sink } = memorySink();
    const gates: (() => void)[] = [];
    let most = 0;
    let calls = 0;
    const importing = importFile(
      {
        concurrency: 4,
        sink: {
          ...sink,
          async takeIn(customers) {
            calls += 1;
            await new Promise<void>((resolve) => {
              gates.push(resolve);
              most = Math.max(most, gates.length);
              if (gates.length === 4) for (const open of gates.splice(0)) open();
            });
            if (calls === 8) throw new Error('no room');
            return sink.takeIn(customers);
          },
        },
      },
      uciFile(...rows),
    );
    await expect(importing).rejects.toThrow('no room');
    expect(most).toBe(4);
    expect(calls).toBe(8);
  });

  test('reports its progress', async () => {
    const reports: ImportProgress[] = [];
    await importFile({ sink: memorySink().sink, onProgress: (progress) => reports.push({ ...progress }) });
    expect(reports.at(0)).toEqual({ read: 3, takenIn: 0 });
    expect(reports.at(-1)).toEqual({ read: 3, takenIn: 3 });
  });
});
