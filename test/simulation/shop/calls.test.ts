import { expect, test } from 'vitest';
import { addDays } from '../../../shared/calendar.ts';
import type { SimulatedShop } from '../../../simulation/shop/simulated-shop.ts';
import { firstNight, nineOClock, shopBeforeCampaigns } from './small-shop.ts';

const call = (shop: SimulatedShop, customerId: string, days = 0, campaign = 'win-back') =>
  shop.answerCall({
    customerId,
    campaign,
    at: nineOClock(addDays(firstNight, days)),
    attempt: 1 + days,
  });

test('a call has one of four outcomes, with a note that staff could have written', () => {
  const shop = shopBeforeCampaigns();
  const answers = [...shop.customers()].map(({ id }) => call(shop, id));
  expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(
    new Set(['reached-interested', 'reached-not-interested', 'no-answer', 'do-not-call']),
  );
  expect(answers.filter(({ note }) => note.length < 8)).toEqual([]);
  const reached = answers.filter(({ outcome }) => outcome !== 'no-answer').length / answers.length;
  expect(reached).toBeGreaterThan(0.4);
  expect(reached).toBeLessThan(0.65);
});

test('a successful call causes orders of the campaign that asked for it, and never of customers who have left for good', () => {
  const shop = shopBeforeCampaigns({ customers: 1_000 });
  const gone = new Set<string>();
  for (const { id } of shop.customers()) {
    if (shop.purchaseStateOn(id, firstNight) === 'gone') gone.add(id);
    call(shop, id);
  }
  const caused = shop.causedOrders();
  expect(caused.length).toBeGreaterThan(5);
  expect(new Set(caused.map(({ campaign }) => campaign))).toEqual(new Set(['win-back']));
  expect(caused.filter(({ customerId }) => gone.has(customerId))).toEqual([]);
});

test('customers enjoy a call that thanks them, and order nothing because of it', () => {
  const shop = shopBeforeCampaigns();
  const answers = [...shop.customers()].map(({ id }) => call(shop, id, 0, 'vip-thanks'));
  expect(answers.filter(({ outcome }) => outcome === 'reached-interested').length).toBeGreaterThan(20);
  expect(shop.causedOrders()).toEqual([]);
});

test('customers who asked not to be called say so whenever they are reached again', () => {
  const shop = shopBeforeCampaigns();
  const asked = [...shop.customers()].filter(({ id }) => call(shop, id).outcome === 'do-not-call');
  expect(asked.length).toBeGreaterThan(3);
  const later = asked.flatMap(({ id }) => [1, 2, 3].map((days) => call(shop, id, days).outcome));
  expect(new Set(later)).toEqual(new Set(['do-not-call', 'no-answer']));
});

test('the same call again changes nothing', () => {
  const shop = shopBeforeCampaigns();
  const first = [...shop.customers()].map(({ id }) => call(shop, id));
  const caused = shop.causedOrders();
  expect([...shop.customers()].map(({ id }) => call(shop, id))).toEqual(first);
  expect(shop.causedOrders()).toEqual(caused);
});
