import { describe, expect, test } from 'vitest';
import { instant } from '../../../shared/calendar.ts';
import { normaliseCode } from '../../../shared/code.ts';
import { couponCodeFor, createCoupon, whyNotRedeem } from '../../../shared/coupons/coupon.ts';
import { customerIdSchema, orderIdSchema } from '../../../shared/ids.ts';

const customerId = customerIdSchema.parse('c1');
const orderId = orderIdSchema.parse('o1');
const code = (purpose = 'p', customer = 'c1', salt = 'salt') =>
  couponCodeFor(purpose, customerIdSchema.parse(customer), salt);

describe('a coupon code', () => {
  test('is the same for the same purpose, customer and shop, and another for any other', () => {
    expect(code()).toBe(code());
    expect(new Set([code(), code('q'), code('p', 'c2'), code('p', 'c1', 'other')]).size).toBe(4);
  });

  test('consists of three times four letters that cannot be mistaken for each other', () => {
    for (let number = 0; number < 2000; number += 1) {
      expect(code('p', `c${number}`)).toMatch(/^[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}$/);
    }
  });

  test('is shared by no two of 100,000 customers, and uses its letters evenly', () => {
    const codes = Array.from({ length: 100_000 }, (_, number) => code('p', `c${number}`));
    expect(new Set(codes).size).toBe(100_000);
    for (const place of [0, 6, 13]) {
      const counts = new Map<string, number>();
      for (const one of codes) counts.set(one.charAt(place), (counts.get(one.charAt(place)) ?? 0) + 1);
      expect(counts.size).toBe(31);
      // 3,226 on average, and five standard deviations on either side.
      for (const count of counts.values()) expect(Math.abs(count - 3226)).toBeLessThan(285);
    }
  });

  test.each([
    'abcd-efgh-jkmn',
    'ABCDEFGHJKMN',
    ' abcd efgh\tjkmn ',
    'AB-CD-EF-GH-JK-MN',
    'ABCD–EFGH—JKMN',
    'ABCD\u2011EFGH\u2011JKMN',
    'ＡＢＣＤ－ｅｆｇｈ－ＪＫＭＮ',
    '\u200bABCD\u00adEFGH\u2060JKMN\ufeff',
  ])('typed as "%s" is found', (typed) => {
    expect(normaliseCode(typed)).toBe('ABCD-EFGH-JKMN');
  });

  test('is issued in the form in which it is looked up', () => {
    expect(normaliseCode(code())).toBe(code());
  });
});

describe('a coupon', () => {
  const terms = {
    customerId,
    benefit: { kind: 'percent' as const, percentOff: 10 },
    validForDays: 14,
    issuedFor: 'p',
  };

  test("is valid for its days, counted from the shop's day of issue", () => {
    const issuedAt = instant('2026-11-30T16:30:00Z');
    expect(createCoupon({ ...terms, issuedAt }, 'salt', 'UTC').expiresOn).toBe('2026-12-14');
    expect(createCoupon({ ...terms, issuedAt }, 'salt', 'Asia/Shanghai').expiresOn).toBe('2026-12-15');
  });

  test('valid for no days is valid until the end of the day of issue', () => {
    const coupon = createCoupon(
      { ...terms, validForDays: 0, issuedAt: instant('2026-12-01T08:00:00Z') },
      'salt',
      'UTC',
    );
    const at = (time: string) => whyNotRedeem(coupon, { customerId, orderId, at: instant(time) }, 'UTC');
    expect(at('2026-12-01T23:59:59Z')).toBeUndefined();
    expect(at('2026-12-02T00:00:00Z')).toBe('expired');
  });

  test('that was redeemed is refused as such even to its own customer, and never as expired for its own order', () => {
    const issuedAt = instant('2026-12-01T00:00:00Z');
    const used = {
      ...createCoupon({ ...terms, issuedAt }, 'salt', 'UTC'),
      redemption: { at: issuedAt, orderId },
    };
    const at = instant('2027-12-01T00:00:00Z');
    expect(whyNotRedeem(used, { customerId, orderId, at }, 'UTC')).toBeUndefined();
    expect(whyNotRedeem(used, { customerId, at }, 'UTC')).toBe('already-redeemed');
    expect(whyNotRedeem(used, { customerId: customerIdSchema.parse('c2'), orderId, at }, 'UTC')).toBe(
      'wrong-customer',
    );
    expect(whyNotRedeem(undefined, { customerId, at }, 'UTC')).toBe('unknown-code');
  });
});
