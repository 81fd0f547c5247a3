import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, instant, plainDate } from '../../../shared/calendar.ts';
import { campaignIdSchema, customerIdSchema, orderIdSchema } from '../../../shared/ids.ts';
import type { Enrolment } from '../../../shared/journeys/enrolment.ts';
import { customerRefFor } from '../../../shared/opaque-ids.ts';
import { countReport } from '../../../shared/operations/count-report.ts';
import { gatherCouponReport } from '../../../shared/operations/gather-coupon-report.ts';
import { noOutcome } from '../../../shared/profile/open-enrolment.ts';
import { startTables, type Tables } from '../../functions/setup.ts';
import { enrolmentFor } from '../campaigns/campaigns.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.close());

const entered = plainDate('2026-09-01');
const campaign = campaignIdSchema.parse('win-back');

async function publish(): Promise<number> {
  const coupon = { percentOff: 10, validFor: '14d', template: 'hello' };
  const source = { name: 'Win back', audience: {}, steps: [{ after: '0d', coupon }] };
  const publishedAt = instant('2026-08-31T12:00:00Z');
  return tables.store.campaigns.publish({ id: campaign, source, templates: {}, publishedAt });
}

describe('the report on coupons', () => {
  test('says what the latest night counted, as it stands today, and follows what settles later', async () => {
    const version = await publish();
    const cohort = { campaign, version, slot: entered };
    const enrolments = ['c1', 'c2', 'c3'].map(
      (id): Enrolment =>
        enrolmentFor(customerIdSchema.parse(id), {
          cohort,
          steps: { 0: { state: 'sent', at: instant('2026-09-01T04:00:00Z'), messageId: id } },
        }),
    );
    for (const one of enrolments) await tables.store.journeys.enrol(one, 1);
    await tables.store.reports.open({ cohort, shards: 1, until: addDays(entered, 37) });
    const count = async (days: number) => {
      const task = { campaign, version, night: addDays(entered, days), retention: {}, timeZone: 'UTC' };
      while (!(await countReport(tables.store, task, () => false)));
    };
    const totalAfter = async (days: number) =>
      (await gatherCouponReport(tables.store, addDays(entered, days))).total;
    const total = {
      issued: 3,
      outstanding: 3,
      redeemed: 0,
      expired: 0,
      beyondLimit: 0,
      discount: 0,
      spent: 0,
    };
    await count(1);
    expect(await totalAfter(14)).toEqual(total);
    expect(await totalAfter(15)).toEqual({ ...total, outstanding: 0, expired: 3 });
    const [first] = enrolments;
    if (first === undefined) expect.fail('somebody entered');
    const used = { ...noOutcome, couponsUsed: { '0': { discount: 150, spent: 1350 } } };
    await tables.store.journeys.settle(first, used, 2);
    await count(2);
    const withOne = { ...total, outstanding: 2, redeemed: 1, discount: 150, spent: 1350 };
    expect(await totalAfter(2)).toEqual(withOne);
    const { campaigns } = await gatherCouponReport(tables.store, addDays(entered, 2));
    expect(campaigns).toEqual([
      { ...withOne, id: campaign, version, name: 'Win back', countedOn: addDays(entered, 2) },
    ]);
    // Its order is cancelled after the last day: nobody can use it any more.
    await tables.store.journeys.settle(first, noOutcome, 3);
    await count(20);
    expect(await totalAfter(20)).toEqual({ ...total, outstanding: 0, expired: 3 });
  });

  test('counts a shared code as outstanding for as many as its limit leaves, over all versions that send it', async () => {
    const id = campaignIdSchema.parse('spring');
    const shared = { code: 'SPRING-26', limit: 4 };
    await tables.store.sharedCodes.open({ ...shared, campaign: id });
    for (const percentOff of [10, 20]) {
      const coupon = { percentOff, shared, validFor: '14d', template: 'hello' };
      const source = { name: 'Spring', audience: {}, steps: [{ after: '0d', coupon }] };
      const published = { id, source, templates: {}, publishedAt: instant('2026-10-01T12:00:00Z') };
      const version = await tables.store.campaigns.publish(published);
      const cohort = { campaign: id, version, slot: plainDate('2026-10-01') };
      for (const name of ['ann', 'bob', 'cat'])
        await tables.store.journeys.enrol(
          enrolmentFor(customerIdSchema.parse(`${name}-${percentOff}`), {
            cohort,
            steps: { 0: { state: 'sent', at: instant('2026-10-01T04:00:00Z'), messageId: name } },
          }),
          1,
        );
      await tables.store.reports.open({ cohort, shards: 1, until: plainDate('2026-11-01') });
      const task = { campaign: id, version, night: plainDate('2026-10-02'), retention: {}, timeZone: 'UTC' };
      while (!(await countReport(tables.store, task, () => false)));
    }
    const before = (await gatherCouponReport(tables.store, plainDate('2026-10-02'))).total;
    for (const [ref, orderId] of [
      ['a', 'o1'],
      ['b', 'o2'],
    ] as const)
      await tables.store.sharedCodes.takePlace({
        code: 'spring26',
        ref: customerRefFor(customerIdSchema.parse(ref), 'key'),
        orderId: orderIdSchema.parse(orderId),
      });
    const { campaigns, total } = await gatherCouponReport(tables.store, plainDate('2026-10-02'));
    const lines = campaigns.filter((line) => line.id === id);
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toMatchObject({ issued: 3, outstanding: 2, beyondLimit: 1 });
    // Two places are left for the six customers together.
    expect(before.outstanding - total.outstanding).toBe(2);
    expect(before.beyondLimit).toBe(2);
    expect(total.beyondLimit).toBe(4);
  });
});
