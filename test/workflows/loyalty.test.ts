import { afterEach, beforeEach, expect, test } from 'vitest';
import { instantFromMs } from '../../shared/calendar.ts';
import { readCampaign } from '../../shared/campaigns/read-campaign.ts';
import { campaignIdSchema } from '../../shared/ids.ts';
import { firstNight, nightsLater, openShop, orderOf, regularOrders, type Shop } from './support/shop.ts';

let shop: Shop;
beforeEach(async () => {
  const rewards = [{ name: 'five-off', points: 100, amountOff: 5, validForDays: 60 }];
  shop = await openShop({
    settings: {
      points: { since: firstNight, expireAfterMonths: 1, rewards },
      benefits: {
        bronze: { pointsRate: 1 },
        gold: { pointsRate: 2, freeShipping: true, earlyAccess: true, priceList: 'gold-2026' },
      },
    },
  });
});
afterEach(() => shop.stack.close());

const file = `
name: Happy birthday
audience: {}
trigger: { date: birthday }
holdout: 0%
steps:
  - { after: 0d, points: { grant: 100 } }
  - { after: 0d, email: { template: wishes } }
`;
const body = 'You have {{ points.balance }} points and {{ customer.benefits | default: "no benefits" }}.';

const standing = async (customer: string) => (await shop.request('GET', `/customers/${customer}`)).body;
test('a tier gives its benefits at the checkout and in emails, and points come by orders and birthdays, are used, given back and expire', async () => {
  await shop.store.campaigns.publish({
    id: campaignIdSchema.parse('birthday'),
    source: readCampaign(file, 'birthday.yaml').source,
    templates: { wishes: { en: { subject: 'Happy birthday', body } } },
    publishedAt: instantFromMs(shop.clock.now()),
  });
  const born = { customer: { birthday: '1990-09-01' } };
  await shop.receive(
    ...regularOrders('ada', nightsLater(-12), { total: 20_000, ...born }),
    orderOf('bob', nightsLater(-12)),
  );
  expect(await standing('ada')).toMatchObject({ tier: 'bronze', points: { balance: 0 } });
  await shop.runNight(firstNight);
  expect(await standing('ada')).toMatchObject({
    tier: 'gold',
    benefits: { pointsRate: 2, freeShipping: true, earlyAccess: true, priceList: 'gold-2026' },
    points: { balance: 100 },
  });
  expect(shop.mailsTo('ada')[0]?.text).toContain(
    'You have 100 points and 2 points for every €1, free shipping, early access and special prices.',
  );

  await shop.pass(1);
  const at = instantFromMs(shop.clock.now());
  const order = orderOf('ada', firstNight, { id: 'earns', at });
  await shop.receive(order, orderOf('bob', firstNight, { at }));
  expect(await standing('ada')).toMatchObject({ points: { balance: 160 } });
  const spend = (id: string) => shop.request('POST', '/customers/ada/points', { id, reward: 'five-off' });
  const [once, again] = [await spend('r1'), await spend('r1')];
  expect(once).toMatchObject({ status: 200, body: { balance: 60 } });
  expect(again).toEqual(once);
  expect(await spend('r2')).toMatchObject({ status: 409, body: { result: 'too-few-points', balance: 60 } });
  await shop.receive({ ...order, status: 'cancelled', updatedAt: instantFromMs(shop.clock.now() + 1) });
  expect(await standing('ada')).toMatchObject({ points: { balance: 0 } });

  await shop.passUntil(Date.parse('2026-10-31T23:00:00Z'));
  expect(await standing('bob')).toMatchObject({ points: { balance: 30 } });
  await shop.passUntil(Date.parse('2026-11-01T01:00:00Z'));
  expect(await standing('bob')).toMatchObject({ points: { balance: 0 } });
});
