import { GetAccountCommand, SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { instant, instantFromMs } from '../../../shared/calendar.ts';
import { closeRecipient } from '../../../shared/operations/change-recipient.ts';
import { takeInFacts } from '../../../shared/operations/take-in.ts';
import { recipientIdFor } from '../../../shared/recipients/address.ts';
import { newPerson, orderBy, timeZone } from '../../shared/operations/known-customer.ts';
import { startTables } from '../setup.ts';
import { ask } from './sent.ts';

const tables = await startTables({ timeZone, apiUrl: 'https://api.shop.example' });
afterAll(() => tables.close());
const { createConsole } = await import('../../../functions/console/answer-console/console.ts');
const app = createConsole();
const ses = mockClient(SESv2Client);

const ann = newPerson();
const written: { name: string; input: unknown }[] = [];
beforeAll(async () => {
  await takeInFacts(tables.store, ann.customerId, [orderBy(ann, 'o1', '2026-11-01T12:00:00Z')], timeZone);
  await ask(app, 'POST /api/drafts', { body: { id: 'spring', from: { readyMade: 'win-back' } } });
  await tables.store.settings.secrets();
  tables.intercept(({ name, input }) => {
    if (/Put|Update|Delete|Write/.test(name)) written.push({ name, input });
  });
});
beforeEach(() => {
  ses.reset();
  ses.on(GetAccountCommand).resolves({ SendingEnabled: true, SendQuota: { MaxSendRate: 14 } });
  ses.on(SendEmailCommand).resolves({ MessageId: 'm1' });
  written.length = 0;
});

const send = (more: object = {}, at = '2026-12-09T12:00:00Z') =>
  ask(app, 'POST /api/drafts/{campaign}/test', {
    path: { campaign: 'spring' },
    at,
    body: {
      ...{ revision: 1, step: 2, template: 'a-gift', language: 'en' },
      ...{ customerId: ann.customerId, to: 'Mei@Shop.example', ...more },
    },
  });
const mails = () => ses.commandCalls(SendEmailCommand).map(({ args: [{ input }] }) => input);

test('a test mail goes to whoever wants to look at it, marked as one, and is no message to the customer', async () => {
  expect((await send()).body).toEqual({ sent: true });
  const [mail] = mails();
  expect(mail?.Destination?.ToAddresses).toEqual(['Mei@Shop.example']);
  expect(mail?.Content?.Simple?.Subject?.Data).toBe('[Test] 15% off, if you would like to come back');
  expect(mail?.EmailTags).toEqual([]);
  const text = mail?.Content?.Simple?.Body?.Text?.Data;
  expect(text).toContain('ABCD-EFGH-JKMN');
  expect(text).toContain('https://api.shop.example/unsubscribe/test');
});

test('nothing is written but the audit log, and that has neither the address nor the customer', async () => {
  await send({ lang: 'zh' });
  expect(written.map(({ name }) => name)).toEqual(['PutItemCommand']);
  const entry = JSON.stringify(written);
  expect(entry).toContain('POST /api/drafts/{campaign}/test');
  expect(entry.toLowerCase()).not.toContain('mei@');
  expect(entry).not.toContain(ann.customerId);
  expect(mails()[0]?.Content?.Simple?.Subject?.Data).toMatch(/^【测试】/);
});

test('the link of a test mail unsubscribes nobody', async () => {
  const { handler } = await import('../../../functions/api/unsubscribe/handler.ts');
  const { request } = await import('../setup.ts');
  const { status } = await request(handler, { method: 'POST', path: { token: 'test' } });
  expect(status).toBe(404);
});

test('a mailbox that is closed gets none, and what is no address is refused', async () => {
  const key = await tables.store.settings.opaqueIdKey();
  await closeRecipient(tables.store, recipientIdFor('email', 'gone@shop.example', key), {
    ...{ reason: 'unsubscribed', source: 'test', at: instant('2026-12-01T12:00:00Z') },
  });
  expect((await send({ to: 'GONE@shop.example' })).body).toEqual({ sent: false, whyNot: 'suppressed' });
  for (const to of ['', 'mei', 'mei@', 'a@b.example, c@d.example', 'a@b.example\r\nBcc: c@d.example'])
    expect((await send({ to })).status, to).toBe(400);
  expect(mails()).toEqual([]);
});

test('what keeps the provider from sending is said', async () => {
  ses.on(GetAccountCommand).resolves({ SendingEnabled: false });
  expect((await send()).body).toEqual({ sent: false, whyNot: 'paused' });
  expect((await send({ revision: 9 })).body).toEqual({ sent: false, whyNot: 'changed' });
});

test('one person sends twenty in an hour', async () => {
  const results: unknown[] = [];
  for (let minute = 10; minute < 31; minute += 1) {
    const { body } = await send({}, `2026-12-10T12:${minute}:00Z`);
    results.push(body.sent);
  }
  expect(results).toEqual([...Array.from({ length: 20 }, () => true), false]);
  expect((await send({}, '2026-12-10T13:31:00Z')).body.sent).toBe(true);
});

/** Test mails that somebody sent, one a second from a moment on. */
async function wereSent(count: number, by: string, from: string) {
  for (let second = 0; second < count; second += 1)
    await tables.store.audit.add({
      at: instantFromMs(Date.parse(from) + second * 1000),
      requestId: `${by}-${second}`,
      by: { id: by, name: by },
      change: 'POST /api/drafts/{campaign}/test',
      on: 'spring',
      fields: {},
    });
}

test('what others do meanwhile makes the twenty neither more nor fewer', async () => {
  await wereSent(19, 's1', '2026-12-11T12:00:00Z');
  await wereSent(101, 's2', '2026-12-11T12:10:00Z');
  expect((await send({}, '2026-12-11T12:20:00Z')).body.sent).toBe(true);
  expect((await send({}, '2026-12-11T12:21:00Z')).body).toEqual({ sent: false, whyNot: 'too-many' });
});

test('an hour in which a month ends has twenty as well', async () => {
  await wereSent(20, 's1', '2026-12-31T23:50:00Z');
  expect((await send({}, '2027-01-01T00:30:00Z')).body).toEqual({ sent: false, whyNot: 'too-many' });
  expect((await send({}, '2027-01-01T00:51:00Z')).body.sent).toBe(true);
});
