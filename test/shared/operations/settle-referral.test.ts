import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { instant, plainDate } from '../../../shared/calendar.ts';
import type { CustomerId } from '../../../shared/ids.ts';
import { handOutCode, whyNotReferred } from '../../../shared/operations/hand-out-code.ts';
import { settleReferral } from '../../../shared/operations/settle-referral.ts';
import { takeInFacts } from '../../../shared/operations/take-in.ts';
import { balanceOf, noPoints } from '../../../shared/points/ledger.ts';
import type { OrderActivity } from '../../../shared/profile/activity.ts';
import { settingsSchema } from '../../../shared/settings/settings.ts';
import { startTables, type Tables } from '../../functions/setup.ts';
import { newPerson, orderBy, type Person } from './known-customer.ts';

const settings = settingsSchema.parse({
  referral: {
    since: '2026-11-01',
    referrer: { points: 500 },
    friend: { amountOff: 5, validForDays: 30 },
    perYear: 2,
  },
});
const at = instant('2026-12-09T12:00:00Z');
const timeZone = settings.timeZone;

let tables: Tables;
let stopIntercepting = () => {};
beforeAll(async () => {
  tables = await startTables(settings);
});
afterEach(() => stopIntercepting());
afterAll(() => tables.close());

/** A customer who has ordered, with their code. */
async function createReferrer(): Promise<{ person: Person; code: string }> {
  const person = newPerson();
  await takeInFacts(
    tables.store,
    person.customerId,
    [orderBy(person, 'o1', '2026-10-01T12:00:00Z')],
    timeZone,
  );
  const code = (await handOutCode(tables.store, person.customerId, settings)) ?? '';
  return { person, code };
}

const orderWith = (person: Person, code: string | undefined, more: object = {}): OrderActivity => {
  const { order } = orderBy(person, 'first', '2026-12-09T11:00:00Z', more);
  const customer = { ...order.customer, ...(code !== undefined && { referralCode: code }) };
  return { type: 'order', order: { ...order, customer } };
};

const later = (hours: number, status: string) => ({
  updatedAt: `2026-12-09T${11 + hours}:30:00Z`,
  status,
});

/** What the door for orders does. */
async function send(person: Person, ...facts: OrderActivity[]): Promise<void> {
  await takeInFacts(tables.store, person.customerId, facts, timeZone);
  await settleReferral(tables.store, person.customerId, { settings, at });
}

const pointsOf = async (customerId: CustomerId): Promise<number> =>
  balanceOf((await tables.store.customers.find(customerId))?.points ?? noPoints, plainDate('2026-12-09'));
const couponsOf = async ({ customerId }: Person) => (await tables.store.coupons.allOf(customerId)).length;
const convertedOf = async ({ customerId }: Person) =>
  (await tables.store.customers.find(customerId))?.referrals?.converted ?? 0;
const standing = async (referrer: Person, friend: Person) => ({
  points: await pointsOf(referrer.customerId),
  converted: await convertedOf(referrer),
  coupons: await couponsOf(friend),
});

const credited = { points: 500, converted: 1, coupons: 1 };
const nothing = { points: 0, converted: 0, coupons: 0 };

describe("a friend's first order by a customer's code", () => {
  test('credits both once, however often it comes and however the code is typed', async () => {
    const { person, code } = await createReferrer();
    const friend = newPerson();
    for (let time = 0; time < 3; time += 1) await send(friend, orderWith(friend, code));
    expect(await standing(person, friend)).toEqual(credited);
    await send(friend, orderBy(friend, 'second', '2026-12-09T11:30:00Z'));
    expect(await standing(person, friend)).toEqual(credited);
  });

  test('is credited once when it comes many times at once, and something dies', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 2, max: 3 }),
        async (death, doors) => {
          const { person, code } = await createReferrer();
          const friend = newPerson();
          let writes = 0;
          stopIntercepting = tables.intercept(({ name }) => {
            if (!/^(Put|Update)/.test(name)) return;
            writes += 1;
            if (writes === death) throw new Error('power cut');
          });
          const all = Array.from({ length: doors }, () => send(friend, orderWith(friend, code)));
          await Promise.allSettled(all);
          stopIntercepting();
          await send(friend, orderWith(friend, code));
          expect(await standing(person, friend)).toEqual(credited);
        },
      ),
      { numRuns: 12 },
    );
  });

  test.each(['cancelled', 'refunded'])('is taken back for good when it is %s', async (status) => {
    const { person, code } = await createReferrer();
    const friend = newPerson();
    await send(friend, orderWith(friend, code));
    for (let time = 0; time < 2; time += 1) await send(friend, orderWith(friend, code, later(1, status)));
    expect(await standing(person, friend)).toEqual({ points: 0, converted: 1, coupons: 0 });
    await send(friend, orderWith(friend, code, later(2, 'placed')));
    expect(await standing(person, friend)).toEqual({ points: 0, converted: 1, coupons: 0 });
  });

  test('leaves nothing when it is cancelled while it is being credited', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (turn) => {
        const { person, code } = await createReferrer();
        const friend = newPerson();
        let commands = 0;
        let cancelling: Promise<void> | undefined;
        stopIntercepting = tables.intercept(async () => {
          commands += 1;
          if (commands !== turn || cancelling !== undefined) return;
          cancelling = send(friend, orderWith(friend, code, later(1, 'cancelled')));
          await cancelling;
        });
        await send(friend, orderWith(friend, code));
        await cancelling;
        stopIntercepting();
        if (cancelling === undefined) return;
        const { points, coupons } = await standing(person, friend);
        expect({ points, coupons }).toEqual({ points: 0, coupons: 0 });
      }),
      { numRuns: 15 },
    );
  });

  test('is credited for as many friends a year as the settings allow, also when all come at once', async () => {
    const { person, code } = await createReferrer();
    const friends = Array.from({ length: 4 }, newPerson);
    await Promise.all(friends.map((friend) => send(friend, orderWith(friend, code))));
    expect(await pointsOf(person.customerId)).toBe(1000);
    const coupons = await Promise.all(friends.map(couponsOf));
    expect(coupons.filter((count) => count === 1)).toHaveLength(2);
    expect(coupons.filter((count) => count === 0)).toHaveLength(2);
    const next = { contact: { email: 'somebody@new.example' } };
    expect(await whyNotReferred(tables.store, code, next, { settings, at })).toBe('used-up');
  });
});

describe('nothing is given', () => {
  test.each<[string, (referrer: Person) => Partial<Person>]>([
    ['the same mailbox', ({ email }) => ({ email: email.toUpperCase() })],
    ['the same mailbox with a tag', ({ email }) => ({ email: email.replace('@', '+friend@') })],
    ['the same phone', ({ phone }) => ({ phone })],
    ['the same phone in its local form', ({ phone }) => ({ phone: phone.replace('+49', '0') })],
  ])('to somebody with %s', async (_, same) => {
    const { person, code } = await createReferrer();
    const friend = { ...newPerson(), ...same(person) };
    expect(await whyNotReferred(tables.store, code, { contact: friend }, { settings, at })).toBe('own-code');
    await send(friend, orderWith(friend, code));
    expect(await standing(person, friend)).toEqual(nothing);
  });

  test('for the own code, one that nobody was given, or an order of an earlier day', async () => {
    const { person, code } = await createReferrer();
    const self = { customerId: person.customerId, contact: {} };
    expect(await whyNotReferred(tables.store, code, self, { settings, at })).toBe('own-code');
    const unknown = newPerson();
    await send(unknown, orderWith(unknown, 'AAAA-AAAA-AAAA'));
    const early = newPerson();
    const { order } = orderWith(early, code);
    const placedAt = instant('2026-10-31T12:00:00Z');
    await send(early, { type: 'order', order: { ...order, placedAt } });
    expect(await standing(person, unknown)).toEqual(nothing);
    expect(await standing(person, early)).toEqual(nothing);
  });

  test('to whoever has ordered before, under this id or with this mailbox under another', async () => {
    const { person, code } = await createReferrer();
    const old = newPerson();
    await send(old, orderBy(old, 'earlier', '2026-12-01T12:00:00Z'));
    const asked = { customerId: old.customerId, contact: {} };
    expect(await whyNotReferred(tables.store, code, asked, { settings, at })).toBe('not-new');
    await send(old, orderWith(old, code));
    expect(await standing(person, old)).toEqual(nothing);
    const again = { ...newPerson(), email: old.email };
    await send(again, orderWith(again, code));
    expect(await standing(person, again)).toEqual(nothing);
  });
});
