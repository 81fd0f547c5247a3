import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { instant, instantFromMs } from '../../shared/calendar.ts';
import { readCampaign } from '../../shared/campaigns/read-campaign.ts';
import { campaignIdSchema } from '../../shared/ids.ts';
import { archiveCampaign } from '../../shared/operations/archive-campaign.ts';
import { moveJourneys, refuseChangedSteps } from '../../shared/operations/move-journeys.ts';
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

const id = campaignIdSchema.parse('one');
const nowIs = () => instantFromMs(shop.clock.now());
const fileOf = (steps: readonly string[], more = 'audience: { lifecycle: [silent] }') => `
name: A campaign
${more}
holdout: 0%
stopAt: end
steps:
${steps.map((step) => `  - ${step}`).join('\n')}
`;
const note = (after: string, more = '') => `{ after: ${after}, email: { template: note }${more} }`;
const onEachOrder = 'audience: {}\ntrigger: { event: order }\nreenter: each';

const receiveSilent = async (...customers: readonly string[]) => {
  for (const name of customers) await shop.receive(...regularOrders(name, lastDayBeforeSilence(firstNight)));
};
const runNights = async (from: number, to: number) => {
  for (let night = from; night <= to; night += 1) await shop.runNight(nightsLater(night));
};
const passMinutes = (minutes: number) => shop.passWithCampaigns(shop.clock.now() + minutes * 60_000);
const stepsSentTo = (customer: string) => shop.mailsTo(customer).map(({ tags }) => Number(tags.step));
const migrate = async (file: string) => {
  const { campaign } = readCampaign(file, 'one.yaml');
  await refuseChangedSteps(shop.store, { id, campaign }, 'en');
  const version = await shop.publish('one', file);
  return moveJourneys(shop.store, id, version);
};

describe('A campaign that is paused', () => {
  test('stops in the middle of a step, and goes on with those who are left', async () => {
    await shop.publish('one', fileOf([note('0d')]));
    await receiveSilent('ann', 'bob');
    faults.before('run-step', async () => void (await shop.pause('one')));
    await shop.runNight(firstNight);
    expect(shop.mailKeys()).toEqual([]);
    faults.heal();
    await shop.runCampaigns();
    expect(shop.mailKeys()).toEqual([]);
    await shop.resume('one');
    await shop.runCampaigns();
    expect(shop.mailKeys()).toHaveLength(2);
  });

  test('for longer than its steps may be late sends none of them, counts them, and goes on with what is due', async () => {
    await shop.publish('one', fileOf([note('0d'), note('1d'), note('2d'), note('20d')]));
    await receiveSilent('ann');
    await shop.runNight(firstNight);
    await shop.pause('one');
    await runNights(15, 15);
    await shop.resume('one');
    await runNights(16, 16);
    await runNights(20, 20);
    expect(stepsSentTo('ann')).toEqual([0, 3]);
    expect((await shop.cohort('one'))?.steps).toMatchObject({
      1: { tally: { skipped: { expired: 1 } } },
      2: { tally: { skipped: { expired: 1 } } },
      3: { tally: { sent: 1 } },
    });
  });

  test('sends somebody who had entered three times one mail afterwards, and a promised one each time', async () => {
    await shop.publish('one', fileOf([note('2d')], onEachOrder));
    await shop.publish('two', fileOf([note('2d', ', transactional: true')], onEachOrder));
    for (const minutes of [0, 10, 10]) {
      await passMinutes(minutes);
      await shop.receive(orderOf('ann', firstNight, { at: nowIs() }));
    }
    await passMinutes(10);
    await shop.pause('one');
    await shop.pause('two');
    await passMinutes(4 * 1440);
    expect(shop.mailKeys()).toEqual([]);
    await shop.resume('one');
    await shop.resume('two');
    await shop.runCampaigns();
    const of = (campaign: string) => shop.mailsTo('ann').filter(({ tags }) => tags.campaign === campaign);
    expect([of('one').length, of('two').length]).toEqual([1, 3]);
    expect(await shop.store.cohorts.unfinished()).toEqual([]);
  });

  test('lets nobody in for an order of the pause, however often it is sent again', async () => {
    await shop.publish('one', fileOf([note('0d')], onEachOrder));
    await shop.pause('one');
    const order = orderOf('ann', firstNight, { id: 'a', at: nowIs() });
    await shop.receive(order);
    await passMinutes(60);
    await shop.resume('one');
    await shop.receive({ ...order, updatedAt: nowIs(), totals: { total: 2_000 } });
    await passMinutes(60);
    expect(shop.mailKeys()).toEqual([]);
    await shop.receive(orderOf('ann', firstNight, { at: nowIs() }));
    await passMinutes(60);
    expect(shop.mailKeys()).toHaveLength(1);
  });

  test('still lets those in whose wait ends after the pause', async () => {
    await shop.publish('one', fileOf([note('0d')], 'audience: {}\ntrigger: { event: cart, wait: 3h }'));
    const customer = { id: 'ann', email: 'ann@post.example', consents: { email: true } };
    await shop.request('POST', '/activity', { activity: [{ type: 'cart', id: 'c', at: nowIs(), customer }] });
    await shop.pause('one');
    await passMinutes(60);
    await shop.resume('one');
    await passMinutes(180);
    expect(shop.mailsTo('ann')).toHaveLength(1);
  });
});

describe('A campaign that is published', () => {
  test('lets nobody in for an order that came in before, when it is sent again', async () => {
    const order = orderOf('ann', firstNight, { id: 'a', at: nowIs() });
    await shop.receive(order);
    await passMinutes(10);
    await shop.publish('one', fileOf([note('0d')], onEachOrder));
    await shop.receive({ ...order, updatedAt: nowIs(), totals: { total: 2_000 } });
    await passMinutes(60);
    expect(shop.mailKeys()).toEqual([]);
  });

  test('with another wait lets those in who were waiting, when their own wait ends', async () => {
    const trigger = (wait: string) => `audience: {}\ntrigger: { event: cart, wait: ${wait} }`;
    await shop.publish('one', fileOf([note('0d')], trigger('1h')));
    const customer = { id: 'ann', email: 'ann@post.example', consents: { email: true } };
    await shop.request('POST', '/activity', { activity: [{ type: 'cart', id: 'c', at: nowIs(), customer }] });
    await shop.publish('one', fileOf([note('0d')], trigger('24h')));
    await passMinutes(90);
    expect(shop.mailsTo('ann')).toHaveLength(1);
  });
});

describe('A campaign that is archived', () => {
  test('ends its journeys, counts what is left of them, and leaves nothing to look at', async () => {
    await shop.publish('one', fileOf([note('0d'), note('5d'), note('9d')]));
    await receiveSilent('ann', 'bob');
    await shop.runNight(firstNight);
    expect(await archiveCampaign(shop.store, id, nowIs())).toBe(1);
    await shop.runCampaigns();
    expect((await shop.cohort('one'))?.steps).toMatchObject({
      1: { state: 'done', tally: { customers: 2, skipped: { archived: 2 } } },
      2: { state: 'done', tally: { customers: 2, skipped: { archived: 2 } } },
    });
    await runNights(10, 10);
    expect(stepsSentTo('ann')).toEqual([0]);
    expect(await shop.store.cohorts.unfinished()).toEqual([]);
    expect(await shop.store.due.all()).toEqual([]);
    await expect(shop.resume('one')).rejects.toThrow('archived; publish it to begin anew');
  });

  test('and published anew begins with the next version, and ends what was left of the old one', async () => {
    const file = fileOf([note('0d'), note('5d')]);
    await shop.publish('one', file);
    await receiveSilent('ann');
    await shop.runNight(firstNight);
    await archiveCampaign(shop.store, id, nowIs());
    expect(await shop.publish('one', file)).toBe(2);
    await receiveSilent('bob');
    await runNights(1, 6);
    expect(stepsSentTo('ann')).toEqual([0]);
    expect(shop.mailsTo('bob').map(({ tags }) => [tags.version, tags.step])).toEqual([
      ['2', '0'],
      ['2', '1'],
    ]);
  });

  test('has those who waited for it wait no longer', async () => {
    await shop.publish('one', fileOf([note('0d')], 'audience: {}\ntrigger: { event: cart, wait: 3h }'));
    const customer = { id: 'ann', email: 'ann@post.example', consents: { email: true } };
    await shop.request('POST', '/activity', { activity: [{ type: 'cart', id: 'c', at: nowIs(), customer }] });
    await archiveCampaign(shop.store, id, nowIs());
    await shop.runCampaigns();
    await passMinutes(300);
    expect(shop.mailKeys()).toEqual([]);
    expect(await shop.store.due.all()).toEqual([]);
  });
});

describe('Journeys in flight that are moved', () => {
  test('go on with the next step that has not run, at the distances of the new version', async () => {
    await shop.publish('one', fileOf([note('0d'), note('9d')]));
    await receiveSilent('ann');
    await shop.runNight(firstNight);
    const after = fileOf([note('0d'), note('2d'), note('3d')]);
    expect(await migrate(after)).toBe(1);
    expect(await migrate(after)).toBe(1);
    await runNights(1, 10);
    expect(shop.mailsTo('ann').map(({ atMs }) => instantFromMs(atMs).slice(0, 10))).toEqual([
      firstNight,
      nightsLater(2),
      nightsLater(3),
    ]);
    expect(duplicatesIn(shop.mailKeys())).toEqual([]);
    expect(await shop.store.cohorts.unfinished()).toEqual([]);
  });

  test('never get a step at once that the new version would have had long ago', async () => {
    await shop.publish('one', fileOf([note('0d'), note('20d')]));
    await receiveSilent('ann');
    await runNights(0, 0);
    await runNights(10, 10);
    await migrate(fileOf([note('0d'), note('1d'), note('12d')]));
    await runNights(11, 13);
    expect(stepsSentTo('ann')).toEqual([0, 2]);
    expect(await shop.delivery('one', 'ann', 1)).toMatchObject({ state: 'skipped', reason: 'expired' });
  });

  test('are refused when a step that has begun would be different, and nothing is published', async () => {
    await shop.publish('one', fileOf([note('0d'), note('9d')]));
    await receiveSilent('ann');
    await shop.runNight(firstNight);
    await expect(migrate(fileOf([note('1d'), note('9d')]))).rejects.toThrow(
      'journeys of version 1 have begun step 1, which is different here',
    );
    expect((await shop.store.campaigns.all()).map(({ version }) => version)).toEqual([1]);
    expect(await shop.store.due.firstAfter(instant('2000-01-01T00:00:00Z'))).toBeDefined();
  });
});
