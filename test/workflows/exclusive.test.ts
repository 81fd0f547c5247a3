import { afterEach, beforeEach, expect, test } from 'vitest';
import { dayIn, instantFromMs } from '../../shared/calendar.ts';
import { campaignsForCustomer } from '../../shared/operations/campaigns-for-customer.ts';
import { firstNight, nightsLater, openShop, orderOf, regularOrders, type Shop } from './support/shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.stack.close());

const fileOf = (more: string) => `
name: A campaign
audience: { orders: { atLeast: 1 } }
holdout: 0%
goal: { event: order, within: 5d }
${more}
steps:
  - { after: 0d, email: { template: note } }
`;

/** What is said beforehand of the night some days after the first. */
async function saidOf(customer: string, night: number): Promise<object> {
  const found = await campaignsForCustomer(shop.store, await shop.profile(customer), nightsLater(night));
  return Object.fromEntries(
    (found ?? []).map(({ version: { id }, whyNot, excludedBy }) => [id, excludedBy ?? whyNot ?? 'enters']),
  );
}
const entered = async (customer: string) => Object.keys((await shop.profile(customer)).enrolments).sort();

test('of campaigns that exclude each other the one of higher priority wins until its goal, and the loser is counted and explained', async () => {
  await shop.receive(...regularOrders('ada', nightsLater(-10)));
  await shop.runNight(firstNight);
  await shop.publish('low', fileOf('priority: 40\ngroup: tea'));
  await shop.publish('high', fileOf('priority: 60\ngroup: tea'));
  await shop.publish('event', fileOf('trigger: { event: order }\nexclude: [high]'));
  expect(await saidOf('ada', 1)).toEqual({ high: 'enters', low: 'high', event: 'high' });
  await shop.runNight(nightsLater(1));
  expect(await entered('ada')).toEqual(['high']);
  const night = await shop.store.nights.latestClosed();
  expect(night?.progress.report.excluded).toEqual({ low: 1 });
  expect(await saidOf('ada', 2)).toEqual({ high: 'entered-before', low: 'high', event: 'high' });
  // The goal of the winner is met, and it stops there.
  await shop.pass(1);
  const at = instantFromMs(shop.clock.now());
  await shop.receive(orderOf('ada', dayIn('UTC', at), { at }));
  expect(await saidOf('ada', 2)).toMatchObject({ low: 'enters' });
  await shop.runNight(nightsLater(2));
  expect(await entered('ada')).toContain('low');
});
