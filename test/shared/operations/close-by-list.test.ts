import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { instant } from '../../../shared/calendar.ts';
import { interactionSchema } from '../../../shared/interactions/interaction.ts';
import { closeByList, type ListedOptOut, listClosed } from '../../../shared/operations/close-by-list.ts';
import { createReservation } from '../../../shared/operations/reserve.ts';
import { takeInFacts } from '../../../shared/operations/take-in.ts';
import { type Channel, recipientIdFor } from '../../../shared/recipients/address.ts';
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
beforeAll(async () => {
  tables = await startTables({ timeZone });
});
beforeEach(() => {
  person = newPerson();
});
afterAll(() => tables.close());

const close = (optOut: Omit<ListedOptOut, 'address' | 'channel'>, address = person.email) =>
  closeByList(tables.store, { channel: 'email', address, ...optOut }, { list: 'list ses', now, timeZone });
const takeIn = (...facts: Parameters<typeof takeInFacts>[2][number][]) =>
  takeInFacts(tables.store, person.customerId, facts, timeZone);
const optIn = (at: string) =>
  interactionSchema.parse({
    type: 'consent',
    id: `n ${at}`,
    at,
    customer: { id: person.customerId, email: person.email },
    channel: 'email',
    granted: true,
    source: 'double-opt-in',
  });
const reasonOf = (fact: object) => ('reason' in fact ? fact.reason : undefined);
const suppressionOnProfile = async () => (await tables.store.customers.find(person.customerId))?.suppressions;

const recipientOf = async (channel: Channel, address: string) => {
  const id = recipientIdFor(channel, address, await tables.store.settings.opaqueIdKey());
  return (await tables.store.recipients.find(id)).recipient;
};
/** Why nobody is reached there; undefined when somebody may be. */
async function whyClosed(channel: Channel = 'email', address = person[channel]) {
  const id = recipientIdFor(channel, address, await tables.store.settings.opaqueIdKey());
  const request = { channel, message: 'm', customerId: person.customerId, at: after } as const;
  return createReservation(tables.store, id, {
    ...request,
    by: 'attempt',
    caps: 'none',
    requiresConsent: false,
    ownConsent: true,
  }).reserve();
}

describe('a mailbox on a list of opt-outs', () => {
  test('is closed before anybody is known who uses it, and an order with a checkbox does not open it', async () => {
    expect(await close({ reason: 'unsubscribed', at: before })).toBe('closed');
    await takeIn(orderBy(person, 'o1', after));
    expect(await whyClosed()).toBe('unsubscribed');
    expect(await tables.store.customers.findByEmail(person.email)).toHaveLength(1);
  });

  test('is closed however the list writes the address', async () => {
    person = { ...person, email: `${person.customerId}@münchen.example` };
    await takeIn(orderBy(person, 'o1', before));
    await close({ reason: 'unsubscribed' }, `${person.customerId.toUpperCase()}@XN--MNCHEN-3YA.example`);
    expect(await whyClosed()).toBe('unsubscribed');
    expect(await suppressionOnProfile()).toMatchObject({ email: { reason: 'unsubscribed' } });
  });

  test('is closed for every customer who uses it, and their profiles say so', async () => {
    await takeIn(orderBy(person, 'o1', before));
    await close({ reason: 'complained', at: instant('2026-12-05T00:00:00Z'), source: 'abuse desk' });
    expect(await suppressionOnProfile()).toEqual({
      email: { reason: 'complained', at: '2026-12-05T00:00:00.000Z' },
    });
    expect((await recipientOf('email', person.email))?.suppression?.source).toBe('abuse desk');
  });

  test('bounces for the address that bounced, and not for the next one', async () => {
    await takeIn(orderBy(person, 'o1', before));
    await close({ reason: 'bounced', at: before });
    expect(await suppressionOnProfile()).toMatchObject({ email: { reason: 'bounced' } });
    await takeIn(orderBy({ ...person, email: person.earlierEmail }, 'o2', after));
    expect(await suppressionOnProfile()).toEqual({});
    expect(await whyClosed('email', person.earlierEmail)).toBeUndefined();
  });

  test('is closed already the second time, and nothing changes', async () => {
    await takeIn(orderBy(person, 'o1', before));
    await close({ reason: 'unsubscribed', at: before });
    const recipient = await recipientOf('email', person.email);
    const profile = await tables.store.customers.find(person.customerId);
    expect(await close({ reason: 'unsubscribed', at: before })).toBe('closed-already');
    expect(await close({ reason: 'unsubscribed' })).toBe('closed-already');
    expect(await recipientOf('email', person.email)).toEqual(recipient);
    expect(await tables.store.customers.find(person.customerId)).toEqual(profile);
  });

  test('is closed by a complaint even if it has unsubscribed', async () => {
    await close({ reason: 'unsubscribed', at: before });
    expect(await close({ reason: 'complained', at: before })).toBe('closed');
    expect(await whyClosed()).toBe('complained');
    expect(await close({ reason: 'unsubscribed', at: before })).toBe('closed-already');
  });

  test('keeps that somebody unsubscribed after it had bounced, on the profile and in the next list', async () => {
    await takeIn(orderBy(person, 'o1', before));
    await close({ reason: 'bounced', at: before, source: 'm' });
    await close({ reason: 'unsubscribed', source: 'link' });
    expect(await suppressionOnProfile()).toMatchObject({ email: { reason: 'bounced' } });
    expect((await tables.store.activity.allOf(person.customerId)).map(reasonOf)).toContain('unsubscribed');
    const listed = [];
    for await (const one of listClosed(tables.store))
      if (one.address === person.email) listed.push([one.reason, one.source]);
    expect(listed).toEqual([
      ['bounced', 'm'],
      ['unsubscribed', 'link'],
    ]);
  });

  test('stays open when somebody has opted in since, unless it bounced or complained', async () => {
    await takeIn(optIn('2026-12-05T00:00:00Z'));
    expect(await close({ reason: 'unsubscribed', at: before })).toBe('opened-since');
    expect(await whyClosed()).toBeUndefined();
    expect(await close({ reason: 'unsubscribed', at: instant('2026-12-06T00:00:00Z') })).toBe('closed');
    await takeIn(optIn('2026-12-07T00:00:00Z'));
    expect(await whyClosed()).toBeUndefined();
    expect(await close({ reason: 'complained', at: before })).toBe('closed');
  });

  test('is closed from now when the list says no time or one in the future, so that opting in can open it', async () => {
    for (const at of [{}, { at: instant('2099-01-01T00:00:00Z') }]) {
      person = newPerson();
      await close({ reason: 'unsubscribed', ...at });
      expect((await recipientOf('email', person.email))?.suppression?.at).toBe(now);
      expect(await whyClosed()).toBe('unsubscribed');
      await takeIn(optIn(after));
      expect(await whyClosed()).toBeUndefined();
    }
  });
});

test('a phone on a list is not called, whoever has it and however they write it', async () => {
  const phone = person.phone.replace('+', '00').replaceAll(' ', '-');
  const optOut = { channel: 'phone', address: phone, reason: 'do-not-call' } as const;
  expect(await closeByList(tables.store, optOut, { list: 'list sms', now, timeZone })).toBe('closed');
  await takeIn(orderBy(person, 'o1', after));
  expect(await whyClosed('phone')).toBe('do-not-call');
  expect(await whyClosed()).toBeUndefined();
});

test('what is closed is listed once for each mailbox and phone that a customer has', async () => {
  const other = { ...newPerson(), email: person.email.toUpperCase() };
  await takeIn(orderBy(person, 'o1', before));
  await takeInFacts(tables.store, other.customerId, [orderBy(other, 'o1', before)], timeZone);
  await close({ reason: 'unsubscribed', at: before, source: 'a#1' });
  await close({ reason: 'unsubscribed', at: before }, 'nobody@post.example');
  const listed = [];
  for await (const one of listClosed(tables.store))
    if (/nobody/.test(one.address) || one.address.toLowerCase() === person.email.toLowerCase())
      listed.push(one);
  expect(listed).toEqual([
    { channel: 'email', address: expect.any(String), reason: 'unsubscribed', at: before, source: 'a#1' },
  ]);
});
