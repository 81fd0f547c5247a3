import { DeleteSuppressedDestinationCommand, NotFoundException, SESv2Client } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Language } from '../../../shared/language.ts';
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
const importText = (text: string, lang: Language = 'en') =>
  ask('POST /api/suppressions/import', { body: { name: 'list.csv', text, lang } });

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

describe('what is wrong with a list is said in Chinese to whoever reads Chinese', () => {
  test.each([
    ['Email,Status\nnobody,unsubscribed\n', '“nobody”不是邮箱地址'],
    [
      'Email,Status\na@x.example,perhaps\n',
      '“perhaps”（Status 列）含义不明；请写 已退订、退信、投诉、请勿致电 或 已订阅',
    ],
    [
      'Phone,Status\n4.4E+11,do not call\n',
      '号码“4.4E+11”已被电子表格截断；请重新导出名单，中途不要打开，直接导入',
    ],
    ['email,phone\na@x.example,1,2,3\n', '此行有 4 个字段，表头有 2 个；含有分隔符的字段须加引号'],
  ])('row by row: %j', async (text, reason) => {
    expect(await importText(text, 'zh')).toMatchObject({ rejected: [{ line: 2, reason }] });
    expect(JSON.stringify(await importText(text))).not.toMatch(/\p{Script=Han}/u);
  });

  test.each([
    '',
    'colour,size\nred,4\n',
    'email,orders\na@x.example,3\n',
    '{"colour":"red"}',
    '[7]',
    'MEMBER_RATING,Email Address\n2,a@x.example\n',
  ])('and where nothing can be read, with what would be: %j', async (text) => {
    const { refused } = (await importText(text, 'zh')) as { refused: { why: string; message: string } };
    for (const line of refused.message.split('\n')) expect(line).toMatch(/\p{Script=Han}/u);
  });
});
