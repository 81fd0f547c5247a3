import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unsubscribeToken } from '../../../../shared/email/unsubscribe.ts';
import { customerIdSchema } from '../../../../shared/ids.ts';
import { type HttpLambda, request, startTables, type Tables } from '../../setup.ts';

let tables: Tables;
let handler: HttpLambda;
let salt: string;
const customerId = customerIdSchema.parse('c1');

beforeAll(async () => {
  tables = await startTables({ shopName: 'Tea & Co' });
  handler = (await import('../../../../functions/api/unsubscribe/handler.ts')).handler;
  salt = await tables.store.settings.salt();
});
afterAll(() => tables.close());

const follow = (method: 'GET' | 'POST', token: string, at?: number) =>
  request(handler, {
    method,
    path: { token },
    ...(at !== undefined && { at }),
    body: 'List-Unsubscribe=One-Click',
  });
const suppressions = async () => (await tables.store.customers.find(customerId))?.suppressions;

describe('the link in an email', () => {
  test('shows a page with a button when a scanner follows it, and unsubscribes nobody', async () => {
    const page = await follow('GET', unsubscribeToken(customerId, salt));
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.text).toContain('<form method="post">');
    expect(page.text).toContain('Tea &amp; Co');
    expect(await suppressions()).toBeUndefined();
  });

  test('unsubscribes on a POST from the button or the mail program, and a repeat changes nothing', async () => {
    const token = unsubscribeToken(customerId, salt);
    expect((await follow('POST', token, Date.parse('2026-12-09T12:00:00Z'))).status).toBe(200);
    expect((await follow('POST', token, Date.parse('2026-12-10T12:00:00Z'))).status).toBe(200);
    expect(await suppressions()).toEqual({
      email: { reason: 'unsubscribed', at: '2026-12-09T12:00:00.000Z' },
    });
  });

  test('is not found when it is forged or truncated', async () => {
    const other = customerIdSchema.parse('other');
    for (const token of [
      '',
      'x.y',
      unsubscribeToken(other, 'guessed'),
      unsubscribeToken(other, salt).slice(0, -2),
    ])
      expect((await follow('POST', token)).status).toBe(404);
    expect(await tables.store.customers.find(other)).toBeUndefined();
  });
});
