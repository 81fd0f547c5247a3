import { afterAll, beforeAll, expect, test } from 'vitest';
import { instant } from '../../../shared/calendar.ts';
import { customerIdSchema } from '../../../shared/ids.ts';
import { startTables, type Tables } from '../../functions/setup.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.close());

const customerId = customerIdSchema.parse('c1');

test('the meter counts every kind of read as read units, and writes as write units', async () => {
  const { capacity, customers, activity } = tables.store;
  await activity.record(customerId, {
    type: 'suppression',
    id: 's1',
    at: instant('2026-01-01T00:00:00Z'),
    channel: 'phone',
    reason: 'do-not-call',
  });
  capacity.take();
  await customers.save(
    {
      customerId,
      contact: {},
      consents: {},
      suppressions: {},
      cancelledOrders: 0,
      enrolments: {},
      openEnrolments: [],
    },
    0,
  );
  expect(capacity.take()).toEqual({ readUnits: 0, writeUnits: 1 });
  for (const read of [
    () => customers.find(customerId),
    () => customers.findAll([customerId]),
    () => customers.pages({ segment: 0, totalSegments: 1 }).next(),
    () => activity.allOf(customerId),
  ]) {
    await read();
    const { readUnits, writeUnits } = capacity.take();
    expect(readUnits).toBeGreaterThan(0);
    expect(writeUnits).toBe(0);
  }
});
