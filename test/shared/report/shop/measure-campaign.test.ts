import { describe, expect, test } from 'vitest';
import { instant, plainDate } from '../../../../shared/calendar.ts';
import { customerIdSchema } from '../../../../shared/ids.ts';
import type { Enrolment } from '../../../../shared/journeys/enrolment.ts';
import { type Order, orderSchema } from '../../../../shared/orders/order.ts';
import { measureCampaign, type Participant } from '../../../../shared/report/shop/measure-campaign.ts';
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

let customers = 0;
const participant = (orders: readonly Order[], more: Partial<Enrolment> = {}): Participant => {
  customers += 1;
  const customerId = customerIdSchema.parse(`c${customers}`);
  return { enrolment: { ...entered, customerId, ...more }, orders, coupons: [] };
};

const bought = (day: string, total: number): Order => order(`${day}T12:00:00Z`, { totals: { total } });

const measure = (...participants: Participant[]) => measureCampaign(version, participants, 'UTC');

describe('what a campaign did', () => {
  test('counts a customer who ordered after entering and up to the last day of the goal', () => {
    const { treatedOrdered } = measure(
      participant([order('2026-12-09T04:00:01Z')]),
      participant([order('2027-01-08T23:59:59Z')]),
      participant([order('2026-12-09T03:59:59Z')]),
      participant([order('2027-01-09T00:00:00Z')]),
      participant([order('2026-12-20T12:00:00Z', { status: 'cancelled' })]),
    );
    expect(treatedOrdered).toEqual({ of: 5, did: 2 });
  });

  test('counts an order of which only the day is known from the day of the entry on', () => {
    const onDay = (day: string) => order(`${day}T00:00:00Z`, { placedOn: day });
    const { treatedOrdered } = measure(
      participant([onDay('2026-12-09')]),
      participant([onDay('2027-01-08')]),
      participant([onDay('2026-12-08')]),
      participant([onDay('2027-01-09')]),
      participant([order('2026-12-09T00:00:00Z')]),
    );
    expect(treatedOrdered).toEqual({ of: 5, did: 2 });
  });

  test('takes the day of the entry from the shop’s zone', () => {
    // Entered at 23:30 on the 8th in New York.
    const late = { enteredAt: at('04:30:00') };
    const onDay = (day: string) => order(`${day}T05:00:00Z`, { placedOn: day });
    const { treatedOrdered } = measureCampaign(
      version,
      [participant([onDay('2026-12-08')], late), participant([onDay('2026-12-07')], late)],
      'America/New_York',
    );
    expect(treatedOrdered).toEqual({ of: 2, did: 1 });
  });

  test('counts an order that was placed after entering, however late it is uploaded', () => {
    const uploaded = { updatedAt: '2027-03-01T12:00:00Z' };
    const { treatedOrdered } = measure(
      participant([order('2026-12-10T12:00:00Z', uploaded)]),
      participant([order('2026-12-08T12:00:00Z', uploaded)]),
    );
    expect(treatedOrdered).toEqual({ of: 2, did: 1 });
  });

  test('is worth what was paid minus what was refunded, on average over everybody', () => {
    const { treatedValue } = measure(
      participant([order('2026-12-10T12:00:00Z'), order('2026-12-11T12:00:00Z')]),
      participant([order('2026-12-12T12:00:00Z', { status: 'refunded-in-part', refunded: 400 })]),
      participant([order('2026-12-13T12:00:00Z', { status: 'refunded' })]),
      participant([]),
    );
    expect(treatedValue).toBe((2000 + 600 + 0 + 0) / 4);
  });

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
    const sent = { 0: { state: 'sent', at: at('04:00:00'), messageId: 'm', events: {} } } as const;
    const orders = [order('2026-12-10T12:00:00Z')];
    const twice = participant(orders, { steps: sent });
    const { customerId, cohort } = twice.enrolment;
    const again = { customerId, cohort: { ...cohort, date: plainDate('2027-01-10') }, steps: sent };
    const later = participant(orders, { ...again, enteredAt: instant('2027-01-10T04:00:00Z') });
    for (const entries of [
      [twice, later],
      [later, twice],
    ]) {
      expect(measure(...entries, participant([]), participant([], { isHeldOut: true }))).toMatchObject({
        entered: 3,
        heldOut: 1,
        enteredAgain: 1,
        treatedOrdered: { of: 2, did: 1 },
        treatedValue: 500,
        steps: [{ outcomes: { sent: 2 } }, { outcomes: {} }],
      });
    }
  });

  test('compares what customers spend, each up to what all but the largest spend, given what they spent before', () => {
    const regular = (total: number) => [bought('2026-11-01', 2 * total), bought('2026-12-10', total)];
    const { revenue } = measure(
      ...Array.from({ length: 19 }, (_, index) => participant(regular(1000 + index))),
      participant([
        bought('2026-12-12', 900_000),
        bought('2025-12-08', 777_777),
        bought('2027-02-01', 888_888),
      ]),
      participant(regular(1000), { isHeldOut: true }),
      participant([], { isHeldOut: true }),
    );
    // 21 customers spent something: the 20th of them is the one who spent 1,018.
    expect(revenue).toMatchObject({ countedUpTo: 1018, heldOut: 500 });
    expect(revenue?.treated).toBeCloseTo((19 * 1009 + 1018) / 20, 6);
    expect(revenue?.today.low).toBeLessThan(revenue?.estimate ?? 0);
  });

  test('takes out of the comparison what was spent in the year before entering, and not earlier', () => {
    const weightOfOrderOn = (day: string) =>
      measure(
        participant([bought(day, 5000), bought('2026-12-10', 900)]),
        participant([bought('2026-12-11', 1000)]),
        participant([bought('2026-12-11', 700)], { isHeldOut: true }),
        participant([], { isHeldOut: true }),
      ).revenue?.theta;
    expect(weightOfOrderOn('2025-12-08')).toBe(0);
    expect(weightOfOrderOn('2025-12-09')).toBeLessThan(0);
    expect(weightOfOrderOn('2026-12-08')).toBeLessThan(0);
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
});
