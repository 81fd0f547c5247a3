import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { documents } from '../../../functions/toolkit/store.ts';
import { instantFromMs } from '../../../shared/calendar.ts';
import { takeInFacts } from '../../../shared/operations/take-in.ts';
import { takeInFromFile } from '../../../shared/operations/take-in-file.ts';
import type { OrderActivity } from '../../../shared/profile/activity.ts';
import { foldActivity } from '../../../shared/profile/fold.ts';
import type { RecordableActivity } from '../../../shared/store/activity-item.ts';
import { startTables, type Tables } from '../../functions/setup.ts';
import { facts } from '../profile/histories.ts';
import { shopZone } from '../profile/materials.ts';
import { newPerson, orderBy, type Person } from './known-customer.ts';

let tables: Tables;
let stopIntercepting = () => {};
beforeAll(async () => {
  tables = await startTables({ timeZone: shopZone }, { overHttp: true });
});
afterEach(() => {
  stopIntercepting();
  stopIntercepting = () => {};
  documents.middlewareStack.remove('lostResponse');
});
afterAll(() => tables.close());

const hourMs = 3_600_000;
const opening = Date.parse('2026-01-01T08:00:00Z');
/** A till's customer, who has orders by the hour. */
let till: Person;
let hours: number;
beforeEach(async () => {
  till = newPerson();
  hours = 0;
  const orders = Array.from({ length: 205 }, () => nextOrder());
  await takeInFromFile(tables.store, [{ customerId: till.customerId, facts: orders }], shopZone);
});

/** The next order, later than all others. */
function nextOrder(more: object = {}): OrderActivity {
  hours += 1;
  return orderBy(till, `o${hours}`, instantFromMs(opening + hours * hourMs), more);
}
/** An order as it was edited since: placed earlier, and cancelled. */
const editOf = (hour: number): OrderActivity =>
  orderBy(till, `o${hour}`, instantFromMs(opening - hour * hourMs), {
    status: 'cancelled',
    updatedAt: '2026-12-01T00:00:00Z',
  });
/** An order as it was edited since: placed later than all others. */
function postponed(hour: number): OrderActivity {
  const { order } = nextOrder();
  return orderBy(till, `o${hour}`, order.placedAt, { updatedAt: '2026-12-02T00:00:00Z' });
}

const takeIn = (...news: readonly RecordableActivity[]) =>
  takeInFacts(tables.store, till.customerId, news, shopZone);

/** The facts on the profile are those of everything that is stored, folded whole. */
async function expectWholeFold(what?: string) {
  const { activity, customers } = tables.store;
  const profile = await customers.find(till.customerId);
  const {
    customerId: _,
    version: __,
    enrolments: ___,
    foldedFrom: ____,
    latestFacts: _____,
    openEnrolments: ______,
    ...known
  } = {
    ...profile,
  };
  expect(known, what).toEqual(foldActivity(await activity.allOf(till.customerId), shopZone));
}
const readUnitsOf = async (work: () => Promise<unknown>) => {
  tables.store.capacity.take();
  await work();
  return tables.store.capacity.take().readUnits;
};

describe('the profile of a customer with very many facts', () => {
  test('is the same as when everything is folded, whatever comes in and in which order', async () => {
    const later = fc.constant('later' as const);
    const hour = fc.integer({ min: 1, max: 200 });
    const edited = fc.oneof(
      hour.map((one) => ({ one, edit: editOf })),
      hour.map((one) => ({ one, edit: postponed })),
    );
    const anything = facts.filter(
      ({ type }) => type !== 'redemption' && type !== 'coupon',
    ) as fc.Arbitrary<RecordableActivity>;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 3, arbitrary: later }, { weight: 1, arbitrary: edited }, anything), {
          minLength: 1,
          maxLength: 3,
        }),
        async (news) => {
          for (const one of news)
            await takeIn(one === 'later' ? nextOrder() : 'edit' in one ? one.edit(one.one) : one);
          await expectWholeFold();
        },
      ),
      { numRuns: 8 },
    );
  });

  test('costs a few reads for one fact more, and not one for each that there is', async () => {
    const later = nextOrder();
    expect(await readUnitsOf(() => takeIn(later))).toBeLessThanOrEqual(5);
    await expectWholeFold();
    expect(await readUnitsOf(() => takeIn(editOf(7)))).toBeGreaterThan(20);
    await expectWholeFold();
    expect(await readUnitsOf(() => takeIn(nextOrder(), nextOrder()))).toBeLessThanOrEqual(5);
    await expectWholeFold();
  });

  test('is whole after twenty intakes at the same time', async () => {
    const news = Array.from({ length: 20 }, () => nextOrder());
    await Promise.all(news.map((one) => takeIn(one)));
    await expectWholeFold();
    expect((await tables.store.customers.find(till.customerId))?.orders?.count).toBe(225);
  });

  test.each([
    ['another order', (hour: number) => editOf(hour % 100)],
    ['the very order', editOf],
  ])('holds an edit of %s that comes in at any moment of an intake', async (_, edit) => {
    let isOver = false;
    for (let turn = 0; !isOver; turn += 1) {
      let commands = 0;
      isOver = true;
      stopIntercepting = tables.intercept(async () => {
        if (!isOver || commands++ < turn) return;
        isOver = false;
        await takeIn(edit(hours));
      });
      await takeIn(nextOrder());
      stopIntercepting();
      await expectWholeFold(`before command ${turn}`);
    }
    const { cancelledOrders } = (await tables.store.customers.find(till.customerId)) ?? {};
    expect(cancelledOrders).toBeGreaterThan(3);
  });

  test('holds an edit whose own intake broke off, once it is sent again', async () => {
    const edit = editOf(3);
    stopIntercepting = tables.intercept(({ name, input }) => {
      if (name === 'QueryCommand' || String(input['TableName']).includes('customers'))
        if (name !== 'GetItemCommand') throw new Error('power cut');
    });
    await expect(takeIn(edit)).rejects.toThrow('power cut');
    stopIntercepting();
    await takeIn(nextOrder());
    await takeIn(edit);
    await expectWholeFold();
  });

  test.each([
    ['the fact', 'rekindle-activity'],
    ['the profile', 'rekindle-customers'],
  ])('counts once when the response to writing %s is lost and the SDK tries again', async (_, table) => {
    let lost = 0;
    documents.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          const result = await next(args);
          const { body: bytes } = args.request as { readonly body: Uint8Array };
          const body = new TextDecoder().decode(bytes);
          if (commandName !== 'PutItemCommand' || !body.includes(table) || lost > 0) return result;
          lost += 1;
          throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });
        },
      { step: 'finalizeRequest', priority: 'low', name: 'lostResponse' },
    );
    await takeIn(nextOrder());
    expect(lost).toBe(1);
    await expectWholeFold();
    expect((await tables.store.customers.find(till.customerId))?.orders?.count).toBe(206);
    await takeIn(nextOrder());
    await expectWholeFold();
  });
});
