import { describe, expect, test } from 'vitest';
import { interactionSchema } from '../../../shared/interactions/interaction.ts';
import { orderSchema } from '../../../shared/orders/order.ts';
import type { Activity } from '../../../shared/profile/activity.ts';
import { foldActivity } from '../../../shared/profile/fold.ts';
import { namesKept } from '../../../shared/profile/product-facts.ts';
import { tagsKept } from '../../../shared/profile/tag-facts.ts';

const order = (id: string, day: string, skus: readonly string[], more: object = {}): Activity => ({
  type: 'order',
  order: orderSchema.parse({
    id,
    customer: { id: 'c1' },
    placedAt: `${day}T12:00:00Z`,
    updatedAt: `${day}T12:00:00Z`,
    status: 'placed',
    currency: 'EUR',
    lines: skus.map((sku) => ({ sku, category: `kind of ${sku}`, quantity: 1, unitPrice: 100 })),
    totals: { total: 100 },
    ...more,
  }),
});

const fact = (type: string, id: string, day: string, more: object = {}): Activity =>
  interactionSchema.parse({ type, id, at: `${day}T12:00:00Z`, customer: { id: 'c1' }, ...more });

const fold = (...activity: Activity[]) => foldActivity(activity, 'UTC');

describe('what a customer bought', () => {
  test('is known by product and category, each with the last day', () => {
    const { products, categories } = fold(
      order('1', '2026-05-01', ['tea', 'cup']),
      order('2', '2026-06-01', ['tea']),
    );
    expect(products).toEqual({ bought: { '2026-05-01': ['cup'], '2026-06-01': ['tea'] } });
    expect(categories).toEqual({
      bought: { '2026-05-01': ['kind of cup'], '2026-06-01': ['kind of tea'] },
    });
  });

  test('is not what was cancelled, but is what was refunded', () => {
    expect(fold(order('1', '2026-05-01', ['tea'], { status: 'cancelled' })).products).toBeUndefined();
    expect(fold(order('1', '2026-05-01', ['tea'], { status: 'refunded' })).products?.bought).toBeDefined();
  });

  test('is limited to the latest products, so that a wholesaler has a profile like others', () => {
    const many = Array.from({ length: 2000 }, (_, number) => `sku ${String(number).padStart(4, '0')}`);
    const { bought = {} } =
      fold(order('1', '2026-05-01', many), order('2', '2026-06-01', ['tea'])).products ?? {};
    expect(bought['2026-06-01']).toEqual(['tea']);
    expect(bought['2026-05-01']).toEqual(many.slice(0, namesKept.products.bought - 1));
  });

  test('takes less than a tenth of a kilobyte for one order of two products', () => {
    const { products } = fold(order('1', '2026-05-01', ['TEA-00124', 'CUP-00071']));
    expect(JSON.stringify(products).length).toBeLessThan(100);
  });
});

test('what a customer looked at and put into a cart is known apart from what they bought', () => {
  const { products, categories } = fold(
    fact('browse', 'b', '2026-05-01', { sku: 'tea', category: 'teas' }),
    fact('browse', 'c', '2026-05-02', { name: 'A cup without a number' }),
    fact('cart', 'k', '2026-05-03', { skus: ['cup', 'tea'], categories: ['cups'] }),
    fact('wishlist', 'w', '2026-05-04', { sku: 'pot', category: 'pots' }),
  );
  expect(products).toEqual({
    browsed: { '2026-05-01': ['tea'] },
    carted: { '2026-05-03': ['cup', 'tea'] },
  });
  expect(categories).toEqual({ browsed: { '2026-05-01': ['teas'] }, carted: { '2026-05-03': ['cups'] } });
});

describe('a tag', () => {
  test('stays until a later version of it takes it off, and can be given again', () => {
    const given = fact('tag', 'wholesale', '2026-05-01');
    const removed = fact('tag', 'wholesale', '2026-05-02', { removed: true });
    const again = fact('tag', 'wholesale', '2026-05-03');
    expect(fold(given, fact('tag', 'press', '2026-05-04')).tags).toEqual(['press', 'wholesale']);
    expect(fold(removed, given).tags).toBeUndefined();
    expect(fold(again, removed, given).tags).toEqual(['wholesale']);
  });

  test('is one of at most fifty, the first by name', () => {
    const all = Array.from({ length: 60 }, (_, number) => `t${String(number).padStart(2, '0')}`);
    const { tags } = fold(...all.map((tag) => fact('tag', tag, '2026-05-01')).toReversed());
    expect(tags).toEqual(all.slice(0, tagsKept));
  });
});

test('where orders were placed is counted, cancelled ones and those that do not say left out', () => {
  const { orders } = fold(
    order('1', '2026-05-01', ['tea'], { channel: 'web' }),
    order('2', '2026-05-02', ['tea'], { channel: 'store' }),
    order('3', '2026-05-03', ['tea'], { channel: 'web' }),
    order('4', '2026-05-04', ['tea'], { channel: 'web', status: 'cancelled' }),
    order('5', '2026-05-05', ['tea']),
  );
  expect(orders?.byChannel).toEqual({ web: 2, store: 1 });
});

test('how a customer first came to the shop is what the earliest fact says, and where they live what the latest does', () => {
  const said = (acquisitionSource: string, country: string) => ({
    customer: { id: 'c1', acquisitionSource, country },
  });
  const { contact } = fold(
    order('2', '2026-06-01', ['tea'], said('newsletter', 'CN')),
    order('1', '2026-05-01', ['tea'], said('search', 'GB')),
  );
  expect(contact).toEqual({ acquisitionSource: 'search', country: 'CN' });
});
