import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { firstNight, idOf, nightsLater, openShop, orderOf, type Shop } from './support/shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.stack.close());

const fileOf = (trigger: string, step: string) => `
name: A campaign
audience: {}
trigger: ${trigger}
holdout: 0%
stopAt: end
steps:
  - { after: 0d, ${step} }
`;

describe('Reaching a tier', () => {
  test('is congratulated on the night after the order that does it, and not on the first night or for an import', async () => {
    await shop.publish('gold', fileOf('{ tierReached: gold }', 'email: { template: note }'));
    await shop.receive(
      orderOf('old-gold', nightsLater(-20), { total: 150_000 }),
      orderOf('riser', nightsLater(-20)),
      orderOf('late', nightsLater(-20)),
    );
    await shop.runNight(firstNight);
    expect(shop.mailKeys()).toEqual([]);
    await shop.receive(
      orderOf('riser', firstNight, { total: 150_000 }),
      // Their last order is three weeks old.
      orderOf('late', nightsLater(-30), { total: 150_000 }),
      orderOf('newcomer', firstNight, { total: 150_000 }),
    );
    await shop.runNight(nightsLater(1));
    const mailed = (who: string) => shop.mailsTo(who).length;
    expect(['old-gold', 'riser', 'late', 'newcomer'].map(mailed)).toEqual([0, 1, 0, 1]);
    expect((await shop.profile('late')).classes?.tier.is).toBe('platinum');
    await shop.runNight(nightsLater(2));
    expect(shop.mailKeys()).toHaveLength(2);
  });
});

describe('A coupon that is about to end', () => {
  test('is reminded of with its code, unless it was used, even for an order that was cancelled', async () => {
    await shop.publish(
      'spring',
      fileOf('audience', 'coupon: { percentOff: 10, validFor: 5d, template: gift }'),
    );
    await shop.publish('ends', fileOf('{ date: coupon-end, days: -3 }', 'email: { template: gift }'));
    const names = ['ada', 'user', 'canceller'];
    await shop.receive(...names.map((name) => orderOf(name, nightsLater(-20))));
    await shop.runNight(firstNight);
    const codes = new Map<string, string>();
    for (const name of names) {
      const [coupon] = await shop.store.coupons.allOf(idOf(name));
      codes.set(name, coupon?.code ?? '');
      const { unusedCoupons } = await shop.profile(name);
      expect(unusedCoupons).toEqual({ [coupon?.code ?? '']: nightsLater(5) });
    }
    for (const name of ['user', 'canceller']) {
      const body = { customerId: name, orderId: `${name}-uses` };
      const { status } = await shop.request('POST', `/coupons/${codes.get(name)}`, body);
      expect(status).toBe(200);
    }
    await shop.receive(
      orderOf('user', firstNight, { id: 'user-uses' }),
      orderOf('canceller', firstNight, { id: 'canceller-uses', status: 'cancelled' }),
    );
    await shop.runNight(nightsLater(1));
    expect(shop.mailKeys()).toHaveLength(3);
    await shop.runNight(nightsLater(2));
    expect(names.map((name) => shop.mailsTo(name).length)).toEqual([2, 1, 1]);
    expect(shop.mailsTo('ada').at(-1)?.text).toContain(`${codes.get('ada')}, good until 6 September 2026`);
    await shop.runNight(nightsLater(3));
    expect(shop.mailsTo('ada')).toHaveLength(2);
  });
});
