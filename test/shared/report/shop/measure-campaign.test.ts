import { describe, expect, test } from 'vitest';
import { plainDate } from '../../../../shared/calendar.ts';
import type { Enrolment } from '../../../../shared/journeys/enrolment.ts';
import { type Order, orderSchema } from '../../../../shared/orders/order.ts';
import { noOutcome } from '../../../../shared/profile/open-enrolment.ts';
import { outcomeIn } from '../../../../shared/profile/outcome.ts';
import { capsAfter, sumEnrolments } from '../../../../shared/report/shop/campaign-sums.ts';
import { measureCampaign } from '../../../../shared/report/shop/measure-campaign.ts';
import { entryDayOf } from '../../../../shared/slot.ts';
import { at, campaignOf, enrolmentOf } from '../../campaigns/campaigns.ts';

const version = campaignOf({
  goal: { event: 'order', within: '30d' },
  steps: [
    { after: '0d', email: { template: 'hello' } },
    { after: '3d', email: { template: 'hello' } },
  ],
});

// The cohort entered on 9 December; the goal ends thirty days later, on 8 January.
const entered: Enrolment = { ...enrolmentOf(), enteredAt: at('04:00:00') };

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

const participant = (orders: readonly Order[], more: Partial<Enrolment> = {}): Enrolment => {
  const activity = orders.map((one) => ({ type: 'order' as const, order: one }));
  return { ...entered, outcome: outcomeIn(activity, entered, 'UTC'), ...more };
};

const bought = (day: string, total: number): Order => order(`${day}T12:00:00Z`, { totals: { total } });

const uncapped = { value: Number.POSITIVE_INFINITY, prior: Number.POSITIVE_INFINITY };
const dates = { since: entryDayOf(entered.cohort.slot), countedOn: plainDate('2027-01-20') };

/** The report on enrolments that were counted once to find out which amounts are large, and then again. */
const measure = (...enrolments: Enrolment[]) => {
  const caps = capsAfter(sumEnrolments(enrolments, uncapped));
  const sums = sumEnrolments(enrolments, caps ?? uncapped);
  return measureCampaign(version, { ...dates, sums, ...(caps && { caps }) });
};

describe('what a campaign did', () => {
  test('compares everybody who was not held out, whether or not an email reached them', () => {
    const report = measure(
      participant([order('2026-12-10T12:00:00Z')]),
      participant([], { steps: { 0: { state: 'skipped', at: at('04:00:00'), reason: 'no-consent' } } }),
      participant([order('2026-12-10T12:00:00Z')], { isHeldOut: true }),
      participant([], { isHeldOut: true }),
    );
    expect(report).toMatchObject({
      entered: 4,
      heldOut: 2,
      treatedOrdered: { of: 2, did: 1 },
      heldOutOrdered: { of: 2, did: 1 },
      difference: { estimate: 0, verdict: 'undecided' },
    });
  });

  test('compares each customer once, with the first entry, while deliveries count for every entry', () => {
    const steps = { 0: { state: 'sent', at: at('04:00:00'), messageId: 'm', events: {} } } as const;
    const twice = participant([order('2026-12-10T12:00:00Z')], { steps });
    const later = participant([order('2026-12-10T12:00:00Z')], { steps, isFirst: false });
    expect(measure(later, twice, participant([]), participant([], { isHeldOut: true }))).toMatchObject({
      entered: 3,
      heldOut: 1,
      enteredAgain: 1,
      treatedOrdered: { of: 2, did: 1 },
      treatedValue: 500,
      steps: [{ outcomes: { sent: 2 } }, { outcomes: {} }],
    });
  });

  test('compares what customers spend, each up to what all but the largest spend', () => {
    const { revenue } = measure(
      ...Array.from({ length: 19 }, (_, index) => participant([bought('2026-12-10', 1000 + 4 * index)])),
      participant([bought('2026-12-12', 900_000)]),
      participant([bought('2026-12-10', 1000)], { isHeldOut: true }),
      participant([], { isHeldOut: true }),
    );
    // 21 customers spent something: the 20th of them is the one who spent 1,072.
    expect(revenue).toMatchObject({ countedUpTo: 1072, heldOut: 500 });
    expect(revenue?.treated).toBeCloseTo((19 * 1036 + 1072) / 20, 6);
    expect(revenue?.today.low).toBeLessThan(revenue?.estimate ?? 0);
  });

  test('takes out of the comparison what customers had spent in the year before entering', () => {
    const { onEntry } = entered;
    const spent = (spentInYearBefore: number) => ({ onEntry: { ...onEntry, spentInYearBefore } });
    const { revenue } = measure(
      participant([bought('2026-12-10', 900)], spent(5000)),
      participant([bought('2026-12-11', 1000)], spent(0)),
      participant([bought('2026-12-11', 700)], { ...spent(0), isHeldOut: true }),
      participant([], { ...spent(0), isHeldOut: true }),
    );
    expect(revenue?.theta).toBeLessThan(0);
  });

  test('gives no verdict where as many are held out as chance hardly allows', () => {
    const many = (count: number, isHeldOut: boolean) =>
      Array.from({ length: count }, () =>
        participant(isHeldOut ? [] : [bought('2026-12-10', 1)], { isHeldOut }),
      );
    expect(measure(...many(90, false), ...many(10, true)).difference?.verdict).toBe('raised');
    const uneven = measure(...many(75, false), ...many(25, true));
    expect(uneven.difference?.verdict).toBe('untrusted');
    expect(uneven.sampleRatio).toEqual({ chiSquare: expect.closeTo(25, 6), p: expect.closeTo(0, 5) });
  });

  test('counts who opted out in each arm, and the calls and coupons that it led to', () => {
    const queued = { state: 'queued', at: at('04:00:00'), taskId: 'cb-1' as never } as const;
    const optedOut = { outcome: { ...noOutcome, hasOptedOut: true } };
    const { treatedOptedOut, heldOutOptedOut, coupons } = measure(
      participant([], { ...optedOut, steps: { 0: queued } }),
      participant([], { outcome: { ...noOutcome, couponsUsed: { '0': { discount: 0, spent: 0 } } } }),
      participant([], { isHeldOut: true }),
    );
    expect({ treatedOptedOut, heldOutOptedOut }).toEqual({
      treatedOptedOut: { of: 2, did: 1 },
      heldOutOptedOut: { of: 1, did: 0 },
    });
    expect(coupons).toEqual({ issued: 0, redeemed: 1 });
  });

  test('counts a coupon as issued whatever becomes of its email, unless nothing was sent', () => {
    const withCoupon = campaignOf({
      steps: [{ after: '0d', coupon: { percentOff: 10, validFor: '14d', template: 'hello' } }],
    });
    const step = (state: object) =>
      participant([], { steps: { 0: { at: at('04:00:00'), ...state } as never } });
    const enrolments = [
      step({ state: 'sent', messageId: 'm' }),
      step({ state: 'unknown', by: 'a' }),
      step({ state: 'skipped', reason: 'no-consent' }),
    ];
    const counted = { ...dates, sums: sumEnrolments(enrolments, uncapped) };
    expect(measureCampaign(withCoupon, counted).coupons.issued).toBe(2);
  });

  describe('that has fixed a day to decide on', () => {
    const fixed = campaignOf({ decideOn: '2027-01-31' });
    // Clear by the plain interval, and not by the one of every night.
    const rates = { treated: { of: 4500, did: 540 }, heldOut: { of: 500, did: 40 } };
    const sums = sumEnrolments([participant([]), participant([], { isHeldOut: true })], uncapped);

    test('has no verdict before', () => {
      const report = measureCampaign(fixed, { ...dates, sums });
      expect(report).toMatchObject({ decidesOn: '2027-01-31', difference: { verdict: 'awaited' } });
    });

    test('keeps the verdict of that day, by its plain interval', () => {
      const decided = { on: plainDate('2027-01-31'), ...rates };
      const report = measureCampaign(fixed, { ...dates, sums, decided });
      expect(report).toMatchObject({ decidedOn: '2027-01-31', difference: { verdict: 'raised' } });
      expect(report.difference?.estimate).toBeCloseTo(0.04, 6);
    });
  });

  test('compares no spending while nobody has spent anything', () => {
    expect(measure(participant([]), participant([], { isHeldOut: true })).revenue).toBeUndefined();
  });

  test('counts for each step how far the emails got and why customers were skipped', () => {
    const sent = (events: object) => ({ state: 'sent', at: at('04:00:00'), messageId: 'm', events }) as const;
    const opened = { delivered: at('04:00:00'), opened: at('05:00:00') };
    const { steps } = measure(
      participant([], { steps: { 0: sent(opened), 1: sent({ delivered: at('05:00:00') }) } }),
      participant([], { steps: { 0: sent({ ...opened, clicked: at('06:00:00') }) } }),
      participant([], { steps: { 0: { state: 'skipped', at: at('04:00:00'), reason: 'no-consent' } } }),
    );
    expect(steps.map(({ outcomes, skipped }) => ({ outcomes, skipped }))).toEqual([
      { outcomes: { opened: 1, clicked: 1, skipped: 1 }, skipped: { 'no-consent': 1 } },
      { outcomes: { delivered: 1 }, skipped: {} },
    ]);
  });

  test('looks at each group of customers who were alike on entering, unless all of them were', () => {
    const many = (count: number, tier: 'gold' | 'silver', isHeldOut: boolean, ordered: boolean) =>
      Array.from({ length: count }, () =>
        participant(ordered ? [bought('2026-12-10', 1)] : [], {
          isHeldOut,
          onEntry: { ...entered.onEntry, tier },
        }),
      );
    const { groups } = measure(
      ...many(400, 'gold', false, true),
      ...many(50, 'gold', true, false),
      ...many(400, 'silver', false, false),
      ...many(50, 'silver', true, false),
    );
    expect(groups).toMatchObject([
      { dimension: 'tier', group: 'gold', treated: { of: 400, did: 400 }, standsOut: true },
      { dimension: 'tier', group: 'silver', heldOut: { of: 50, did: 0 }, standsOut: false },
    ]);
  });
});
