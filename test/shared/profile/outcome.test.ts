import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instant, plainDate } from '../../../shared/calendar.ts';
import { orderIdSchema } from '../../../shared/ids.ts';
import { type Order, orderSchema } from '../../../shared/orders/order.ts';
import type { Activity } from '../../../shared/profile/activity.ts';
import { noOutcome, type OutcomeWindow } from '../../../shared/profile/open-enrolment.ts';
import { addOutcomes, issuedForCall, outcomeIn } from '../../../shared/profile/outcome.ts';
import { enrolmentOf } from '../campaigns/campaigns.ts';
import { facts } from './histories.ts';

// Entered on 9 December; the goal ends thirty days later, on 8 January.
const window: OutcomeWindow = {
  ...enrolmentOf(),
  enteredAt: instant('2026-12-09T04:00:00Z'),
  goalEndsOn: plainDate('2027-01-08'),
};

const order = (placedAt: string, more: object = {}): Order =>
  orderSchema.parse({
    id: placedAt,
    customer: { id: 'c1' },
    placedAt,
    updatedAt: placedAt,
    status: 'placed',
    currency: 'EUR',
    lines: [{ sku: 'a', quantity: 1, unitPrice: 1000 }],
    totals: { total: 1000 },
    ...more,
  });
const nothingYet = { discount: 0, spent: 0 };
const onDay = (day: string) => order(`${day}T00:00:00Z`, { placedOn: day });
const ofOrders = (...orders: Order[]) =>
  outcomeIn(
    orders.map((one): Activity => ({ type: 'order', order: one })),
    window,
    'UTC',
  );

describe('the outcome of an enrolment', () => {
  test.each([
    ['right after entering', order('2026-12-09T04:00:01Z'), 1],
    ['at the end of the last day', order('2027-01-08T23:59:59Z'), 1],
    ['before entering', order('2026-12-09T03:59:59Z'), 0],
    ['after the last day', order('2027-01-09T00:00:00Z'), 0],
    ['that was cancelled', order('2026-12-20T12:00:00Z', { status: 'cancelled' }), 0],
    ['of which only the day of the entry is known', onDay('2026-12-09'), 1],
    ['of which only the last day is known', onDay('2027-01-08'), 1],
    ['of which only an earlier day is known', onDay('2026-12-08'), 0],
    ['of which only a later day is known', onDay('2027-01-09'), 0],
    [
      'that is uploaded long afterwards',
      order('2026-12-10T12:00:00Z', { updatedAt: '2027-03-01T12:00:00Z' }),
      1,
    ],
  ])('an order %s', (_, placed, orders) => {
    expect(ofOrders(placed)).toEqual({ ...noOutcome, orders, spent: 1000 * orders });
  });

  test('takes the day of the entry from the shop’s zone', () => {
    // Entered at 23:30 on the 8th in New York.
    const late = { ...window, enteredAt: instant('2026-12-09T04:30:00Z') };
    const ordersOn = (day: string) => {
      const placed = order(`${day}T05:00:00Z`, { placedOn: day });
      return outcomeIn([{ type: 'order', order: placed }], late, 'America/New_York').orders;
    };
    expect([ordersOn('2026-12-08'), ordersOn('2026-12-07')]).toEqual([1, 0]);
  });

  test('is worth what was paid, less what was given back and less credit notes of those days', () => {
    const creditNote = (at: string, amount: number): Activity => ({
      type: 'refund',
      id: at,
      at: instant(at),
      amount,
    });
    const activity: Activity[] = [
      { type: 'order', order: order('2026-12-10T12:00:00Z') },
      { type: 'order', order: order('2026-12-12T12:00:00Z', { status: 'refunded-in-part', refunded: 400 }) },
      { type: 'order', order: order('2026-12-13T12:00:00Z', { status: 'refunded' }) },
      creditNote('2026-12-14T12:00:00Z', 150),
      creditNote('2026-12-01T12:00:00Z', 9999),
      creditNote('2027-01-09T12:00:00Z', 9999),
    ];
    expect(outcomeIn(activity, window, 'UTC')).toEqual({ ...noOutcome, orders: 3, spent: 1000 + 600 - 150 });
  });

  test('counts the campaign’s own coupons, those of its calls apart, and who opted out', () => {
    const used = (issuedFor: string): Activity => ({
      type: 'redemption',
      at: instant('2027-02-01T12:00:00Z'),
      code: 'ABCD-EFGH-JKMN',
      orderId: orderIdSchema.parse('not yet known'),
      issuedFor,
    });
    const closing = { type: 'suppression', channel: 'email', at: instant('2026-12-20T12:00:00Z') } as const;
    const activity: Activity[] = [
      used('win-back#1#2026-12-09#0'),
      used(issuedForCall('win-back#1#2026-12-09#1')),
      used('win-back#1#2026-12-08#0'),
      used('win-back#11#2026-12-09#0'),
      { ...closing, id: 'u', reason: 'unsubscribed' },
    ];
    expect(outcomeIn(activity, window, 'UTC')).toEqual({
      ...noOutcome,
      couponsUsed: { '0': nothingYet, '1#call': nothingYet },
      hasOptedOut: true,
    });
    const bounce = { ...closing, id: 'b', reason: 'bounced', address: 'a@example.com' } as const;
    expect(outcomeIn([bounce], window, 'UTC')).toEqual(noOutcome);
  });

  describe('has a coupon that was used for an order', () => {
    const use: Activity = {
      type: 'redemption',
      at: instant('2027-02-01T12:00:00Z'),
      code: 'ABCD-EFGH-JKMN',
      orderId: orderIdSchema.parse('o1'),
      discount: 70,
      issuedFor: 'win-back#1#2026-12-09#0',
    };
    // Long after the goal: what a coupon leads to counts whenever it is used.
    const version = (updatedAt: string, more: object = {}): Activity => ({
      type: 'order',
      order: order('2027-02-01T12:00:00Z', { id: 'o1', updatedAt, ...more }),
    });
    const usesIn = (...activity: Activity[]) => outcomeIn(activity, window, 'UTC').couponsUsed;
    const placed = version('2027-02-01T12:00:00Z');

    test('with what the order took off for its code, however that was typed, and what the order came to', () => {
      const discounts = [
        { couponCode: 'abcd efgh jkmn', amount: 100 },
        { couponCode: 'WXYZ-WXYZ-WXYZ', amount: 11 },
      ];
      const named = version('2027-02-02T12:00:00Z', {
        discounts,
        status: 'refunded-in-part',
        refunded: 400,
      });
      expect(usesIn(use, named)).toEqual({ '0': { discount: 100, spent: 600 } });
    });

    test('with what was worked out at the till, when the order does not name it', () => {
      expect(usesIn(use, placed)).toEqual({ '0': { discount: 70, spent: 1000 } });
    });

    test('until the order is cancelled, and again once it is placed again', () => {
      const cancelled = version('2027-02-03T12:00:00Z', { status: 'cancelled' });
      const again = version('2027-02-04T12:00:00Z');
      expect(usesIn(cancelled, use, placed)).toEqual({});
      expect(usesIn(again, placed, use, cancelled)).toEqual({ '0': { discount: 70, spent: 1000 } });
    });
  });

  test('is the same in whatever order facts come, and however often', () => {
    const spring = {
      ...window,
      enteredAt: instant('2026-02-15T04:00:00Z'),
      goalEndsOn: plainDate('2026-06-30'),
    };
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 12 }), fc.array(fc.nat()), (activity, picks) => {
        const again = picks.flatMap((pick) => activity[pick % Math.max(1, activity.length)] ?? []);
        const mixed = [...again, ...activity.toReversed()];
        expect(outcomeIn(mixed, spring, 'UTC')).toEqual(outcomeIn(activity, spring, 'UTC'));
      }),
    );
  });

  test('of distinct facts adds up', () => {
    const one = order('2026-12-10T12:00:00Z');
    const other = order('2026-12-11T12:00:00Z', { totals: { total: 50 } });
    expect(addOutcomes(ofOrders(one), ofOrders(other))).toEqual(ofOrders(one, other));
  });
});
