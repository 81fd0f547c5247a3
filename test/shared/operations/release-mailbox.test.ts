import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Instant, instant } from '../../../shared/calendar.ts';
import { closeByList } from '../../../shared/operations/close-by-list.ts';
import { releaseMailbox } from '../../../shared/operations/release-mailbox.ts';
import { takeInFacts } from '../../../shared/operations/take-in.ts';
import { recipientIdFor } from '../../../shared/recipients/address.ts';
import type { RecipientSuppression } from '../../../shared/recipients/recipient.ts';
import { startTables, type Tables } from '../../functions/setup.ts';
import {
  after,
  before,
  newPerson,
  erasedAt as now,
  orderBy,
  type Person,
  timeZone,
} from './known-customer.ts';

let tables: Tables;
let person: Person;
let forgotten: string[];
let stopIntercepting = () => {};
beforeAll(async () => {
  tables = await startTables({ timeZone });
});
beforeEach(async () => {
  person = newPerson();
  forgotten = [];
  await takeInFacts(tables.store, person.customerId, [orderBy(person, 'o1', before)], timeZone);
});
afterEach(() => stopIntercepting());
afterAll(() => tables.close());

const close = (reason: RecipientSuppression['reason'], at: Instant = before, address = person.email) =>
  closeByList(
    tables.store,
    { channel: 'email', address, reason, at, source: reason },
    { list: 'list', now: after, timeZone },
  );
const release = (at = now, address = person.email) =>
  releaseMailbox(tables.store, address, {
    released: { at, source: 'console r1' },
    timeZone,
    forgetBounces: async (addresses) => void forgotten.push(...addresses),
  });
const mailbox = async () => {
  const id = recipientIdFor('email', person.email, await tables.store.settings.opaqueIdKey());
  return (await tables.store.recipients.find(id)).recipient;
};
const closedOnProfile = async () =>
  (await tables.store.customers.find(person.customerId))?.suppressions.email?.reason;

describe('a mailbox that has bounced', () => {
  test('is released with the customers who have it, and whoever sends forgets the bounce however it is written', async () => {
    await close('bounced');
    expect(await closedOnProfile()).toBe('bounced');
    expect(await release(now, person.email.toUpperCase())).toBeUndefined();
    expect(await mailbox()).toMatchObject({ released: { at: now, source: 'console r1' } });
    expect((await mailbox())?.suppression).toBeUndefined();
    expect(await closedOnProfile()).toBeUndefined();
    expect(forgotten).toEqual([person.email.toUpperCase(), person.email, person.email.toLowerCase()]);
  });

  test('is open the second time, and nothing changes', async () => {
    await close('bounced');
    await release();
    const [recipient, profile] = [await mailbox(), await tables.store.customers.find(person.customerId)];
    expect(await release(after)).toBe('open');
    expect(await mailbox()).toEqual(recipient);
    expect(await tables.store.customers.find(person.customerId)).toEqual(profile);
  });

  test('is closed by the next bounce, on the profile too', async () => {
    await close('bounced');
    await release();
    await close('bounced', before);
    expect([(await mailbox())?.suppression, await closedOnProfile()]).toEqual([undefined, undefined]);
    await close('bounced', after);
    expect([(await mailbox())?.suppression?.reason, await closedOnProfile()]).toEqual(['bounced', 'bounced']);
  });

  test('is released for a customer who shares it under another id', async () => {
    const other = { ...newPerson(), email: person.email.toLowerCase() };
    await takeInFacts(tables.store, other.customerId, [orderBy(other, 'o1', before)], timeZone);
    await close('bounced');
    await release();
    expect((await tables.store.customers.find(other.customerId))?.suppressions).toEqual({});
    expect(await closedOnProfile()).toBeUndefined();
  });

  test('is completed by a repeat after a crash at any write, and stays closed until then', async () => {
    let survives = 0;
    for (let isOver = false; !isOver; survives += 1) {
      person = newPerson();
      await takeInFacts(tables.store, person.customerId, [orderBy(person, 'o1', before)], timeZone);
      await close('bounced');
      let writes = 0;
      stopIntercepting = tables.intercept(({ name }) => {
        if (/Put|Update|Delete/.test(name) && ++writes > survives) throw new Error('power cut');
      });
      isOver = await release().then(
        () => true,
        () => false,
      );
      stopIntercepting();
      if (!isOver) expect((await mailbox())?.suppression?.reason, `after ${survives} writes`).toBe('bounced');
      expect(await release(after), `after ${survives} writes`).toBe(isOver ? 'open' : undefined);
      expect([(await mailbox())?.suppression, await closedOnProfile()]).toEqual([undefined, undefined]);
    }
    expect(survives).toBeGreaterThan(3);
  });

  test('is as it was when the list of whoever sends cannot be changed', async () => {
    await close('bounced');
    const fails = async () => Promise.reject(new Error('SES is away'));
    const how = { released: { at: now, source: 'r1' }, timeZone, forgetBounces: fails };
    await expect(releaseMailbox(tables.store, person.email, how)).rejects.toThrow('SES is away');
    expect([(await mailbox())?.suppression?.reason, await closedOnProfile()]).toEqual(['bounced', 'bounced']);
  });
});

describe('a mailbox stays as it is', () => {
  test.each(['unsubscribed', 'complained'] as const)('that is closed as %s', async (reason) => {
    await close(reason);
    expect(await release()).toBe(reason);
    expect([await closedOnProfile(), forgotten]).toEqual([reason, []]);
  });

  test('that has bounced and that somebody has unsubscribed', async () => {
    await close('bounced');
    await close('unsubscribed');
    expect(await release()).toBe('unsubscribed');
    expect((await mailbox())?.suppression?.reason).toBe('bounced');
  });

  test('that nothing closes, or nobody knows', async () => {
    expect(await release()).toBe('open');
    expect(await release(now, 'nobody@post.example')).toBe('open');
  });

  test('that a complaint closes while it is released', async () => {
    await close('bounced');
    const complain = async () => void (await close('complained', instant('2026-12-02T00:00:00Z')));
    const how = { released: { at: now, source: 'r1' }, timeZone, forgetBounces: complain };
    expect(await releaseMailbox(tables.store, person.email, how)).toBe('complained');
    expect(await closedOnProfile()).toBe('complained');
  });
});
