import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PlainDate } from '../../shared/calendar.ts';
import {
  firstNight,
  idOf,
  lastDayBeforeSilence,
  nightsLater,
  openShop,
  regularOrders,
  type Shop,
} from './support/shop.ts';

const call = `
name: Calls
audience: { lifecycle: silent }
holdout: 0%
steps:
  - after: 0d
    callback: { script: win-back, within: 8h }
`;

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
  await shop.publish('calls', call);
  await shop.receive(...['ann', 'bob'].flatMap((name) => ordersOf(name, lastDayBeforeSilence(firstNight))));
  await shop.runNight(firstNight);
});
afterEach(() => shop.stack.close());

/** Regular orders of a customer who shares a phone, which each writes in another way. */
const ordersOf = (name: string, lastDay: PlainDate) =>
  regularOrders(name, lastDay, {
    customer: { phone: name === 'ann' ? '+44 20 7946 0000' : '0044-20-79460000' },
  });

const stepsOf = (campaign: string, date = firstNight) =>
  Promise.all(['ann', 'bob'].map((name) => shop.delivery(campaign, idOf(name), 0, date)));
const waiting = () => shop.store.callbacks.waiting();

async function answer(outcome: string) {
  const [task] = await waiting();
  for (const [action, body] of [
    ['claim', { staff: 'Mia' }],
    ['outcome', { staff: 'Mia', outcome }],
  ] as const)
    expect(await shop.request('POST', `/callback-tasks/${task?.taskId}/${action}`, body)).toMatchObject({
      status: 200,
    });
  await shop.stack.idle();
}

describe('One phone under two customers', () => {
  test('is called once', async () => {
    expect(await waiting()).toHaveLength(1);
    const steps = await stepsOf('calls');
    expect(steps.map((step) => step?.state).sort()).toEqual(['queued', 'skipped']);
    expect(steps).toContainEqual(expect.objectContaining({ state: 'skipped', reason: 'same-phone' }));
  });

  test('is called for neither once one of them has asked not to be', async () => {
    await answer('do-not-call');
    await shop.publish('more-calls', call);
    await shop.runNight(nightsLater(1));
    expect(await waiting()).toEqual([]);
    expect(await stepsOf('more-calls', nightsLater(1))).toEqual(
      ['do-not-call', 'do-not-call'].map((reason) => expect.objectContaining({ state: 'skipped', reason })),
    );
  });

  test('is called again for another campaign while nobody has minded', async () => {
    await answer('reached-not-interested');
    await shop.publish('more-calls', call);
    await shop.runNight(nightsLater(1));
    expect(await waiting()).toHaveLength(1);
  });
});
