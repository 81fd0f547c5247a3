import { DeleteSuppressedDestinationCommand, NotFoundException, SESv2Client } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { takeInFacts } from '../../../shared/operations/take-in.ts';
import { newPerson, orderBy, timeZone } from '../../shared/operations/known-customer.ts';
import { startTables, type Tables } from '../setup.ts';

const ses = mockClient(SESv2Client);
let tables: Tables;
let ask: (key: string, sent: object) => Promise<unknown>;
beforeAll(async () => {
  tables = await startTables({ timeZone });
  const { suppressionAnswers } = await import('../../../functions/console/answer-console/suppressions.ts');
  const at = '2026-12-09T12:00:00.000Z';
  const circumstances = { caller: { id: 's', name: 'Mei', roles: [] }, at, requestId: 'r1' };
  ask = (key, sent) =>
    Object.entries(suppressionAnswers)
      .filter(([name]) => name === key)
      .map(([, answer]) =>
        answer({ path: {}, query: {}, body: {}, ...sent } as never, circumstances as never),
      )[0] ?? Promise.reject(new Error(key));
});
afterAll(() => tables.close());

const find = (address: string, channel = 'email') =>
  ask('POST /api/suppressions/find', { body: { channel, address } });
const importText = (text: string, name = 'list.csv') =>
  ask('POST /api/suppressions/import', { body: { name, text } });

describe('mailboxes and phones', () => {
  test('are closed once, whoever has them, and found with the reason', async () => {
    const person = newPerson();
    await takeInFacts(
      tables.store,
      person.customerId,
      [orderBy(person, 'o1', '2026-11-01T12:00:00Z')],
      timeZone,
    );
    expect(await find(person.email)).toMatchObject({ customers: [person.customerId] });
    const closing = { body: { channel: 'email', address: person.email.toUpperCase() } };
    expect(await ask('POST /api/suppressions', closing)).toEqual({ result: 'closed' });
    expect(await ask('POST /api/suppressions', closing)).toEqual({ result: 'closed-already' });
    expect(await find(person.email)).toMatchObject({
      suppression: { reason: 'unsubscribed', source: 'console r1' },
    });
    expect((await tables.store.customers.find(person.customerId))?.suppressions.email?.reason).toBe(
      'unsubscribed',
    );
    expect(await ask('GET /api/suppressions/export', {})).toEqual({
      text: `channel,address,reason,at,source\nemail,${person.email},unsubscribed,2026-12-09T12:00:00.000Z,console r1\n`,
    });
  });

  test('that bounced are released, and taken off the list of SES if it has them', async () => {
    ses.on(DeleteSuppressedDestinationCommand).rejects(new NotFoundException({ message: '', $metadata: {} }));
    await importText('Email Address,Status\nback@x.example,bounced\n');
    const releasing = { body: { address: 'Back@x.example', note: 'She called.' } };
    expect(await ask('POST /api/suppressions/release', releasing)).toEqual({});
    expect(ses.calls().map(({ args }) => args[0].input)).toEqual([
      { EmailAddress: 'Back@x.example' },
      { EmailAddress: 'back@x.example' },
    ]);
    expect(await find('back@x.example')).toEqual({
      released: { at: '2026-12-09T12:00:00.000Z', source: 'console r1' },
      customers: [],
    });
    expect(await ask('POST /api/suppressions/release', releasing)).toEqual({ refused: 'open' });
  });

  test('that bounced stay closed when SES does not answer', async () => {
    ses.reset();
    ses.on(DeleteSuppressedDestinationCommand).rejects(new Error('no answer'));
    await importText('Email Address,Status\nlost@x.example,bounced\n');
    const releasing = { body: { address: 'lost@x.example', note: 'She called.' } };
    await expect(ask('POST /api/suppressions/release', releasing)).rejects.toThrow('no answer');
    expect(await find('lost@x.example')).toMatchObject({ suppression: { reason: 'bounced' } });
  });

  test.each([
    ['email', 'nobody'],
    ['email', 'a b@shop.example'],
    ['phone', 'call me'],
  ])('of the kind %s are not looked for by "%s"', async (channel, address) => {
    await expect(find(address, channel)).rejects.toThrow('this is no');
  });
});

describe('a list', () => {
  test('closes those who it says are out, and names the rows that it cannot read', async () => {
    const text =
      'Email Address,Status\na@x.example,unsubscribed\nb@x.example,subscribed\nnobody,unsubscribed\n';
    expect(await importText(text)).toMatchObject({
      closed: 1,
      closedAlready: 0,
      passedOver: 1,
      rejectedInAll: 1,
      rejected: [{ line: 4 }],
    });
    expect(await importText(text)).toMatchObject({ closed: 0, closedAlready: 1 });
    expect(await find('a@x.example')).toMatchObject({ suppression: { source: 'list table' }, customers: [] });
    expect(await find('b@x.example')).not.toHaveProperty('suppression');
  });

  test.each([
    ['unreadable', 'colour,size\nred,4\n'],
    ['too-long', `email\n${Array.from({ length: 1001 }, (_, index) => `p${index}@x.example\n`).join('')}`],
  ])('that is %s closes nobody', async (why, text) => {
    expect(await importText(text)).toMatchObject({ refused: { why }, closed: 0 });
    expect(await find('p0@x.example')).not.toHaveProperty('suppression');
  });
});
