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
      stored: { created: 3, updated: 0, unchanged: 0 },
      rejected: { 'no-price': 1 },
      rowsRejected: 1,
      contactsLeftOut: {},
    });
  });

  test('folds every customer in the file, after all activity is stored', async () => {
    const { sink, stored, folded } = memorySink();
    const storedAtFold: number[] = [];
    await importFile({
      sink: {
        ...sink,
        complete: async (id) => {
          storedAtFold.push(stored.size);
          await sink.complete(id);
        },
      },
    });
    expect(folded.sort()).toEqual(['10', '7', '8', '9']);
    expect(storedAtFold).toEqual([3, 3, 3, 3]);
  });

  test('changes nothing when it is run again', async () => {
    const { sink, stored } = memorySink();
    await importFile({ sink });
    const before = new Map(stored);
    expect((await importFile({ sink })).stored).toEqual({ created: 0, updated: 0, unchanged: 3 });
    expect(stored).toEqual(before);
  });

  test('is completed by running it again after a crash at any call', async () => {
    const whole = memorySink();
    await importFile({ sink: whole.sink });
    const calls = whole.stored.size + whole.folded.length;
    for (let crashAt = 1; crashAt <= calls; crashAt++) {
      const { sink, stored, folded } = memorySink();
      let call = 0;
      const crash = () => {
        if (++call >= crashAt) throw new Error('the power failed');
      };
      const failing: ImportOptions['sink'] = {
        record: async (...fact) => {
          crash();
          return sink.record(...fact);
        },
        complete: async (id) => {
          crash();
          await sink.complete(id);
        },
      };
      await expect(importFile({ sink: failing, concurrency: 2 })).rejects.toThrow('the power failed');
      await importFile({ sink });
      expect(stored).toEqual(whole.stored);
      expect(new Set(folded)).toEqual(new Set(whole.folded));
    }
  });

  test('keeps to its limit of concurrent calls, and stops reading while it waits for them', async () => {
    const rows = Array.from({ length: 400 }, (_, index) => uciRow({ id: `${index}` }));
    let inProgress = 0;
    let most = 0;
    let recorded = 0;
    const work = async () => {
      most = Math.max(most, ++inProgress);
      await new Promise((resolve) => setTimeout(resolve, 1));
      inProgress--;
    };
    const { sink } = memorySink();
    const table = await tableOf(uciFile(...rows), {}, [500]);
    let rowsRead = 0;
    async function* countRows() {
      for await (const batch of table.rows) {
        rowsRead += batch.length;
        expect(rowsRead - recorded).toBeLessThan(100);
        yield batch;
      }
    }
    await importOrders({
      table: { ...table, rows: countRows() },
      mapping: uci,
      settings: london,
      observedAt,
      windowRows: 20,
      concurrency: 4,
      sink: {
        record: async (...fact) => {
          await work();
          recorded++;
          return sink.record(...fact);
        },
        complete: work,
      },
    });
    expect(recorded).toBe(400);
    expect(most).toBe(4);
  });

  test('starts nothing new after a failure, and waits for calls in progress', async () => {
    const rows = Array.from({ length: 100 }, (_, index) => uciRow({ id: `${index}` }));
    let inProgress = 0;
    let calls = 0;
    const record = async () => {
      calls++;
      inProgress++;
      await new Promise((resolve) => setTimeout(resolve, 2));
      inProgress--;
      throw new Error('no room');
    };
    const importing = importFile(
      { sink: { record, complete: async () => {} }, concurrency: 8 },
      uciFile(...rows),
    );
    await expect(importing).rejects.toThrow('no room');
    expect(inProgress).toBe(0);
    expect(calls).toBeLessThanOrEqual(8);
  });

  test('reports its progress', async () => {
    const reports: ImportProgress[] = [];
    await importFile({ sink: memorySink().sink, onProgress: (progress) => reports.push(progress) });
    expect(reports.filter(({ phase }) => phase === 'record').map(({ done }) => done)).toEqual([1, 2, 3]);
    expect(reports.at(-1)).toEqual({ phase: 'fold', done: 4, total: 4 });
  });
});
