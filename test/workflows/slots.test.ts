import { afterEach, describe, expect, test } from 'vitest';
import { startScheduler } from '../../infra/local/scheduler.ts';
import { addDays, instantFromMs, plainDate } from '../../shared/calendar.ts';
import { createFaults } from './support/faults.ts';
import {
  firstNight,
  lastDayBeforeSilence,
  nightsLater,
  openShop,
  regularOrders,
  type Shop,
} from './support/shop.ts';

let shop: Shop;
let stop: () => void = () => undefined;
afterEach(async () => {
  stop();
  await shop.stack.close();
});

const fileOf = (more: string, priority = 50) => `
name: A campaign
audience: { lifecycle: [silent] }
holdout: 0%
stopAt: end
priority: ${priority}
steps:
${more}`;

const atOnce = fileOf('  - { after: 0d, email: { template: note } }');

async function receiveSilent(customers: Readonly<Record<string, object>>) {
  for (const [id, contact] of Object.entries(customers))
    await shop.receive(...regularOrders(id, lastDayBeforeSilence(firstNight), { customer: contact }));
}

const timesOf = (customer: string) =>
  shop.mailsTo(customer).map(({ atMs }) => instantFromMs(atMs).slice(0, 16));

describe('An email of the night', () => {
  test('waits for the end of quiet hours where each customer lives, and goes out within a minute of it', async () => {
    shop = await openShop({ settings: { limits: { email: [] } } });
    await shop.publish('win-back', atOnce);
    await receiveSilent({
      london: { country: 'GB' },
      berlin: { country: 'DE' },
      york: { country: 'US' },
      auckland: { country: 'NZ' },
    });
    await shop.runNight(firstNight);
    await shop.passWithCampaigns(Date.parse(`${firstNight}T16:00:00Z`));
    expect(timesOf('auckland')).toEqual([`${firstNight}T04:00`]);
    expect(timesOf('berlin')).toEqual([`${firstNight}T06:00`]);
    expect(timesOf('london')).toEqual([`${firstNight}T07:00`]);
    expect(timesOf('york')).toEqual([`${firstNight}T13:00`]);
    expect(await shop.store.cohorts.unfinished()).toEqual([]);
    expect(await shop.store.due.firstAfter(instantFromMs(0))).toBeUndefined();
  });

  test('is held back again in the evening when it could not go out during the day', async () => {
    shop = await openShop({ settings: { limits: { email: [] } } });
    await shop.publish('win-back', atOnce);
    await receiveSilent({ london: { country: 'GB' } });
    await shop.runNight(firstNight);
    await shop.passUntil(Date.parse(`${firstNight}T21:30:00Z`));
    await shop.runCampaigns();
    expect(timesOf('london')).toEqual([]);
    await shop.passWithCampaigns(Date.parse(`${nightsLater(1)}T03:59:00Z`));
    expect(timesOf('london')).toEqual([]);
    await shop.passWithCampaigns(Date.parse(`${nightsLater(1)}T09:00:00Z`));
    expect(timesOf('london')).toEqual([`${nightsLater(1)}T07:00`]);
  });
});

describe('A step at an hour', () => {
  test('runs at that hour of the customer on the weekdays that it may', async () => {
    shop = await openShop();
    await shop.publish(
      'win-back',
      fileOf("  - { after: 1d, at: '10:00', on: [mon], email: { template: note } }"),
    );
    await receiveSilent({ london: { country: 'GB' }, tokyo: { country: 'JP' } });
    await shop.runNight(firstNight);
    const monday = [1, 2, 3, 4, 5, 6, 7].map(nightsLater).find((day) => new Date(day).getUTCDay() === 1);
    await shop.passWithCampaigns(Date.parse(`${monday}T12:00:00Z`));
    expect(timesOf('tokyo')).toEqual([`${monday}T01:00`]);
    expect(timesOf('london')).toEqual([`${monday}T09:00`]);
  });
});

describe('A step at an hour on days when clocks change', () => {
  test.each([
    ['GB', '2026-10-24', ['2026-10-24T09:00', '2026-10-25T10:00']],
    ['GB', '2027-03-27', ['2027-03-27T10:00', '2027-03-28T09:00']],
    ['NZ', '2026-09-25', ['2026-09-25T22:00', '2026-09-26T21:00']],
  ])('keeps its hour for a customer in %s who enters on %s', async (country, entered, expected) => {
    const night = plainDate(entered);
    shop = await openShop({ startsAtMs: Date.parse(`${addDays(night, -1)}T20:00:00Z`) });
    const step = (after: string) => `  - { after: ${after}, at: '10:00', email: { template: note } }`;
    await shop.publish('win-back', fileOf([step('0d'), step('1d')].join('\n')));
    await shop.receive(...regularOrders('ada', lastDayBeforeSilence(night), { customer: { country } }));
    await shop.runNight(night);
    await shop.passWithCampaigns(Date.parse(`${addDays(night, 2)}T12:00:00Z`));
    expect(timesOf('ada')).toEqual(expected);
  });
});

describe('The starter', () => {
  test('starts nothing while nothing is due, and one run when it is called twice in a minute', async () => {
    shop = await openShop({ settings: { limits: { email: [] } } });
    await shop.publish('win-back', atOnce);
    await receiveSilent({ london: { country: 'GB' } });
    await shop.runNight(firstNight);
    const runs = () =>
      shop.stack.stepFunctions.listExecutions({ stateMachine: 'run-campaigns' }).items.length;
    const before = runs();
    await shop.stack.startCampaigns();
    expect(runs()).toBe(before);
    await shop.passUntil(Date.parse(`${firstNight}T07:00:00Z`));
    await Promise.all([shop.stack.startCampaigns(), shop.stack.startCampaigns()]);
    await shop.stack.idle();
    expect(runs()).toBe(before + 1);
    expect(timesOf('london')).toEqual([`${firstNight}T07:00`]);
  });

  test('starts nothing for a campaign that is paused, and goes on once it is resumed', async () => {
    shop = await openShop({ settings: { limits: { email: [] } } });
    await shop.publish('win-back', atOnce);
    await receiveSilent({ london: { country: 'GB' } });
    await shop.runNight(firstNight);
    await shop.pause('win-back');
    await shop.passUntil(Date.parse(`${firstNight}T08:58:00Z`));
    stop = startScheduler(shop.stack, 'UTC');
    await shop.passUntil(Date.parse(`${firstNight}T09:00:00Z`));
    expect(timesOf('london')).toEqual([]);
    await shop.resume('win-back');
    await shop.passUntil(Date.parse(`${firstNight}T09:02:00Z`));
    expect(timesOf('london')).toHaveLength(1);
  });

  test('does not begin a step that another run is working on, and takes over from one that died', async () => {
    const faults = createFaults();
    shop = await openShop({ settings: { limits: { email: [] } }, around: faults.around });
    await shop.publish('win-back', atOnce);
    await receiveSilent({ london: { country: 'GB' } });
    await shop.runNight(firstNight);
    await shop.passUntil(Date.parse(`${firstNight}T07:00:00Z`));
    const { stepFunctions } = shop.stack;
    let seen = 0;
    faults.before('run-step', async () => {
      seen += 1;
      if (seen > 1) return;
      const running = () =>
        stepFunctions.listExecutions({ stateMachine: 'run-campaigns', status: 'RUNNING' }).items;
      const [first] = running();
      await shop.stack.startCampaigns();
      expect(running()).toHaveLength(1);
      if (first !== undefined) stepFunctions.stopExecution(first.executionArn);
    });
    await shop.runCampaigns();
    await shop.passUntil(Date.parse(`${firstNight}T07:01:00Z`));
    await shop.stack.startCampaigns();
    await shop.stack.idle();
    expect(seen).toBe(2);
    expect(timesOf('london')).toHaveLength(1);
  });
});

describe('Two campaigns that are due together', () => {
  test.each([
    ['b', 40, 60],
    ['a', 50, 50],
  ])(
    'reach a customer whom the caps let one message have by priority, then by id: %s',
    async (first, a, b) => {
      shop = await openShop({
        settings: { limits: { email: { messages: 1, withinDays: 1 }, quietHours: 'none' } },
      });
      await shop.publish('a', fileOf('  - { after: 0d, email: { template: note } }', a));
      await shop.publish('b', fileOf('  - { after: 0d, email: { template: note } }', b));
      await receiveSilent({ ada: {} });
      await shop.runNight(firstNight);
      const other = first === 'a' ? 'b' : 'a';
      expect((await shop.delivery(first, 'ada', 0))?.state).toBe('sent');
      expect(await shop.delivery(other, 'ada', 0)).toMatchObject({ state: 'skipped', reason: 'capped' });
    },
  );
});
