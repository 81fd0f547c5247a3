import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addDays, type PlainDate } from '../../shared/calendar.ts';
import { gatherShopReport } from '../../shared/operations/gather-shop-report.ts';
import { entryDayOf } from '../../shared/slot.ts';
import { createFaults, type Faults } from './support/faults.ts';
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

let shop: Shop;
let faults: Faults;
beforeEach(async () => {
  faults = createFaults();
  shop = await openShop({ around: faults.around });
});
afterEach(() => shop.stack.close());

const campaign = (steps: string, more = '') => `
name: Win back
audience: { lifecycle: [silent] }
holdout: 0%
${more}
steps:
${steps}
`;

const receiveSilent = (...names: readonly string[]) =>
  shop.receive(...names.flatMap((name) => regularOrders(name, lastDayBeforeSilence(firstNight))));
const runNights = async (from: number, to: number) => {
  for (let night = from; night <= to; night += 1) await shop.runNight(nightsLater(night));
};
const stepsSentTo = (customerId: string) => shop.mailsTo(customerId).map(({ tags }) => Number(tags.step));
const raise = async (customerId: string, type: 'Open' | 'Click') => {
  const [mail] = shop.mailsTo(customerId);
  if (mail === undefined) throw new Error(`${customerId} got no mail`);
  shop.stack.ses.raise(mail.id, type === 'Open' ? { type } : { type, link: 'https://shop.example.com' });
  await shop.stack.idle();
};

describe('A step is left out', () => {
  beforeEach(async () => {
    await shop.publish(
      'win-back',
      campaign(
        `
  - after: 0d
    coupon: { percentOff: 20, validFor: 14d, template: gift }
  - after: 1d
    unless: opened
    email: { template: note }
  - after: 2d
    unless: clicked
    email: { template: note }
  - after: 3d
    unless: ordered
    email: { template: note }
  - after: 4d
    unless: redeemed
    email: { template: note }
`,
        'stopAt: end',
      ),
    );
    await receiveSilent('nobody', 'opener', 'clicker', 'buyer', 'redeemer');
    await shop.runNight(firstNight);
    await shop.pass(2);
  });

  test('for the customers that its guard names, and for nobody else', async () => {
    await raise('opener', 'Open');
    await raise('clicker', 'Click');
    await shop.receive(orderOf('buyer', firstNight, { at: `${firstNight}T05:30:00Z` }));
    const code = /[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(shop.mailsTo('redeemer')[0]?.text ?? '')?.[0];
    const used = await shop.request('POST', `/coupons/${code}`, {
      customerId: 'redeemer',
      orderId: 'with-coupon',
    });
    expect(used.status).toBe(200);
    await runNights(1, 4);
    expect(stepsSentTo('nobody')).toEqual([0, 1, 2, 3, 4]);
    expect(stepsSentTo('opener')).toEqual([0, 2, 3, 4]);
    // A click implies an open, even when the mail program does not report one.
    expect(stepsSentTo('clicker')).toEqual([0, 3, 4]);
    expect(stepsSentTo('buyer')).toEqual([0, 1, 2, 4]);
    expect(stepsSentTo('redeemer')).toEqual([0, 1, 2, 3]);
    expect(await shop.delivery('win-back', 'buyer', 3)).toMatchObject({
      state: 'skipped',
      reason: 'ordered',
    });
    expect((await shop.cohort('win-back'))?.steps).toMatchObject({
      1: { tally: { customers: 5, sent: 3, skipped: { opened: 2 } } },
      4: { tally: { customers: 5, sent: 4, skipped: { redeemed: 1 } } },
    });
  });

  test('because of what happened before it runs, not of what happens later', async () => {
    await runNights(1, 3);
    await shop.receive(orderOf('buyer', nightsLater(3), { at: `${nightsLater(3)}T03:59:00Z` }));
    expect(stepsSentTo('buyer')).toEqual([0, 1, 2, 3]);
    await runNights(4, 4);
    expect(stepsSentTo('buyer')).toEqual([0, 1, 2, 3, 4]);
  });

  test('because of an order on the day of entering of which only the day is known', async () => {
    await shop.receive({ ...orderOf('buyer', firstNight), placedAt: firstNight });
    await shop.receive({ ...orderOf('nobody', firstNight), placedAt: nightsLater(-1) });
    await runNights(1, 4);
    expect(stepsSentTo('buyer')).toEqual([0, 1, 2, 4]);
    expect(stepsSentTo('nobody')).toEqual([0, 1, 2, 3, 4]);
    const { campaigns } = await gatherShopReport(shop.store, 10);
    expect(campaigns[0]?.treatedOrdered).toEqual({ of: 5, did: 1 });
  });

  test('because of an order that was placed after entering and uploaded days later', async () => {
    await runNights(1, 2);
    await shop.receive(orderOf('buyer', firstNight, { at: `${firstNight}T05:30:00Z` }));
    await runNights(3, 4);
    expect(stepsSentTo('buyer')).toEqual([0, 1, 2, 4]);
    const { campaigns } = await gatherShopReport(shop.store, 10);
    expect(campaigns[0]?.treatedOrdered).toEqual({ of: 5, did: 1 });
  });

  test('not because of an earlier order that arrives after the customer entered', async () => {
    await shop.receive(orderOf('buyer', addDays(lastDayBeforeSilence(firstNight), -1)));
    await runNights(1, 4);
    expect(stepsSentTo('buyer')).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('A step with a condition', () => {
  test('runs for customers who meet it at that moment', async () => {
    await shop.publish(
      'win-back',
      campaign(`
  - after: 0d
    when: { tier: [gold, platinum] }
    email: { template: note }
  - after: 2d
    when: { tier: [gold, platinum] }
    email: { template: note }
`),
    );
    await shop.receive(
      ...regularOrders('plain', lastDayBeforeSilence(firstNight)),
      ...regularOrders('golden', lastDayBeforeSilence(firstNight), { total: 20_000 }),
      ...regularOrders('rising', lastDayBeforeSilence(firstNight)),
    );
    await shop.runNight(firstNight);
    await shop.receive(orderOf('rising', addDays(lastDayBeforeSilence(firstNight), -3), { total: 60_000 }));
    await runNights(1, 2);
    expect(stepsSentTo('golden')).toEqual([0, 1]);
    expect(stepsSentTo('plain')).toEqual([]);
    expect(stepsSentTo('rising')).toEqual([1]);
    expect(await shop.delivery('win-back', 'plain', 0)).toMatchObject({
      state: 'skipped',
      reason: 'when:tier',
    });
  });
});

describe('A customer enters again', () => {
  const entries = async (customerId: string) => {
    const cohorts = [...(await shop.store.cohorts.unfinished()), ...(await shop.store.cohorts.finished())];
    const dates: PlainDate[] = [];
    for (const { slot } of cohorts)
      if ((await shop.enrolments('win-back', slot)).has(customerId)) dates.push(entryDayOf(slot));
    return dates.sort();
  };
  const oneStep = '  - after: 0d\n    email: { template: note }';

  test('once the waiting time is over, and not a night before', async () => {
    await shop.publish(
      'win-back',
      campaign(oneStep, 'reenter: { after: 3d }\ngoal: { event: order, within: 3d }'),
    );
    await receiveSilent('ann');
    await runNights(0, 7);
    expect(await entries('ann')).toEqual([firstNight, nightsLater(3), nightsLater(6)]);
    expect(shop.mailsTo('ann')).toHaveLength(3);
  });

  test('never, if the campaign does not say when', async () => {
    await shop.publish('win-back', campaign(oneStep));
    await receiveSilent('ann');
    await runNights(0, 4);
    expect(await entries('ann')).toEqual([firstNight]);
    expect(shop.mailsTo('ann')).toHaveLength(1);
  });
});

describe('A customer who is held out', () => {
  test('never gets an email, a coupon or a call, not even on entering again', async () => {
    await shop.publish(
      'win-back',
      campaign(
        `
  - after: 0d
    email: { template: note }
  - after: 1d
    coupon: { percentOff: 20, validFor: 14d, template: gift }
  - after: 2d
    callback: { script: win-back, within: 3d }
`,
        'reenter: { after: 3d }\ngoal: { event: order, within: 3d }',
      ).replace('holdout: 0%', 'holdout: 40%'),
    );
    const names = Array.from({ length: 12 }, (_, index) => `customer-${index}`);
    await receiveSilent(...names);
    await runNights(0, 5);
    const first = await shop.enrolments('win-back');
    const second = await shop.enrolments('win-back', nightsLater(3));
    const heldOut = names.filter((name) => first.get(name)?.isHeldOut);
    expect(heldOut.length).toBeGreaterThan(1);
    expect(heldOut.length).toBeLessThan(11);
    const called = new Set(
      (await shop.store.callbacks.waiting()).map(({ customerId }): string => customerId),
    );
    for (const name of names) {
      const isHeldOut = heldOut.includes(name);
      expect(second.get(name)?.isHeldOut).toBe(isHeldOut);
      expect(shop.mailsTo(name)).toHaveLength(isHeldOut ? 0 : 4);
      expect(called.has(name)).toBe(!isHeldOut);
      if (!isHeldOut) continue;
      expect(first.get(name)?.steps).toEqual({});
      expect(await shop.store.coupons.allOf((await shop.profile(name)).customerId)).toEqual([]);
    }
    expect((await shop.cohort('win-back'))?.steps).toMatchObject({
      0: { tally: { customers: 12, heldOut: heldOut.length, sent: 12 - heldOut.length } },
    });
  });
});

describe('A campaign', () => {
  const threeNotes = campaign(`
  - after: 0d
    email: { template: note }
  - after: 1d
    email: { template: note }
  - after: 2d
    email: { template: note }
`);

  test('that is paused stops and lets nobody in, also when it is published again, and continues when it is resumed', async () => {
    await shop.publish('win-back', threeNotes);
    await receiveSilent('ann');
    await shop.runNight(firstNight);
    await shop.pause('win-back');
    await shop.receive(...regularOrders('bob', lastDayBeforeSilence(nightsLater(1))));
    await runNights(1, 3);
    await shop.runCampaigns();
    expect(stepsSentTo('ann')).toEqual([0]);
    expect(await shop.cohort('win-back', nightsLater(1))).toBeUndefined();
    expect(await shop.publish('win-back', threeNotes)).toBe(1);
    await shop.runCampaigns();
    expect(stepsSentTo('ann')).toEqual([0]);
    await shop.resume('win-back');
    await runNights(4, 4);
    expect(stepsSentTo('ann')).toEqual([0, 1]);
    expect(stepsSentTo('bob')).toEqual([0]);
    await runNights(5, 5);
    expect(stepsSentTo('ann')).toEqual([0, 1, 2]);
    expect(duplicatesIn(shop.mailKeys())).toEqual([]);
  });

  test('that is published again keeps customers in the version that they entered', async () => {
    await shop.publish('win-back', threeNotes);
    await receiveSilent('ann');
    await shop.runNight(firstNight);
    const shorter = campaign('  - after: 0d\n    email: { template: gift-free, subject: Changed }').replace(
      'gift-free',
      'note',
    );
    expect(await shop.publish('win-back', shorter)).toBe(2);
    await shop.receive(...regularOrders('bob', lastDayBeforeSilence(nightsLater(1))));
    await runNights(1, 2);
    expect(shop.mailsTo('ann').map(({ subject, tags }) => [tags.version, tags.step, subject])).toEqual([
      ['1', '0', 'A note'],
      ['1', '1', 'A note'],
      ['1', '2', 'A note'],
    ]);
    expect(shop.mailsTo('bob').map(({ subject, tags }) => [tags.version, subject])).toEqual([
      ['2', 'Changed'],
    ]);
  });

  test('that is published while a night runs begins with the next night', async () => {
    await receiveSilent('ann');
    faults.before('fit-population', async () => void (await shop.publish('win-back', threeNotes)));
    await shop.runNight(firstNight);
    expect(shop.mailKeys()).toEqual([]);
    faults.heal();
    await runNights(1, 1);
    expect(shop.mailKeys()).toEqual([`win-back#1#${nightsLater(1)}#0 ann`]);
  });

  test('that missed days continues at its own pace, and does not send everything in one night', async () => {
    await shop.publish('win-back', threeNotes);
    await receiveSilent('ann');
    await shop.runNight(firstNight);
    await runNights(5, 5);
    expect(stepsSentTo('ann')).toEqual([0, 1]);
    await runNights(6, 6);
    expect(stepsSentTo('ann')).toEqual([0, 1, 2]);
    expect(await shop.store.cohorts.unfinished()).toEqual([]);
    expect((await shop.store.cohorts.finished(nightsLater(6))).map(({ slot }) => slot)).toEqual([firstNight]);
  });
});

describe('A step measured in days', () => {
  test('waits for the night of its day, and does not run in the hourly run after midnight', async () => {
    await shop.publish(
      'win-back',
      campaign('  - after: 0d\n    email: { template: note }\n  - after: 1d\n    email: { template: note }'),
    );
    await receiveSilent('ann');
    await shop.runNight(firstNight);
    await shop.passUntil(Date.parse(`${nightsLater(1)}T00:30:00Z`));
    await shop.runCampaigns();
    expect(stepsSentTo('ann')).toEqual([0]);
    await runNights(1, 1);
    expect(stepsSentTo('ann')).toEqual([0, 1]);
  });
});

describe('A step measured in hours', () => {
  test('runs in the first hourly run at or after its time', async () => {
    await shop.publish(
      'win-back',
      campaign(`
  - after: 0d
    email: { template: note }
  - after: 6h
    unless: opened
    email: { template: note }
`),
    );
    await receiveSilent('ann', 'bob');
    await shop.runNight(firstNight);
    await raise('bob', 'Open');
    const openedAtMs = shop.clock.now();
    for (let halfPast = 0.5; halfPast < 6; halfPast += 1) {
      await shop.passUntil(openedAtMs + halfPast * 3_600_000);
      await shop.runCampaigns();
    }
    expect(stepsSentTo('ann')).toEqual([0]);
    await shop.passUntil(openedAtMs + 6 * 3_600_000);
    await shop.runCampaigns();
    expect(stepsSentTo('ann')).toEqual([0, 1]);
    expect(shop.mailsTo('ann')[1]?.atMs).toBe(openedAtMs + 6 * 3_600_000);
    expect(stepsSentTo('bob')).toEqual([0]);
  });

  test('runs once when two runs of campaigns start at the same time', async () => {
    await shop.publish(
      'win-back',
      campaign(`
  - after: 0d
    email: { template: note }
  - after: 3h
    email: { template: note }
`),
    );
    await receiveSilent('ann', 'bob', 'carl');
    await shop.runNight(firstNight);
    await shop.pass(4);
    await Promise.all([shop.runCampaigns(), shop.runCampaigns()]);
    expect(duplicatesIn(shop.mailKeys())).toEqual([]);
    expect(shop.mailKeys()).toHaveLength(6);
    for (const name of ['ann', 'bob', 'carl'])
      expect(await shop.delivery('win-back', name, 1)).toMatchObject({ state: 'sent' });
  });
});
