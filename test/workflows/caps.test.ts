import { afterEach, beforeEach, expect, test } from 'vitest';
import { campaignIdSchema } from '../../shared/ids.ts';
import { countAudiences } from '../../shared/operations/count-audience.ts';
import {
  firstNight,
  lastDayBeforeSilence,
  nightsLater,
  openShop,
  regularOrders,
  type Shop,
} from './support/shop.ts';

let shop: Shop;
beforeEach(async () => {
  const all = { messages: 1, withinDays: 3 };
  shop = await openShop({ settings: { limits: { email: [], phone: [], all, quietHours: 'none' } } });
});
afterEach(() => shop.stack.close());

const fileOf = (audience: string, step: string) => `
name: A campaign
audience: ${audience}
holdout: 0%
steps:
  - { after: 0d, ${step} }
`;

test('whom the caps will hold back is counted before a campaign is published, and so it is in the night', async () => {
  await shop.receive(
    ...['ann', 'bob'].flatMap((name) => regularOrders(name, lastDayBeforeSilence(firstNight))),
    ...regularOrders('carl', nightsLater(-10)),
  );
  await shop.publish('silent', fileOf('{ lifecycle: [silent] }', 'email: { template: note }'));
  await shop.runNight(firstNight);
  const everybody = '{ orders: { atLeast: 1 } }';
  const steps = {
    mail: 'email: { template: note }',
    promised: 'transactional: true, email: { template: note }',
    call: 'callback: { script: check-in, within: 1d }',
  };
  for (const [id, step] of Object.entries(steps)) await shop.publish(id, fileOf(everybody, step));
  const ids = Object.keys(steps).map((id) => campaignIdSchema.parse(id));
  const versions = await Promise.all(ids.map((id) => shop.store.campaigns.version(id, 1)));
  const roomOn = async (night: number) =>
    (await countAudiences(shop.store, versions, nightsLater(night)))?.map(
      ({ entering, notSuppressed, notCapped, reachable }) => [entering, notSuppressed, notCapped, reachable],
    );
  expect(await roomOn(1)).toEqual([
    [3, 3, 1, 1],
    [3, 3, 3, 3],
    [3, 3, 1, 1],
  ]);
  expect((await roomOn(3))?.[0]).toEqual([3, 3, 3, 3]);
  for (const id of ['promised', 'call']) await shop.pause(id);
  await shop.runNight(nightsLater(1));
  const outcome = async (name: string) => (await shop.delivery('mail', name, 0, nightsLater(1))) ?? {};
  expect(await outcome('carl')).toMatchObject({ state: 'sent' });
  for (const name of ['ann', 'bob']) expect(await outcome(name)).toMatchObject({ reason: 'capped' });
});
