import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventInEmail, eventVariables } from '../../../shared/email/event-in-email.ts';
import { interactionSchema } from '../../../shared/interactions/interaction.ts';
import { currencySchema } from '../../../shared/money.ts';
import type { EventFact } from '../../../shared/profile/activity.ts';
import { newPerson, orderBy } from '../operations/known-customer.ts';

const at = '2026-12-31T23:30:00Z';
const factOf = (type: string, more: object = {}): EventFact =>
  interactionSchema.parse({ type, id: 'f1', at, customer: { id: 'c1' }, ...more });
const read = (fact: EventFact, language = 'en', locale = 'en-GB', currency = 'GBP') =>
  eventInEmail(fact, {
    language,
    locale,
    currency: currencySchema.parse(currency),
    timeZone: 'Asia/Shanghai',
  });
const lines = (...names: (string | undefined)[]) =>
  names.map((name, number) => ({ sku: `s${number}`, ...(name !== undefined && { name }) }));

describe('what an email says of the event', () => {
  test('names products as a sentence does, each once, and at most three', () => {
    const products = (...names: (string | undefined)[]) =>
      read(factOf('cart', { lines: lines(...names) })).products;
    expect(products('Assam')).toBe('Assam');
    expect(products('Assam', 'Cup', 'Assam')).toBe('Assam and Cup');
    expect(products('Assam', undefined, 'Cup')).toBe('Assam and Cup');
    expect(products('a', 'b', 'c', 'd', 'e')).toBe('a, b, c and 2 more');
  });

  test('names them in Chinese as Chinese does', () => {
    const products = (...names: string[]) =>
      read(factOf('cart', { lines: lines(...names) }), 'zh', 'zh-CN').products;
    expect(products('阿萨姆', '茶杯')).toBe('阿萨姆和茶杯');
    expect(products('甲', '乙', '丙', '丁', '戊')).toBe('甲、乙、丙等 5 样');
  });

  test('leaves out names that the shop did not send, so that the default of the text stands', () => {
    for (const more of [{}, { skus: ['tea'] }, { lines: lines(undefined) }, { lines: lines(' ') }])
      expect(read(factOf('cart', more))).not.toHaveProperty('products');
  });

  test('says what a cart comes to, by its value or by its lines, in the money of the shop', () => {
    const value = (more: object, currency?: string) =>
      read(factOf('cart', more), 'en', 'en-GB', currency).value;
    const priced = [
      { sku: 'a', quantity: 2, unitPrice: 1050 },
      { sku: 'b', unitPrice: 25 },
    ];
    expect(value({ value: 4800 })).toBe('£48');
    expect(value({ lines: priced })).toBe('£21.25');
    expect(value({ value: 4800 }, 'JPY')).toBe('JP¥4,800');
    expect(value({ lines: [...priced, { sku: 'c' }] })).toBeUndefined();
  });

  test('says the number, value, products and day of an order, the day as the shop counts it', () => {
    const fact = orderBy(newPerson(), 'o7', at, {
      lines: [{ sku: 'tea', name: 'Assam', category: 'tea', quantity: 1, unitPrice: 1000 }],
    });
    expect(read(fact)).toEqual({
      order: fact.order.id,
      value: '£10',
      products: 'Assam',
      categories: 'tea',
      day: '1 January 2027',
    });
    const ofDay = orderBy(newPerson(), 'o8', '2026-12-30T23:00:00Z', { placedOn: '2026-12-31' });
    expect(read(ofDay).day).toBe('31 December 2026');
  });

  test('says scores, words and properties', () => {
    expect(read(factOf('feedback', { nps: 0, csat: 5, text: 'Well' }))).toMatchObject({
      score: 0,
      satisfaction: 5,
      text: 'Well',
    });
    const properties = { result: 'dry', age: 0, agrees: false };
    expect(read(factOf('custom', { name: 'quiz', properties }))).toMatchObject({ properties });
  });

  const names = fc.option(fc.string({ maxLength: 20 }), { nil: undefined });
  const anyFact = fc.oneof(
    fc.array(names, { maxLength: 6 }).map((all) => factOf('cart', { lines: lines(...all), value: 5 })),
    fc
      .record({ type: fc.constantFrom('browse', 'wishlist'), sku: fc.constant('s') })
      .map(({ type, sku }) => factOf(type, { sku, name: 'n', category: 'c' })),
    fc
      .constantFrom('complaint-opened', 'complaint-closed', 'referral', 'referral-converted')
      .map((type) => factOf(type)),
    fc.constant(factOf('consent', { channel: 'email', granted: true, source: 'form', wording: 'w' })),
    fc.constant(factOf('feedback', { nps: 1, csat: 1, text: 't' })),
    fc.constant(factOf('custom', { name: 'n' })),
  );

  test('is among the variables that the check lets a text use, and never empty or half said', () => {
    fc.assert(
      fc.property(anyFact, fc.constantFrom('en', 'zh', 'de'), (fact, language) => {
        for (const [name, value] of Object.entries(read(fact, language))) {
          expect(eventVariables(fact.type)).toContain(`event.${name}`);
          expect(String(value)).not.toMatch(/^\s*$|undefined|NaN/);
        }
      }),
      { numRuns: 100 },
    );
  });
});
