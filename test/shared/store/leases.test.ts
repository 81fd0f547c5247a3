import { afterAll, beforeAll, expect, test } from 'vitest';
import { instant } from '../../../shared/calendar.ts';
import { startTables, type Tables } from '../../functions/setup.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.close());

const ten = instant('2026-12-01T10:00:00Z');
const eleven = instant('2026-12-01T11:00:00Z');
const mine = { by: 'mine', until: eleven };
const theirs = { by: 'theirs', until: instant('2026-12-01T12:00:00Z') };

test('a lease has one holder at a time, until it is given back or has run out', async () => {
  const { leases } = tables.store;
  expect(await leases.take('admins', mine, ten)).toBe(true);
  expect(await leases.take('admins', theirs, ten)).toBe(false);
  expect(await leases.take('something else', theirs, ten)).toBe(true);
  await leases.free('admins', theirs);
  expect(await leases.take('admins', theirs, ten)).toBe(false);
  await leases.free('admins', mine);
  expect(await leases.take('admins', theirs, ten)).toBe(true);
});

test('one that has run out is taken by one of those who want it, and its holder gives back nothing', async () => {
  const { leases } = tables.store;
  await leases.take('night', mine, ten);
  const others = ['a', 'b', 'c'].map((by) => leases.take('night', { by, until: theirs.until }, eleven));
  expect((await Promise.all(others)).filter(Boolean)).toHaveLength(1);
  await leases.free('night', mine);
  expect(await leases.take('night', theirs, eleven)).toBe(false);
});
