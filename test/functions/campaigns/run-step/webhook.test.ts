import { readFileSync } from 'node:fs';
import { GetAccountCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { instant, plainDate } from '../../../../shared/calendar.ts';
import { campaignSchema } from '../../../../shared/campaigns/campaign.ts';
import { type CohortKey, campaignIdSchema, customerIdSchema } from '../../../../shared/ids.ts';
import { interactionSchema } from '../../../../shared/interactions/interaction.ts';
import { customerRefFor } from '../../../../shared/opaque-ids.ts';
import { publishCampaigns } from '../../../../shared/operations/publish-campaigns.ts';
import type { StepProgress } from '../../../../shared/operations/run-step.ts';
import { takeInFacts } from '../../../../shared/operations/take-in.ts';
import { enrolmentFor } from '../../../shared/campaigns/campaigns.ts';
import { context, startTables, type Tables } from '../../setup.ts';
import { startReceiver } from '../../webhook-receiver.ts';

const ses = mockClient(SESv2Client);
let tables: Tables;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let run: (cohort: CohortKey, at?: string) => Promise<StepProgress>;
beforeAll(async () => {
  tables = await startTables();
  receiver = await startReceiver();
  ses.on(GetAccountCommand).resolves({ SendingEnabled: true, SendQuota: { MaxSendRate: 100 } });
  const { handler } = await import('../../../../functions/campaigns/run-step/handler.ts');
  run = async (cohort, at = '2026-12-01T12:00:00Z') => {
    const event = { cohort, step: 0, shard: 0, date: '2026-12-01', at };
    return (await handler(event, context)) as StepProgress;
  };
});
beforeEach(() => {
  receiver.received.splice(0);
  receiver.answer(() => 200);
});
afterAll(async () => {
  await receiver.close();
  await tables.close();
});

/** A cohort of the night of 1 December, with a webhook as its step. */
async function cohortOf(
  name: string,
  customers: readonly string[],
  webhook: object = {},
): Promise<CohortKey> {
  const source = {
    name,
    audience: {},
    steps: [{ name: 'card', after: '0d', webhook: { url: receiver.url, ...webhook } }],
  };
  const id = campaignIdSchema.parse(name);
  const draft = { id, campaign: campaignSchema.parse(source), source, templates: {} };
  const [published] = await publishCampaigns(tables.store, [draft], instant('2026-11-30T00:00:00Z'));
  const cohort = { campaign: id, version: published?.version ?? 1, slot: plainDate('2026-12-01') };
  const key = await tables.store.settings.opaqueIdKey();
  for (const customer of customers) {
    const customerId = customerIdSchema.parse(customer);
    const named = { id: customer, name: 'Ada', email: `${customer}@post.example` };
    const cart = { type: 'cart', id: 'k', at: '2026-11-01T12:00:00Z', customer: named, value: 4850 };
    await takeInFacts(tables.store, customerId, [interactionSchema.parse(cart)], 'UTC');
    const ref = customerRefFor(customerId, key);
    await tables.store.journeys.enrol(enrolmentFor(customerId, { cohort, ref, begunBy: 'cart#k' }), 1);
  }
  return cohort;
}

const keysReceived = () => receiver.received.map(({ headers }) => headers['idempotency-key']);

test('a webhook names the customer by an opaque id, and says more only where fields ask for it', async () => {
  await run(await cohortOf('bare', ['ann']));
  const [bare] = receiver.received;
  expect(bare?.body).not.toMatch(/ann|Ada|post\.example/);
  expect(JSON.parse(bare?.body ?? '')).toMatchObject({
    id: bare?.headers['idempotency-key'],
    campaign: 'bare',
    version: 1,
    cohort: '2026-12-01',
    step: 1,
    stepName: 'card',
    customer: expect.stringMatching(/^[\w-]{22}$/),
  });
  await run(await cohortOf('told', ['ann'], { fields: ['customerId', 'phone', 'event'] }));
  const { data } = JSON.parse(receiver.received[1]?.body ?? '') as { data: Record<string, unknown> };
  expect(data).toMatchObject({ customerId: 'ann', event: { type: 'cart', id: 'k', value: 4850 } });
  expect(JSON.stringify(data)).not.toMatch(/Ada|post\.example/);
});

test('the receiver of the guide finds it genuine, also while the key is rotated, and finds forgeries', async () => {
  const guide = readFileSync('docs/campaigns.md', 'utf8');
  const snippet = /```js\n([\s\S]*?)```/.exec(guide)?.[1] ?? expect.fail('the guide has a snippet');
  const { isGenuine } = (await import(`data:text/javascript,${encodeURIComponent(snippet)}`)) as {
    isGenuine(headers: object, body: string, keys: object): boolean;
  };
  const first = (await tables.store.settings.webhookKeys()).current;
  await tables.store.settings.rotate('webhooks');
  const second = (await tables.store.settings.webhookKeys()).current;
  await run(await cohortOf('signed', ['ann']));
  const { headers, body } = receiver.received[0] ?? expect.fail('it was sent');
  const keys = (...some: { id: string; key: string }[]) =>
    Object.fromEntries(some.map(({ id, key }) => [id, key]));
  vi.setSystemTime(new Date('2026-12-01T12:01:00Z'));
  expect(isGenuine(headers, body, keys(first))).toBe(true);
  expect(isGenuine(headers, body, keys(second))).toBe(true);
  expect(isGenuine(headers, `${body} `, keys(first, second))).toBe(false);
  expect(isGenuine({ ...headers, 'rekindle-timestamp': '1' }, body, keys(first))).toBe(false);
  expect(isGenuine(headers, body, { [first.id]: 'guessed' })).toBe(false);
  expect(isGenuine(headers, body, {})).toBe(false);
  expect(isGenuine({}, body, keys(first))).toBe(false);
  vi.setSystemTime(new Date('2026-12-01T12:10:00Z'));
  expect(isGenuine(headers, body, keys(first))).toBe(false);
  vi.useRealTimers();
});

test('no answer is tried again with the same key by the next run, a refusal is final', async () => {
  const cohort = await cohortOf('answers', ['ann', 'bob', 'eve']);
  const key = await tables.store.settings.opaqueIdKey();
  const is = (customer: string, body: string) =>
    body.includes(customerRefFor(customerIdSchema.parse(customer), key));
  receiver.answer(({ body }) => (is('ann', body) ? 503 : is('bob', body) ? 404 : 200));
  expect(await run(cohort)).toMatchObject({
    isDone: false,
    stoppedBy: 'no-answer',
    tally: { sent: 1, failed: 1, unknown: 1 },
  });
  receiver.answer(() => 200);
  expect(await run(cohort, '2026-12-01T12:30:00Z')).toMatchObject({
    isDone: true,
    tally: { sent: 2, failed: 1, unknown: 0 },
  });
  expect(receiver.received).toHaveLength(4);
  expect(new Set(keysReceived()).size).toBe(3);
  expect(await run(cohort)).toMatchObject({ isDone: true });
  expect(receiver.received).toHaveLength(4);
});

test('somebody who never answers has failed after twelve tries', async () => {
  const cohort = await cohortOf('never', ['ann']);
  receiver.answer(() => 500);
  for (let tries = 1; tries < 12; tries += 1)
    expect(await run(cohort)).toMatchObject({ stoppedBy: 'no-answer', tally: { unknown: 1 } });
  expect(await run(cohort)).toMatchObject({ isDone: true, tally: { failed: 1 } });
  expect(receiver.received).toHaveLength(12);
  expect(new Set(keysReceived()).size).toBe(1);
});

test('an endpoint that is down uses up only a few tries of each run', async () => {
  const customers = Array.from({ length: 60 }, (_, number) => `c${number}`);
  const cohort = await cohortOf('down', customers);
  receiver.answer(() => 500);
  expect(await run(cohort)).toMatchObject({ isDone: false, stoppedBy: 'no-answer' });
  // Ten at a time are under way when the tenth has not answered.
  expect(receiver.received.length).toBeLessThan(30);
  receiver.answer(() => 200);
  expect(await run(cohort)).toMatchObject({ isDone: true, tally: { sent: 60 } });
});

test('a step that dies at any of its writes sends to everybody when it is run again, always with the same key', async () => {
  let deaths = 0;
  for (let fatal = 1; ; fatal += 1) {
    receiver.received.splice(0);
    const cohort = await cohortOf(`crash-${fatal}`, ['ann']);
    let writes = 0;
    const stop = tables.intercept(({ name }) => {
      if (!/^(Put|Update|Delete)/.test(name)) return;
      writes += 1;
      if (writes === fatal) throw new Error('power cut');
    });
    const isAlive = await run(cohort).then(
      () => true,
      () => false,
    );
    stop();
    if (isAlive) break;
    deaths += 1;
    expect(await run(cohort, '2026-12-01T12:30:00Z')).toMatchObject({ isDone: true, tally: { sent: 1 } });
    expect(receiver.received.length).toBeGreaterThan(0);
    expect(new Set(keysReceived()).size).toBe(1);
  }
  // The claim, and what came of it.
  expect(deaths).toBe(2);
});

test('two runs at once may both call, with the same key, and count it once', async () => {
  const cohort = await cohortOf('twice', ['ann', 'bob']);
  await Promise.all([run(cohort), run(cohort)]);
  expect(await run(cohort)).toMatchObject({ isDone: true, tally: { customers: 2, sent: 2 } });
  expect(new Set(keysReceived()).size).toBe(2);
});
