import { afterEach, beforeEach, expect, test } from 'vitest';
import { instantFromMs } from '../../shared/calendar.ts';
import { readCampaign } from '../../shared/campaigns/read-campaign.ts';
import { campaignIdSchema } from '../../shared/ids.ts';
import { gatherCouponReport } from '../../shared/operations/gather-coupon-report.ts';
import { publishCampaigns } from '../../shared/operations/publish-campaigns.ts';
import { firstNight, nightsLater, openShop, orderOf, type Shop } from './support/shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.stack.close());

const offers = [
  'percentOff: 20, products: [TEA], minimumSpend: 30',
  'amountOff: 10',
  'freeShipping: true',
  'gift: { sku: MUG, name: a mug }',
  'freeTrial: { sku: CLUB, name: the club, lasts: 30d }',
  'percentOff: 15, shared: { code: SPRING-26, limit: 1 }',
];
const file = `
name: Spring
audience: {}
holdout: 0%
stopAt: end
steps:
${offers.map((offer) => `  - { after: 0d, coupon: { ${offer}, validFor: 14d, template: gift } }`).join('\n')}
`;

/** Publishes it with its texts, and makes its shared code known. */
async function publish(): Promise<void> {
  const id = campaignIdSchema.parse('spring');
  const { templates } = await shop.store.campaigns.version(id, await shop.publish(id, file));
  const draft = { id, ...readCampaign(file, 'spring.yaml'), templates };
  await publishCampaigns(shop.store, [draft], instantFromMs(shop.clock.now()));
}

/** The code that a customer read in the email of a step. */
function codeOf(customer: string, step: number): string {
  const mail = shop.mailsTo(customer).find(({ tags }) => tags.step === String(step));
  return /Here is ([\w-]+),/.exec(mail?.text ?? '')?.[1] ?? expect.fail('there is no code');
}

const line = (sku: string, quantity: number, unitPrice: number) => ({ sku, quantity, unitPrice });
const teas = [line('TEA', 4, 1_000), line('CUP', 1, 5_000)];

test('every kind of coupon is emailed, holds at the checkout, is released by a cancelled order, and is in the report of what was promised', async () => {
  await publish();
  await shop.receive(orderOf('ann', nightsLater(-9)), orderOf('bob', nightsLater(-9)));
  await shop.runNight(firstNight);
  expect(shop.mailKeys()).toHaveLength(2 * offers.length);
  await shop.pass(1);

  const check = (step: number, lines?: object[], customerId = 'ann') =>
    shop.request('POST', `/coupons/${codeOf('ann', step)}/check`, { customerId, lines });
  expect(await check(0, [line('CUP', 9, 1_000)])).toMatchObject({
    status: 422,
    body: { result: 'no-product' },
  });
  const below = { result: 'below-minimum', minimumSpend: 3_000 };
  expect(await check(0, [line('TEA', 2, 1_000), line('CUP', 1, 5_000)])).toMatchObject({
    status: 422,
    body: below,
  });
  expect(await check(0, teas)).toMatchObject({ status: 200, body: { discount: 800 } });
  expect(await check(0, teas, 'bob')).toMatchObject({ status: 403 });
  expect((await check(1, [line('PIN', 1, 600)])).body).toMatchObject({ discount: 600 });
  expect((await check(2)).body).toMatchObject({ benefit: { kind: 'free-shipping' } });
  expect((await check(3)).body).toMatchObject({ benefit: { kind: 'gift', sku: 'MUG' } });
  expect((await check(4)).body).toMatchObject({ benefit: { kind: 'free-trial', sku: 'CLUB', days: 30 } });

  const redeem = async (code: string, customerId: string, orderId: string, lines?: object[]) =>
    (await shop.request('POST', `/coupons/${code}`, { customerId, orderId, lines })).status;
  const at = instantFromMs(shop.clock.now());
  const order = (customer: string, id: string) => orderOf(customer, firstNight, { id, at, total: 7_000 });
  const own = codeOf('ann', 0);
  const tills = await Promise.all([1, 2].map((number) => redeem(own, 'ann', `p${number}`, teas)));
  expect(tills.sort()).toEqual([200, 409]);
  expect(codeOf('bob', 5)).toBe('SPRING-26');
  expect(await redeem('spring 26', 'ann', 's1')).toBe(200);
  expect(await redeem('SPRING-26', 'bob', 's2')).toBe(410);
  await shop.receive(order('ann', 's1'), order('ann', 'p1'), order('ann', 'p2'));
  await shop.receive({
    ...order('ann', 's1'),
    status: 'cancelled',
    updatedAt: instantFromMs(shop.clock.now() + 1),
  });
  expect(await redeem('SPRING-26', 'bob', 's2', teas)).toBe(200);
  await shop.receive(order('bob', 's2'));

  await shop.runNight(nightsLater(1));
  const { total } = await gatherCouponReport(shop.store, nightsLater(1));
  expect(total).toEqual({
    issued: 12,
    outstanding: 9,
    redeemed: 2,
    expired: 0,
    beyondLimit: 1,
    discount: 800 + 1_350,
    spent: 14_000,
  });
  const later = (await gatherCouponReport(shop.store, nightsLater(15))).total;
  expect(later).toMatchObject({ outstanding: 0, expired: 10, redeemed: 2 });
});
