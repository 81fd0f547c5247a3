import { afterEach, beforeEach, expect, test } from 'vitest';
import { instantFromMs } from '../../shared/calendar.ts';
import { firstNight, nightsLater, openShop, orderOf, type Shop } from './support/shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop({
    settings: {
      referral: {
        since: nightsLater(-5),
        referrer: { points: 500 },
        friend: { freeShipping: true, validForDays: 30 },
      },
    },
  });
});
afterEach(() => shop.stack.close());

test('A customer passes the code of their email on, and is thanked when the friend has bought', async () => {
  await shop.publish(
    'thanks',
    `
name: Thanks for your friend
audience: {}
trigger: { event: referral-converted }
holdout: 0%
steps:
  - { after: 0h, email: { template: note } }
`,
  );
  await shop.receive(orderOf('ada', nightsLater(-20)));
  const { body } = await shop.request('GET', '/customers/ada');
  const code = String((body as { referralCode?: string }).referralCode);
  const check = (asked: object) =>
    shop.request('POST', `/referrals/${code.toLowerCase().replaceAll('-', ' ')}/check`, asked);
  expect((await check({ email: 'bob@post.example' })).body).toEqual({ result: 'ok' });
  expect((await check({ customerId: 'ada' })).body).toEqual({ result: 'own-code' });

  const at = instantFromMs(shop.clock.now());
  const order = orderOf('bob', firstNight, { id: 'first', at, customer: { referralCode: code } });
  await shop.receive(order);
  await shop.receive(order);
  await shop.passWithCampaigns(shop.clock.now() + 15 * 60_000);
  expect(shop.mailsTo('ada')).toHaveLength(1);
  expect((await shop.profile('ada')).points).toMatchObject({ left: { always: 500 } });
  expect(Object.keys((await shop.profile('bob')).unusedCoupons ?? {})).toHaveLength(1);
  expect((await check({ customerId: 'bob' })).body).toEqual({ result: 'not-new' });

  await shop.receive({ ...order, status: 'cancelled', updatedAt: instantFromMs(shop.clock.now()) });
  const { body: standing } = await shop.request('GET', '/customers/ada');
  expect(standing).toMatchObject({ points: { balance: 0 } });
  expect((await shop.profile('bob')).unusedCoupons).toBeUndefined();
});
