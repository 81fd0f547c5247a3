import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { instant, plainDate } from '../../../shared/calendar.ts';
import { createCoupon } from '../../../shared/coupons/coupon.ts';
import { type CustomerId, cohortId, customerIdSchema, orderIdSchema } from '../../../shared/ids.ts';
import type { Enrolment } from '../../../shared/journeys/enrolment.ts';
import { customerRefFor } from '../../../shared/opaque-ids.ts';
import { takeIn, takeInFacts } from '../../../shared/operations/take-in.ts';
import { takeInFromFile } from '../../../shared/operations/take-in-file.ts';
import { noOutcome } from '../../../shared/profile/open-enrolment.ts';
import { outcomeIn } from '../../../shared/profile/outcome.ts';
import type { FactOfCustomer, RecordableActivity } from '../../../shared/store/activity-item.ts';
import { startTables, type Tables } from '../../functions/setup.ts';
import { enrolmentFor } from '../campaigns/campaigns.ts';
import { facts as anyFacts } from '../profile/histories.ts';
import { shopZone } from '../profile/materials.ts';
import { newPerson, orderBy } from './known-customer.ts';

let tables: Tables;
let stopIntercepting = () => {};
beforeAll(async () => {
  tables = await startTables({ timeZone: shopZone });
});
afterEach(() => stopIntercepting());
afterAll(() => tables.close());

const facts = fc.array(
  anyFacts.filter((one): one is RecordableActivity => one.type !== 'redemption' && one.type !== 'coupon'),
  { minLength: 1, maxLength: 6 },
);

/** Facts whose orders are nobody else's: an order of the same number and time is one order. */
const their = <F extends RecordableActivity>(all: readonly F[], customerId: CustomerId): F[] =>
  all.map((fact) =>
    fact.type === 'order'
      ? { ...fact, order: { ...fact.order, id: orderIdSchema.parse(`${fact.order.id} of ${customerId}`) } }
      : fact,
  );

let customers = 0;
/**
 * A customer who is in two campaigns: the goal of one has ended long ago, that of the other has not. A coupon of each was
 * used, for orders that may come in, be cancelled and be placed again.
 */
async function enrolSomebody(): Promise<readonly [Enrolment, Enrolment]> {
  customers += 1;
  const customerId = customerIdSchema.parse(`c${customers}`);
  const ref = customerRefFor(customerId, await tables.store.settings.opaqueIdKey());
  const enrolment = (entered: string, goalEnds: string): Enrolment => {
    const { cohort, ...one } = enrolmentFor(customerId, { ref });
    const date = plainDate(entered);
    const enteredAt = instant(`${entered}T03:00:00Z`);
    return { ...one, cohort: { ...cohort, slot: date }, enteredAt, goalEndsOn: plainDate(goalEnds) };
  };
  const ended = enrolment('2024-03-01', '2025-12-31');
  const open = enrolment('2026-03-28', '2026-10-25');
  const { cohort, shard, enteredAt, goalEndsOn } = open;
  await tables.store.customers.save(
    {
      customerId,
      contact: {},
      consents: {},
      suppressions: {},
      cancelledOrders: 0,
      enrolments: {},
      openEnrolments: [{ cohort, shard, enteredAt, goalEndsOn, outcome: noOutcome }],
      goalsEndedOn: ended.goalEndsOn,
    },
    0,
  );
  for (const one of [ended, open]) {
    await tables.store.journeys.enrol(one, 1);
    await tables.store.reports.close({ cohort: one.cohort, shards: 1, until: one.goalEndsOn });
  }
  const record = async () => {
    await useCoupon(ended, 'o1');
    await useCoupon(open, 'o2');
    return { result: undefined };
  };
  await takeIn(tables.store, { customerId, record }, shopZone);
  return [ended, open];
}

async function useCoupon({ customerId, cohort }: Enrolment, orderId: string): Promise<void> {
  const issuedAt = instant('2026-03-30T12:00:00Z');
  const issuedFor = `${cohortId(cohort)}#0`;
  const benefit = { kind: 'percent', percentOff: 10 } as const;
  const terms = { customerId, benefit, validForDays: 14, issuedAt, issuedFor };
  const order = orderIdSchema.parse(`${orderId} of ${customerId}`);
  const redemption = { at: issuedAt, orderId: order, discount: 70 };
  await tables.store.coupons.issue({ ...createCoupon(terms, 'salt', shopZone), redemption });
}

/** The outcomes that are stored are those of all that is known. */
async function expectSettled(enrolments: readonly Enrolment[]) {
  for (const enrolment of enrolments) {
    const activity = await tables.store.activity.allOf(enrolment.customerId);
    const stored = await tables.store.journeys.find(enrolment);
    expect(stored?.outcome).toEqual(outcomeIn(activity, enrolment, shopZone));
  }
}

describe('what facts mean for a customer’s enrolments', () => {
  test('is the same as a recomputation from all activity, whatever comes in, in any order and twice', async () => {
    await fc.assert(
      fc.asyncProperty(facts, fc.array(facts, { maxLength: 2 }), async (first, more) => {
        const enrolments = await enrolSomebody();
        const [{ customerId }] = enrolments;
        for (const sent of [first, ...more, first])
          await takeInFacts(tables.store, customerId, their(sent, customerId), shopZone);
        await expectSettled(enrolments);
      }),
      { numRuns: 15 },
    );
  });

  test('is the same when several writers send facts at once, in every interleaving', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), facts, facts, async (scheduler, ours, theirs) => {
        const enrolments = await enrolSomebody();
        const [{ customerId }] = enrolments;
        stopIntercepting = tables.intercept(({ name }) => scheduler.schedule(Promise.resolve(), name));
        const send = (sent: readonly RecordableActivity[]) =>
          takeInFacts(tables.store, customerId, their(sent, customerId), shopZone);
        await scheduler.waitFor(Promise.all([send(ours), send(theirs)]));
        stopIntercepting();
        await expectSettled(enrolments);
      }),
      { numRuns: 12 },
    );
  });

  test('is the same after a crash at any command, once the facts are sent again', async () => {
    await fc.assert(
      fc.asyncProperty(facts, fc.nat({ max: 40 }), async (sent, at) => {
        const enrolments = await enrolSomebody();
        const [{ customerId }] = enrolments;
        let commands = 0;
        stopIntercepting = tables.intercept(() => {
          commands += 1;
          if (commands > at) throw new Error('power cut');
        });
        const send = () => takeInFacts(tables.store, customerId, their(sent, customerId), shopZone);
        await send().catch(() => undefined);
        stopIntercepting();
        await send();
        await expectSettled(enrolments);
      }),
      { numRuns: 15 },
    );
  });

  test('is the same for what a file brings', async () => {
    const ofFiles = facts.map((all) =>
      all.filter(
        (one): one is FactOfCustomer['fact'] => one.type !== 'suppression' && one.type !== 'release',
      ),
    );
    await fc.assert(
      fc.asyncProperty(ofFiles, async (read) => {
        const enrolments = await enrolSomebody();
        const [{ customerId }] = enrolments;
        for (const _ of ['once', 'again'])
          await takeInFromFile(tables.store, [{ customerId, facts: their(read, customerId) }], shopZone);
        await expectSettled(enrolments);
      }),
      { numRuns: 12 },
    );
  });

  test('includes what became of the order of a coupon, however long after the goal it comes in', async () => {
    const [ended, open] = await enrolSomebody();
    const { customerId } = ended;
    const order = (id: string, day: string, more: object = {}) => {
      const { order: one, ...fact } = orderBy({ ...newPerson(), customerId }, day, day);
      return { ...fact, order: { ...one, id: orderIdSchema.parse(`${id} of ${customerId}`), ...more } };
    };
    const used = async (one: Enrolment) => (await tables.store.journeys.find(one))?.outcome.couponsUsed;
    expect(await used(ended)).toEqual({ '0': { discount: 0, spent: 0 } });
    const late = order('o1', '2026-06-01T12:00:00Z');
    await takeInFacts(tables.store, customerId, [late], shopZone);
    expect(await used(ended)).toEqual({ '0': { discount: 70, spent: late.order.totals.total } });
    const cancelled = order('o2', '2026-11-20T12:00:00Z', { status: 'cancelled' });
    await takeInFacts(tables.store, customerId, [cancelled], shopZone);
    expect(await used(open)).toEqual({});
    await expectSettled([ended, open]);
  });

  test('is written before the enrolment itself, if a fact is faster, and stays', async () => {
    const [, open] = await enrolSomebody();
    await tables.store.journeys.remove(open);
    const outcome = { ...noOutcome, orders: 1, spent: 500 };
    expect(await tables.store.journeys.settle(open, outcome, 7)).toBe(true);
    expect(await tables.store.journeys.find(open)).toBeUndefined();
    expect((await tables.store.journeys.page(open.cohort, 0, undefined, 100)).enrolments).not.toContainEqual(
      expect.objectContaining({ ref: open.ref }),
    );
    await tables.store.journeys.enrol(open, 6);
    expect(await tables.store.journeys.find(open)).toMatchObject({ ...open, outcome });
    for (const version of [6, 7])
      expect(await tables.store.journeys.settle(open, noOutcome, version)).toBe(false);
  });

  test('has a cohort counted again that was counted for the last time, and only when something changed', async () => {
    const [ended] = await enrolSomebody();
    const asked = async () =>
      (await tables.store.reports.askedFor()).filter(({ day }) => day === ended.cohort.slot);
    const person = { ...newPerson(), customerId: ended.customerId };
    const order = (placedAt: string) => orderBy(person, placedAt, placedAt);
    for (const one of await asked()) await tables.store.reports.forgetRequest(one);
    await takeInFacts(tables.store, ended.customerId, [order('2024-01-01T12:00:00Z')], shopZone);
    expect(await asked()).toEqual([]);
    await takeInFacts(tables.store, ended.customerId, [order('2025-02-01T12:00:00Z')], shopZone);
    expect(await asked()).toHaveLength(1);
  });
});
