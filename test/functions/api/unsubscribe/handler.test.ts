import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instantFromMs } from '../../../../shared/calendar.ts';
import { linkOfToken, unsubscribeToken } from '../../../../shared/email/unsubscribe.ts';
import { customerIdSchema, type RecipientId } from '../../../../shared/ids.ts';
import { changeRecipient } from '../../../../shared/operations/change-recipient.ts';
import { recipientIdFor } from '../../../../shared/recipients/address.ts';
import { withReservation } from '../../../../shared/recipients/recipient.ts';
import { rotateKey, type Secrets, seededSecrets } from '../../../../shared/settings/secrets.ts';
import { context, type HttpLambda, request, startTables, type Tables } from '../../setup.ts';

const lambda = mockClient(LambdaClient);
let tables: Tables;
let handler: HttpLambda;
let secrets: Secrets;
let recipient: RecipientId;
const customerId = customerIdSchema.parse('c1');
const otherId = customerIdSchema.parse('c2');

const reserved = { channel: 'email', at: instantFromMs(0), by: 'attempt', caps: 'none' } as const;

beforeAll(async () => {
  tables = await startTables({ shopName: 'Tea & Co' });
  handler = (await import('../../../../functions/api/unsubscribe/handler.ts')).handler;
  const following = await import('../../../../functions/events/follow-suppression/handler.ts');
  lambda.on(InvokeCommand).callsFake(async ({ Payload }) => {
    await following.handler(JSON.parse(Buffer.from(Payload).toString()), context);
    return { StatusCode: 202 };
  });
  secrets = await tables.store.settings.secrets();
  recipient = recipientIdFor('email', 'Ann@Example.com', secrets.opaqueIds);
  // Both customers were written to at this mailbox.
  await changeRecipient(tables.store, recipient, (before) =>
    [customerId, otherId].reduce(
      (all, id) => withReservation(all, { ...reserved, message: `m#${id}`, customerId: id }),
      before,
    ),
  );
});
afterAll(() => tables.close());

const message = 'win-back#1#2026-12-01#0';
const tokenFor = (id: RecipientId) => unsubscribeToken({ recipient: id, message }, secrets.links);
const follow = (method: 'GET' | 'POST', token: string, at?: number) =>
  request(handler, {
    method,
    path: { token },
    ...(at !== undefined && { at }),
    body: 'List-Unsubscribe=One-Click',
  });
const suppressions = async (id = customerId) => (await tables.store.customers.find(id))?.suppressions;

describe('the link in an email', () => {
  test('shows a page with a button when a scanner follows it, and unsubscribes nobody', async () => {
    const page = await follow('GET', tokenFor(recipient));
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.text).toContain('<form method="post">');
    expect(page.text).toContain('Tea &amp; Co');
    expect(await suppressions()).toBeUndefined();
  });

  test('unsubscribes on a POST from the button or the mail program, and a repeat changes nothing', async () => {
    const token = tokenFor(recipient);
    expect((await follow('POST', token, Date.parse('2026-12-09T12:00:00Z'))).status).toBe(200);
    expect((await follow('POST', token, Date.parse('2026-12-10T12:00:00Z'))).status).toBe(200);
    expect(await suppressions()).toEqual({
      email: { reason: 'unsubscribed', at: '2026-12-09T12:00:00.000Z' },
    });
  });

  test('stops email for every customer with the mailbox, and says which email it was in', async () => {
    expect(await suppressions(otherId)).toEqual(await suppressions());
    const { recipient: stored } = await tables.store.recipients.find(recipient);
    expect(stored?.suppression).toEqual({
      reason: 'unsubscribed',
      at: '2026-12-09T12:00:00.000Z',
      source: message,
    });
  });

  test('has closed the mailbox even when the customers could not be reached any more', async () => {
    const id = recipientIdFor('email', 'bob@example.com', secrets.opaqueIds);
    await changeRecipient(tables.store, id, (before) =>
      withReservation(before, { ...reserved, message, customerId }),
    );
    const stop = tables.intercept(({ name, input }) => {
      if (name === 'PutItemCommand' && !JSON.stringify(input).includes('"recipient"'))
        throw new Error('power cut');
    });
    expect((await follow('POST', tokenFor(id))).status).toBe(500);
    stop();
    const { recipient: stored } = await tables.store.recipients.find(id);
    expect(stored?.suppression).toMatchObject({ reason: 'unsubscribed' });
  });

  test('still works when the key that signed it has been retired', async () => {
    const before = tokenFor(recipient);
    const links = rotateKey(secrets.links);
    expect(linkOfToken(before, links)).toEqual({ recipient, message });
    expect(unsubscribeToken({ recipient, message }, links)).not.toBe(before);
  });

  test('is not found when it is forged or truncated', async () => {
    const other = recipientIdFor('email', 'other@example.com', secrets.opaqueIds);
    const guessed = seededSecrets('guessed').links;
    for (const token of [
      '',
      'x.y',
      'x.1.y',
      unsubscribeToken({ recipient: other, message }, guessed),
      tokenFor(other).slice(0, -2),
    ])
      expect((await follow('POST', token)).status).toBe(404);
    expect(await tables.store.recipients.find(other)).toEqual({ recipient: undefined, version: 0 });
  });
});
