import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, instant, plainDate } from '../../../../shared/calendar.ts';
import type { Delivery } from '../../../../shared/deliveries/delivery.ts';
import { taskIdSchema } from '../../../../shared/ids.ts';
import type { Enrolment } from '../../../../shared/journeys/enrolment.ts';
import { noOutcome } from '../../../../shared/profile/open-enrolment.ts';
import {
  addCoupons,
  couponsIssuedBy,
  noCoupons,
  standingOn,
  sumCoupons,
  withoutPast,
} from '../../../../shared/report/shop/coupon-sums.ts';
import { campaignOf, enrolmentOf } from '../../campaigns/campaigns.ts';

const coupon = (validFor: string) => ({ coupon: { percentOff: 10, validFor, template: 'hello' } });
const version = campaignOf({
  steps: [
    { after: '0d', email: { template: 'hello' } },
    { after: '1d', ...coupon('7d') },
    { after: '2d', callback: { script: 'a', within: '2d' } },
    { after: '9d', ...coupon('21d') },
  ],
});
const issuedBy = couponsIssuedBy(version, 'Asia/Shanghai');
/** The sums of coupons with codes of their own. */
const sumOf = (enrolments: readonly Enrolment[]) => sumCoupons(enrolments, issuedBy).coupons;
const first = plainDate('2026-12-10');

const sent = (day: string): Delivery => ({ state: 'sent', at: instant(`${day}T04:00:00Z`), messageId: 'm' });
const promised = (couponUntil: string): Delivery => ({
  state: 'queued',
  at: instant('2026-12-11T04:00:00Z'),
  taskId: taskIdSchema.parse('cb-5f1d3c0a9be84427d6c1e0a2'),
  result: 'coupon',
  couponUntil: plainDate(couponUntil),
});
const skipped: Delivery = { state: 'skipped', at: instant('2026-12-10T04:00:00Z'), reason: 'no-consent' };

const enrolment = (
  steps: Enrolment['steps'],
  couponsUsed: Enrolment['outcome']['couponsUsed'] = {},
): Enrolment => ({ ...enrolmentOf(steps), outcome: { ...noOutcome, couponsUsed } });

describe('the coupons of a campaign', () => {
  test('are outstanding up to their last day in the shop’s zone, and expired from the day after', () => {
    // Already the 11th in Shanghai.
    const late: Delivery = { state: 'unknown', at: instant('2026-12-10T16:00:00Z'), by: 'a' };
    const sums = sumOf([enrolment({ 0: sent('2026-12-09'), 1: late })]);
    const all = { issued: 1, redeemed: 0, beyondLimit: 0 };
    expect(standingOn(sums, plainDate('2026-12-18'))).toEqual({ ...all, outstanding: 1, expired: 0 });
    expect(standingOn(sums, plainDate('2026-12-19'))).toEqual({ ...all, outstanding: 0, expired: 1 });
  });

  test('are those of its steps and those that its calls led to, each redeemed by its own use', () => {
    const steps = { 1: sent('2026-12-10'), 2: promised('2026-12-24'), 3: sent('2026-12-18') };
    const sums = sumOf([
      enrolment(steps, { '2#call': { discount: 100, spent: 900 } }),
      enrolment(steps, { '1': { discount: 50, spent: 450 }, '3': { discount: 60, spent: 0 } }),
      enrolment({ 1: skipped }),
    ]);
    expect(standingOn(sums, plainDate('2026-12-20'))).toEqual({
      issued: 6,
      outstanding: 2,
      redeemed: 3,
      expired: 1,
      beyondLimit: 0,
    });
    expect(sums).toMatchObject({ discount: 210, spent: 1350 });
  });

  test('have among them one that was used though no email says that it was issued', () => {
    const sums = sumOf([enrolment({}, { '1': { discount: 50, spent: 450 } })]);
    expect(standingOn(sums, first)).toEqual({
      issued: 1,
      outstanding: 0,
      redeemed: 1,
      expired: 0,
      beyondLimit: 0,
    });
  });

  const days = fc.integer({ min: 0, max: 40 }).map((offset) => addDays(first, offset));
  const use = fc.option(fc.record({ discount: fc.nat(500), spent: fc.nat(9000) }), { nil: undefined });
  const enrolments = fc.array(
    fc
      .record({ one: fc.option(days, { nil: undefined }), other: days, used: use, usedOther: use })
      .map(({ one, other, used, usedOther }) =>
        enrolment(
          { ...(one && { 1: sent(one) }), 3: sent(other) },
          { ...(used && { '1': used }), ...(usedOther && { '3': usedOther }) },
        ),
      ),
    { maxLength: 8 },
  );

  test('are each outstanding, redeemed or expired, on any day', () => {
    fc.assert(
      fc.property(enrolments, days, (all, day) => {
        const { issued, outstanding, redeemed, expired } = standingOn(sumOf(all), day);
        expect(outstanding + redeemed + expired).toBe(issued);
        expect(Math.min(outstanding, redeemed, expired)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('of parts add up to those of the whole, and stand the same once what is past is one count', () => {
    fc.assert(
      fc.property(enrolments, enrolments, days, fc.nat(30), (some, others, day, later) => {
        const whole = sumOf([...some, ...others]);
        const parts = [some, others].map((part) => sumOf(part)).reduce(addCoupons, noCoupons);
        expect(parts).toEqual(whole);
        const then = addDays(day, later);
        expect(standingOn(withoutPast(whole, day), then)).toEqual(standingOn(whole, then));
      }),
    );
  });
});

describe('the coupons of a shared code', () => {
  const shared = { code: 'SPRING-26', limit: 3 };
  const step = (after: string) => ({
    after,
    coupon: { percentOff: 10, shared, validFor: '10d', template: 'hello' },
  });
  const issued = couponsIssuedBy(campaignOf({ steps: [step('0d'), step('4d')] }), 'UTC');
  const spring = (all: readonly Enrolment[]) =>
    sumCoupons(all, issued).sharedCodes['SPRING26'] ?? expect.fail('the code is counted');
  const reminded = { 0: sent('2026-12-10'), 1: sent('2026-12-14') };

  test('are one for each customer, whichever steps sent it, until the day that the first one said', () => {
    const all = [
      enrolment(reminded, { '0': { discount: 50, spent: 450 } }),
      enrolment(reminded),
      enrolment({ 0: skipped, 1: sent('2026-12-14') }),
    ];
    expect(sumCoupons(all, issued).coupons).toEqual(noCoupons);
    const standing = { issued: 3, redeemed: 1, beyondLimit: 0 };
    expect(standingOn(spring(all), plainDate('2026-12-20'))).toEqual({
      ...standing,
      outstanding: 2,
      expired: 0,
    });
    expect(standingOn(spring(all), plainDate('2026-12-21'))).toEqual({
      ...standing,
      outstanding: 1,
      expired: 1,
    });
  });

  test('are outstanding up to what its limit leaves', () => {
    const all = Array.from({ length: 5 }, () => enrolment(reminded));
    expect(standingOn(spring(all), first, 3)).toEqual({
      issued: 5,
      outstanding: 3,
      redeemed: 0,
      expired: 0,
      beyondLimit: 2,
    });
  });
});
