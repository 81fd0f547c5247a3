import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, parseDocument } from 'yaml';
import type { Answered } from '../../../shared/console-api/routes.ts';
import { takeInFacts } from '../../../shared/operations/take-in.ts';
import { newPerson, orderBy, timeZone } from '../../shared/operations/known-customer.ts';
import { request, startTables } from '../setup.ts';
import { ask } from './sent.ts';

const tables = await startTables({ timeZone, shopName: 'Fernway', shopUrl: 'https://fernway.example' });
afterAll(() => tables.close());
const { createConsole } = await import('../../../functions/console/answer-console/console.ts');
const { handler } = await import('../../../functions/console/show-preview/handler.ts');
const { library } = await import('../../../functions/console/ready-made.ts');
const app = createConsole();

const ann = { ...newPerson(), name: 'Ann <b>Lee</b>', email: 'ann@buyer.example' };
const nobody = newPerson();
beforeAll(async () => {
  const order = orderBy(ann, 'o1', '2026-11-01T12:00:00Z');
  const { customer, ...rest } = orderBy(nobody, 'o1', '2026-11-01T12:00:00Z').order;
  const { email: _, ...withoutEmail } = customer;
  const byPhone = { type: 'order', order: { ...rest, customer: withoutEmail } } as const;
  await takeInFacts(tables.store, ann.customerId, [order], timeZone);
  await takeInFacts(tables.store, nobody.customerId, [byPhone], timeZone);
});

const begin = (id: string, from: unknown) => ask(app, 'POST /api/drafts', { body: { id, from } });
const preview = async (campaign: string, body: object, at?: string) =>
  (
    await ask(app, 'POST /api/drafts/{campaign}/preview', {
      path: { campaign },
      body: { revision: 1, step: 0, customerId: ann.customerId, ...body },
      ...(at !== undefined && { at }),
    })
  ).body;
const frame = async ({ shown }: Answered<'POST /api/drafts/{campaign}/preview'>, at?: number) => {
  const token = shown?.address.replace('/api/previews/', '') ?? 'none';
  return request(handler, { method: 'GET', path: { token }, ...(at !== undefined && { at }) });
};

/** Commands that change something. */
const writes: string[] = [];
tables.intercept(({ name }) => {
  if (/Put|Update|Delete|Write/.test(name)) writes.push(name);
});

describe('a preview', () => {
  test('is the mail that the customer would get, in a page whose own policy forbids scripts', async () => {
    await begin('spring', { readyMade: 'win-back' });
    const answer = await preview('spring', { template: 'a-gift', step: 2 });
    expect(answer.shown).toMatchObject({
      subject: '15% off, if you would like to come back',
      language: 'en',
      customer: { customerId: ann.customerId, email: ann.email, isReachable: true },
    });
    const { status, headers, text } = await frame(answer);
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox",
    );
    expect(text).toContain('ABCD-EFGH-JKMN');
    expect(text).not.toContain('<b>Lee');
    expect(text).not.toMatch(/href="[^#]|\/unsubscribe\/(?!test")/);
  });

  test('has the subject of the step that sends it, and speaks the language that was chosen', async () => {
    const [first, second, chinese] = await Promise.all([
      preview('spring', { template: 'we-miss-you' }),
      preview('spring', { template: 'we-miss-you', step: 1 }),
      preview('spring', { template: 'we-miss-you', language: 'zh' }),
    ]);
    expect(first.shown?.subject).not.toBe(second.shown?.subject);
    expect(chinese.shown).toMatchObject({ language: 'zh', subject: expect.stringContaining('好久不见') });
    expect((await frame(chinese)).text).toContain('一键退订');
  });

  test('of a campaign that an event begins has an event that says everything', async () => {
    await begin('cart', { readyMade: 'left-cart' });
    const { text } = await frame(await preview('cart', { template: 'left-cart' }));
    expect(text).toContain('Example product');
  });

  test('of a campaign that refers to a saved audience is read as the checks of the draft read it', async () => {
    await ask(app, 'POST /api/audiences/named/{name}', {
      path: { name: 'vip' },
      body: { revision: 0, title: 'VIP', text: 'orders: { atLeast: 1 }' },
    });
    const path = { campaign: 'for-vip' };
    await begin('for-vip', { readyMade: 'welcome' });
    const { text, templates, scripts } = (await ask(app, 'GET /api/drafts/{campaign}', { path })).body;
    const written = parseDocument(text);
    written.set('audience', 'vip');
    const saved = await ask(app, 'POST /api/drafts/{campaign}', {
      path,
      body: { revision: 1, text: written.toString(), templates, scripts },
    });
    expect(saved.body).toMatchObject({ saved: true, checked: { problems: [] } });
    const answer = await preview('for-vip', { revision: 2, template: 'welcome' });
    expect(answer.shown?.customer.customerId).toBe(ann.customerId);
    expect((await frame(answer)).status).toBe(200);
  });

  test('shows a code that is nobody’s also where all customers would get the same one', async () => {
    const path = { campaign: 'shared-code' };
    await begin('shared-code', { blank: true });
    await ask(app, 'POST /api/drafts/{campaign}', {
      path,
      body: {
        revision: 1,
        text: `name: Spring
audience: {}
steps:
  - after: 0d
    coupon: { percentOff: 10, validFor: 21d, template: code, shared: { code: SPRING-26, limit: 500 } }
`,
        scripts: {},
        templates: { code: { en: { subject: 'Use {{ coupon.code }}', body: '{{ coupon.code }}' } } },
      },
    });
    const answer = await preview('shared-code', { revision: 2, template: 'code' });
    expect(answer.shown?.subject).toBe('Use ABCD-EFGH-JKMN');
    expect((await frame(answer)).text).not.toContain('SPRING');
  });

  test('can be made of every mail that comes with Rekindle', async () => {
    for (const [name, text] of Object.entries(library.campaigns)) {
      await begin(`all-${name}`, { readyMade: name });
      const { steps } = parse(text) as { steps: unknown[] };
      for (const template of Object.keys(library.textsFor(text).templates)) {
        const step = steps.findIndex((one) => JSON.stringify(one).includes(`"template":"${template}"`));
        const { shown } = await preview(`all-${name}`, { template, step, language: 'zh' });
        expect(shown?.subject, `${name}: ${template}`).toMatch(/\p{Script=Han}/u);
      }
    }
  });

  test('writes nothing, and issues neither coupon nor code', async () => {
    await preview('spring', { template: 'a-gift', step: 2 });
    writes.length = 0;
    await frame(await preview('spring', { template: 'a-gift', step: 2 }));
    expect(writes).toEqual([]);
  });
});

describe('the address of a preview', () => {
  test('is good for five minutes and for the revision that was on screen, without any login', async () => {
    const answer = await preview('spring', { template: 'we-miss-you' });
    const noon = Date.parse('2026-12-09T12:00:00Z');
    expect((await frame(answer, noon + 5 * 60_000)).status).toBe(200);
    expect((await frame(answer, noon + 5 * 60_001)).status).toBe(404);
    const { text, templates, scripts } = (
      await ask(app, 'GET /api/drafts/{campaign}', { path: { campaign: 'spring' } })
    ).body;
    const body = { revision: 1, text: `${text}\n`, templates, scripts };
    await ask(app, 'POST /api/drafts/{campaign}', { path: { campaign: 'spring' }, body });
    const { status, text: page } = await frame(answer);
    expect(status).toBe(404);
    expect(page).toContain('This preview has ended');
    expect(page).not.toContain('Ann');
  });

  test('that nobody sealed gives a plain page with the same policy', async () => {
    for (const token of ['', 'x', '1.AAAA', '../settings', '%00']) {
      const { status, headers } = await request(handler, { method: 'GET', path: { token } });
      expect(status, token).toBe(404);
      expect(headers['content-security-policy']).toContain('sandbox');
    }
  });
});

describe('there is nothing to see', () => {
  test.each([
    ['changed', { revision: 9, template: 'welcome' }],
    ['no-text', { template: 'welcome', step: 40 }],
    ['no-text', { template: 'other' }],
    ['no-text', { template: 'welcome', language: 'fr' }],
    ['no-customer', { template: 'welcome', customerId: 'who' }],
    ['no-address', { template: 'welcome', customerId: nobody.customerId }],
    ['no-night', { template: 'welcome', customerId: undefined }],
  ])('and it says why: %s', async (whyNot, body) => {
    await begin('why', { readyMade: 'welcome' });
    expect(await preview('why', body)).toEqual({ whyNot });
  });

  test('while the campaign cannot be read, or the text cannot be filled in, in the reader’s words', async () => {
    await begin('torn', { blank: true });
    const save = async (revision: number, text: string, body: string) =>
      ask(app, 'POST /api/drafts/{campaign}', {
        path: { campaign: 'torn' },
        body: { revision, text, scripts: {}, templates: { hello: { en: { subject: 'Hi', body } } } },
      });
    const { text } = (await ask(app, 'GET /api/drafts/{campaign}', { path: { campaign: 'torn' } })).body;
    await save(1, 'steps: [', 'x');
    expect(await preview('torn', { revision: 2, template: 'hello' })).toEqual({ whyNot: 'not-a-campaign' });
    await save(2, text, 'Hello {{ customer.nickname }}');
    const { problem } = await preview('torn', { revision: 3, template: 'hello', lang: 'zh' });
    expect(problem).toMatch(/\p{Script=Han}/u);
    expect(problem).toContain('customer.nickname');
  });
});
