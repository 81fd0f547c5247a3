import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FunctionName } from '../../infra/functions.ts';
import type { Handler } from '../../infra/local/functions.ts';
import { addDays } from '../../shared/calendar.ts';
import { type CommandHooks, hookCommands } from './support/paging.ts';
import {
  duplicatesIn,
  firstNight,
  lastDayBeforeSilence,
  nightsLater,
  openShop,
  orderOf,
  regularOrders,
  type Shop,
} from './support/shop.ts';
import { essence, essenceOf, readTables, restoreTables } from './support/world.ts';

const threeActions = `
name: Win back
audience: { lifecycle: [silent] }
holdout: 10%
steps:
  - after: 0d
    email: { template: note }
  - after: 0d
    coupon: { percentOff: 15, validFor: 14d, template: gift }
  - after: 0d
    callback: { script: win-back, within: 3d }
`;

const hooks: CommandHooks = hookCommands();
let shop: Shop;
/** Wraps every handler that the workflows call. */
let around: (name: FunctionName, handler: Handler) => Handler;
let calls: FunctionName[];
const recordCall =
  (name: FunctionName, handler: Handler): Handler =>
  (event, context) => {
    calls.push(name);
    return around(name, handler)(event, context);
  };
/** Gaps that make a third of the crowd silent; it is too small for a model of its own. */
const settings = { lifecycle: { assumedGapsDays: { active: 60, cooling: 120, silent: 240 } } };
beforeEach(async () => {
  calls = [];
  around = (_name, handler) => handler;
  shop = await openShop({ around: recordCall, settings });
  await shop.publish('win-back', threeActions);
});
afterEach(async () => {
  hooks.pageSize = undefined;
  hooks.before = undefined;
  hooks.after = undefined;
  await shop.stack.close();
});

/** Orders of customers in all lifecycles, with different gaps and amounts, so that every cut point divides them. */
const crowd = (): object[] =>
  Array.from({ length: 32 }, (_, index) => {
    const lastDay = addDays(firstNight, -3 - index * 12);
    const lastGap = 10 + ((index * 71) % 300);
    const total = 1_000 + ((index * 7_919) % 90_000);
    return [0, -lastGap].map((days) => orderOf(`customer-${index}`, addDays(lastDay, days), { total }));
  }).flat();

const timesCalled = (name: FunctionName) => calls.filter((called) => called === name).length;

/** An item without the length of the staff's queue. */
const withoutQueue = ([name, item]: [string, unknown]): [string, unknown] => [
  name,
  JSON.parse(JSON.stringify(item, (key, value: unknown) => (key === 'callbacks' ? undefined : value))),
];

/** What a night leaves behind, except how its scans were divided. */
async function readResult() {
  const tables = essenceOf(await readTables());
  const isOfSegments = (name: string) => /^control (measuring#|rescoring#|sample )/.test(name);
  return {
    ...Object.fromEntries(Object.entries(tables).filter(([name]) => !isOfSegments(name))),
    sample: (await shop.store.samples.of(firstNight)).toSorted((one, other) =>
      one.customerId < other.customerId ? -1 : 1,
    ),
    mails: [...shop.mailKeys()].sort(),
  };
}

describe('The two passes of a night', () => {
  test('give the same population, classes and journeys over any number of scan segments', async () => {
    await shop.receive(...crowd());
    const before = await readTables();
    const results: Record<string, unknown>[] = [];
    for (const totalSegments of [1, 2, 17]) {
      await restoreTables(before);
      around = (name, handler) => async (event, context) => {
        const answer = await handler(event, context);
        if (name !== 'open-night') return answer;
        const segments = Array.from({ length: totalSegments }, (_, segment) => ({
          segment,
          totalSegments,
          date: firstNight,
        }));
        return { ...(answer as object), segments };
      };
      calls = [];
      const mailsBefore = shop.mailKeys().length;
      const { executionArn } = shop.stack.stepFunctions.startExecution({
        stateMachine: 'nightly-rescore',
        input: { date: firstNight },
      });
      expect(await shop.waitForEnd(executionArn)).toMatchObject({ status: 'SUCCEEDED' });
      await shop.stack.idle();
      expect(timesCalled('measure-population')).toBe(totalSegments);
      const { mails, ...tables } = await readResult();
      const newMails = shop.mailKeys().slice(mailsBefore);
      // Step Functions keeps the names of executions, so it starts no task of the first round again.
      const isTask = (name: string) => name.includes('callback#');
      results.push({
        ...Object.fromEntries(
          Object.entries(tables)
            .filter(([name]) => !isTask(name))
            .map(withoutQueue),
        ),
        mails: [...newMails].sort(),
      });
      expect(mails).toBeDefined();
    }
    const [whole, ...divided] = results;
    expect(Object.keys(whole ?? {}).length).toBeGreaterThan(120);
    for (const one of divided) expect(one).toEqual(whole);
    expect(whole?.['sample']).toHaveLength(32);
    const population = await shop.store.nights.population(firstNight);
    expect(population).toMatchObject({ customers: 32, repeatCustomers: 32, gaps: { source: 'assumed' } });
  });
});

describe('A function that runs out of time', () => {
  const hurry = () => {
    hooks.pageSize = 3;
    around = (_name, handler) => (event) => handler(event, { getRemainingTimeInMillis: () => 1_000 });
  };

  test('stops after the current page, continues there when it is called again, and gives the same result', async () => {
    await shop.receive(...crowd());
    const before = await readTables();
    await shop.runNight(firstNight);
    const unhurried = await readResult();
    expect(timesCalled('rescore-and-enrol')).toBe(2);
    await shop.stack.close();
    // A new shop, because Step Functions keeps the tasks of the first.
    shop = await openShop({ around: recordCall, settings });
    await restoreTables(before);
    calls = [];
    hurry();
    await shop.runNight(firstNight);
    for (const name of ['measure-population', 'rescore-and-enrol'] as const)
      expect(timesCalled(name)).toBeGreaterThanOrEqual(32 / 3);
    expect(timesCalled('run-step')).toBeGreaterThan(3 * 2);
    const withoutUrl = (value: unknown) =>
      JSON.parse(JSON.stringify(value).replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, 'api')) as unknown;
    expect(withoutUrl(await readResult())).toEqual(withoutUrl(unhurried));
  });

  test('has saved its progress every few pages, and a crash costs no more than those', async () => {
    await shop.receive(...crowd());
    hooks.pageSize = 1;
    let scans = 0;
    hooks.before = async (command) => {
      if (command === 'ScanCommand') scans += 1;
      if (command === 'ScanCommand' && scans === 9) throw new Error('power cut');
    };
    const measure = shop.stack.handlers.get('measure-population');
    const event = { date: firstNight, segment: 0, totalSegments: 1 };
    const time = { getRemainingTimeInMillis: () => 900_000 };
    await expect(measure?.(event as never, time as never)).rejects.toThrow('power cut');
    expect(await shop.store.nights.findMeasuring(firstNight, 0)).toMatchObject({
      isDone: false,
      next: expect.anything(),
    });
  });

  test('does not measure a page again when a later page fails', async () => {
    await shop.receive(...crowd());
    hurry();
    let isBroken = true;
    const scanned: string[] = [];
    hooks.before = async (command, input) => {
      if (command !== 'ScanCommand') return;
      scanned.push(JSON.stringify([input['Segment'], input['ExclusiveStartKey']]));
      if (scanned.length === 8 && isBroken) {
        isBroken = false;
        throw new Error('throttled for too long');
      }
    };
    await shop.runNight(firstNight);
    // In each pass, each page is read once to be processed and once ahead of time; the one that failed is read again.
    expect(scanned.length).toBeLessThanOrEqual(new Set(scanned).size * 4 + 2);
    expect(await shop.store.nights.population(firstNight)).toMatchObject({ customers: 32 });
    expect((await shop.store.nights.get(firstNight)).progress).toMatchObject({ report: { customers: 32 } });
  });
});

describe('Orders that arrive while the night runs', () => {
  test('between the reading and the scoring of a profile are not lost, and are included in the score', async () => {
    await shop.receive(
      ...['ann', 'bob'].flatMap((name) => regularOrders(name, lastDayBeforeSilence(firstNight))),
    );
    await shop.passUntil(Date.parse(`${firstNight}T04:00:00Z`));
    const isMeasured = () => timesCalled('fit-population') > 0;
    let isFirst = true;
    hooks.after = async (command, page) => {
      if (command !== 'ScanCommand' || !isMeasured() || !isFirst) return;
      if (!JSON.stringify(page).includes('"customerId":"ann"')) return;
      isFirst = false;
      await shop.receive(orderOf('ann', addDays(firstNight, -1)));
    };
    await shop.runNight(firstNight);
    expect(isFirst).toBe(false);
    expect(await shop.profile('ann')).toMatchObject({
      orders: { count: 4, lastDay: addDays(firstNight, -1) },
      classes: { lifecycle: { is: 'active' } },
    });
    expect((await shop.profile('ann')).enrolments).toEqual({});
    expect(await shop.profile('bob')).toMatchObject({ enrolments: { 'win-back': { on: firstNight } } });
    expect([...(await shop.enrolments('win-back')).keys()]).toEqual(['bob']);
  });

  test('between the scoring and the writing of a profile are not lost, however often this happens', async () => {
    await shop.receive(...regularOrders('ann', addDays(firstNight, -20)));
    await shop.passUntil(Date.parse(`${firstNight}T04:00:00Z`));
    let orders = 0;
    hooks.before = async (command, input) => {
      if (command !== 'UpdateCommand' || !String(input['TableName']).endsWith('customers') || orders === 5)
        return;
      orders += 1;
      await shop.receive(orderOf('ann', addDays(firstNight, -orders)));
    };
    expect(await shop.runNight(firstNight)).toMatchObject({ status: 'SUCCEEDED' });
    expect(orders).toBe(5);
    expect(await shop.profile('ann')).toMatchObject({
      orders: { count: 8, lastDay: addDays(firstNight, -1) },
      classes: { lifecycle: { is: 'active' }, traits: expect.arrayContaining(['loyal']) },
    });
  });

  test('do not overwrite what the night decides meanwhile', async () => {
    await shop.receive(...regularOrders('ann', lastDayBeforeSilence(firstNight)));
    await shop.passUntil(Date.parse(`${firstNight}T04:00:00Z`));
    let isFirst = true;
    hooks.before = async (command, input) => {
      // The order's handler has read the profile and is about to write it; the whole night runs in between.
      if (command !== 'PutCommand' || !String(input['TableName']).endsWith('customers') || !isFirst) return;
      isFirst = false;
      await shop.runNight();
    };
    await shop.receive(orderOf('ann', addDays(firstNight, -1)));
    expect(isFirst).toBe(false);
    expect(await shop.profile('ann')).toMatchObject({
      orders: { count: 4 },
      classes: { lifecycle: { is: 'silent' } },
      enrolments: { 'win-back': { on: firstNight } },
    });
  });

  test('are all stored in the end when many arrive at the same time', async () => {
    const names = Array.from({ length: 15 }, (_, index) => `customer-${index}`);
    await shop.receive(
      ...names.flatMap((name, index) => regularOrders(name, addDays(firstNight, -10 * index - 1))),
    );
    await shop.passUntil(Date.parse(`${firstNight}T04:00:00Z`));
    const [night] = await Promise.all([
      shop.runNight(),
      ...[1, 2, 3].map((day) =>
        shop.receive(...names.map((name) => orderOf(name, addDays(firstNight, -day)))),
      ),
    ]);
    expect(night).toMatchObject({ status: 'SUCCEEDED' });
    for (const name of names)
      expect(await shop.profile(name)).toMatchObject({ orders: { count: 6 }, classes: expect.any(Object) });
    expect(duplicatesIn(shop.mailKeys())).toEqual([]);
    await shop.runNight(nightsLater(1));
    expect((await shop.store.nights.get(nightsLater(1))).progress).toMatchObject({
      report: { customers: 15, lifecycles: { active: 15 } },
    });
    expect(essence(await shop.store.cohorts.unfinished())).toEqual([]);
  });
});
