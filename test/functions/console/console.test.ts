import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, test, vi } from 'vitest';
import type { Answers } from '../../../functions/console/answer-console/answer.ts';
import { createConsole } from '../../../functions/console/answer-console/console.ts';
import { store } from '../../../functions/toolkit/store.ts';
import type { AuditEntry } from '../../../shared/console-api/audit.ts';
import { rights } from '../../../shared/console-api/rights.ts';
import { type Role, roles } from '../../../shared/console-api/roles.ts';
import { consoleRouteKeys, consoleRoutes } from '../../../shared/console-api/routes.ts';
import { NotFoundError } from '../../../shared/errors.ts';

const done = async () => ({ done: true }) as never;
/** Answers every route with the same, so that only who may ask is looked at. */
const nothing = Object.fromEntries(consoleRouteKeys.map((key) => [key, done])) as unknown as Answers;

const log: AuditEntry[] = [];
vi.spyOn(store.audit, 'add').mockImplementation(async (entry) => void log.push(entry));
vi.spyOn(store.settings, 'opaqueIdKey').mockResolvedValue('key');

/** Sends a request as somebody whom the authorizer has let through, or without any claims. */
function send(
  key: string,
  claims: Readonly<Record<string, string>> | undefined,
  { body, query = '', answers = nothing }: { body?: unknown; query?: string; answers?: Answers } = {},
) {
  const [method = 'GET', template = ''] = key.split(' ');
  const path = template
    .replace('{taskId}', `cb-${'0'.repeat(24)}`)
    .replace('{version}', '1')
    .replace('{night}', '2026-11-26')
    .replace(/\{\w+\}/g, 'c7');
  const event = {
    requestContext: {
      requestId: 'r1',
      timeEpoch: Date.parse('2026-11-26T10:00:00Z'),
      ...(claims && { authorizer: { jwt: { claims, scopes: null } } }),
    },
  } as unknown as APIGatewayProxyEventV2;
  const init = { method, ...(body !== undefined && { body: JSON.stringify(body) }) };
  return createConsole(answers).request(`http://shop.example${path}${query}`, init, { event });
}

const as = (...groups: string[]) => ({ sub: 's1', name: 'Mei', 'cognito:groups': `[${groups.join(' ')}]` });

/** What each route needs besides its path. */
const needed: Readonly<Record<string, { body?: unknown; query?: string }>> = {
  'GET /api/customers': { query: '?text=ann' },
  'POST /api/reports/{campaign}/{version}/people': { body: { lang: 'en' } },
  'POST /api/reports/{campaign}/{version}/people/part': {
    body: { begun: { at: '2026-11-26T10:00:00.000Z', requestId: 'r0' } },
  },
  'POST /api/nights': { body: {} },
  'POST /api/audiences/count': { body: { text: 'lifecycle: [silent]' } },
  'POST /api/audiences/overlaps': { body: { text: 'lifecycle: [silent]' } },
  'POST /api/audiences/parts/count': {
    body: { text: 'lifecycle: [silent]', asOf: '2026-11-27', segment: 0, segments: 1 },
  },
  'POST /api/audiences/exports': { body: { text: 'lifecycle: [silent]', for: 'people' } },
  'POST /api/audiences/exports/part': {
    body: {
      begun: { at: '2026-11-26T10:00:00.000Z', requestId: 'r0' },
      asOf: '2026-11-27',
      segment: 0,
      segments: 1,
    },
  },
  'POST /api/audiences/named/{name}': { body: { revision: 0, title: 'Silent', text: 'lifecycle: [silent]' } },
  'POST /api/audiences/named/{name}/delete': { body: { revision: 1 } },
  'POST /api/campaigns/{campaign}/state': { body: { state: 'paused' } },
  'POST /api/campaigns/{campaign}/promote': { body: { variant: 'short' } },
  'POST /api/drafts': { body: { id: 'spring', from: { blank: true } } },
  'POST /api/drafts/{campaign}': { body: { revision: 1, text: '', templates: {}, scripts: {} } },
  'POST /api/drafts/{campaign}/count': {
    body: { revision: 1, asOf: '2026-11-27', segment: 0, segments: 1 },
  },
  'POST /api/drafts/{campaign}/preview': { body: { revision: 1, step: 0, template: 'hello' } },
  'POST /api/drafts/{campaign}/test': {
    body: {
      ...{ revision: 1, step: 0, template: 'hello', language: 'en' },
      ...{ customerId: 'c7', to: 'mei@shop.example' },
    },
  },
  'POST /api/drafts/{campaign}/publish': { body: { revision: 1 } },
  'POST /api/customers/{customerId}/close': { body: { channel: 'email' } },
  'POST /api/customers/{customerId}/erase': { body: { confirm: 'c7' } },
  'POST /api/suppressions/find': { body: { channel: 'email', address: 'ann@shop.example' } },
  'POST /api/suppressions': { body: { channel: 'phone', address: '+49 170 1234567' } },
  'POST /api/suppressions/release': { body: { address: 'ann@shop.example', note: 'She called.' } },
  'POST /api/suppressions/import': { body: { name: 'list.csv', text: 'email' } },
  'POST /api/people': { body: { name: 'mei', email: 'mei@shop.example', roles: ['staff'] } },
  'POST /api/people/{person}/invitation': {},
  'POST /api/people/{person}/roles': { body: { roles: ['marketer'] } },
  'POST /api/people/{person}/access': { body: { isEnabled: false } },
  'POST /api/settings/check': { body: { base: '', text: 'shopName: Tea' } },
  'POST /api/settings/effect': { body: { base: '', text: 'shopName: Tea' } },
  'POST /api/settings': { body: { changes: [{ path: 'shopName', before: 'Tea', after: 'Coffee' }] } },
  'POST /api/calls/{taskId}/outcome': { body: { staff: 'me', outcome: 'no-answer' } },
};

describe.each(consoleRouteKeys)('%s', (key) => {
  test.each(roles)('answers %s only where the table of rights says so', async (role) => {
    const response = await send(key, as(role), needed[key]);
    const allowed: readonly Role[] = rights[key];
    expect(response.status).toBe(allowed.includes(role) ? 200 : 403);
  });

  test('answers nobody whom no authorizer has let through, and nobody without a role', async () => {
    expect((await send(key, undefined, needed[key])).status).toBe(401);
    expect((await send(key, as(), needed[key])).status).toBe(403);
    expect((await send(key, as('superuser'), needed[key])).status).toBe(403);
  });
});

describe('a change', () => {
  test('is written to the audit log with who, what and when, and values only where they are not personal', async () => {
    log.length = 0;
    await send('POST /api/calls/{taskId}/outcome', as('staff'), {
      body: { staff: 'me', outcome: 'no-answer', note: 'Her sister picked up.' },
    });
    expect(log).toEqual([
      {
        at: '2026-11-26T10:00:00.000Z',
        requestId: 'r1',
        by: { id: 's1', name: 'Mei' },
        change: 'POST /api/calls/{taskId}/outcome',
        on: `cb-${'0'.repeat(24)}`,
        fields: { staff: true, outcome: 'no-answer', note: true },
      },
    ]);
  });

  test('of settings is written by the paths that change, their values only where they name no person', async () => {
    log.length = 0;
    const changes = [
      { path: 'tiers.silver', before: '200 EUR', after: '250 EUR' },
      { path: 'email.from', before: 'a@shop.example', after: 'Ann <ann@shop.example>' },
      { path: 'retention.journeyDays', before: 400 },
    ];
    await send('POST /api/settings', as('admin'), { body: { changes } });
    expect(log[0]?.fields).toEqual({
      'tiers.silver': '250 EUR',
      'email.from': true,
      'retention.journeyDays': null,
    });
    const other = await send('POST /api/settings', as('admin'), {
      body: { changes: [{ path: '__proto__.x', after: 1 }] },
    });
    expect([other.status, log.length]).toEqual([400, 1]);
  });

  test('names a customer by the opaque id, since the shop’s may be an address', async () => {
    log.length = 0;
    await send('POST /api/customers/{customerId}/close', as('staff'), { body: { channel: 'phone' } });
    expect(log[0]?.on).toMatch(/^[\w-]{22}$/);
    expect(log[0]?.fields).toEqual({ channel: 'phone' });
  });

  test('that is refused for its role or its form leaves no line', async () => {
    log.length = 0;
    await send('POST /api/customers/{customerId}/erase', as('marketer'), { body: { confirm: 'c7' } });
    await send('POST /api/customers/{customerId}/close', as('staff'), { body: { channel: 'fax' } });
    expect(log).toEqual([]);
  });

  test('is every route that is not a GET, except for those that say they change nothing', () => {
    for (const key of consoleRouteKeys)
      expect('audited' in consoleRoutes[key], key).toBe(
        key.endsWith('/export') || (!key.startsWith('GET ') && !('changesNothing' in consoleRoutes[key])),
      );
  });

  test('is also written for each export, which takes personal data out of the shop', async () => {
    log.length = 0;
    await send('GET /api/customers/{customerId}/export', as('admin'));
    await send('GET /api/suppressions/export', as('admin'), { query: '?after=ann%40shop.example' });
    await send('GET /api/suppressions/export', as('marketer'));
    expect(log.map(({ change, by, fields }) => [change, by.name, fields])).toEqual([
      ['GET /api/customers/{customerId}/export', 'Mei', {}],
      ['GET /api/suppressions/export', 'Mei', {}],
    ]);
    expect(log[0]?.on).toMatch(/^[\w-]{22}$/);
  });

  test.each(['email', 'email.from.name', 'callbacks', 'callbacks.escalateTo', 'postalAddress'])(
    'of the setting %s is written without its value',
    async (path) => {
      log.length = 0;
      const after = { from: 'Ann <ann@shop.example>' };
      await send('POST /api/settings', as('admin'), { body: { changes: [{ path, after }] } });
      expect(log[0]?.fields).toEqual({ [path]: true });
    },
  );

  test('of a setting whose name only begins like that of another is written with its value', async () => {
    log.length = 0;
    const changes = [{ path: 'callbacks.escalateToo', after: 3 }];
    await send('POST /api/settings', as('admin'), { body: { changes } });
    expect(log[0]?.fields).toEqual({ 'callbacks.escalateToo': 3 });
  });

  test('that releases a mailbox needs a note without an address, which is all of it that is written', async () => {
    log.length = 0;
    const key = 'POST /api/suppressions/release';
    const releasing = (note: string) =>
      send(key, as('marketer'), { body: { address: 'ann@x.example', note } });
    for (const note of ['', '  ', 'ann@x.example called', 'n'.repeat(301)])
      expect((await releasing(note)).status).toBe(400);
    expect(log).toEqual([]);
    expect((await releasing(' She called @ noon. ')).status).toBe(200);
    expect(log.map(({ fields }) => fields)).toEqual([{ address: true, note: 'She called @ noon.' }]);
  });

  test('of a person who is named by an address is refused, so that the log has none', async () => {
    log.length = 0;
    const key = 'POST /api/people/{person}/roles';
    const atAddress = key.replace('{person}', 'ann%40shop.example');
    const { status } = await send(atAddress, as('admin'), needed[key]);
    expect([status, log]).toEqual([400, []]);
  });
});

describe('what cannot be answered', () => {
  test('names each field of a bad request, and the request', async () => {
    const response = await send('GET /api/customers', as('staff'), { query: '?limit=0' });
    expect(response.status).toBe(400);
    const body = (await response.json()) as { issues: { path: string }[]; requestId: string };
    expect(body.issues.map(({ path }) => path)).toEqual(['query.text', 'query.limit']);
    expect(body.requestId).toBe('r1');
  });

  test('is a 404 for what does not exist, and for a route that does not', async () => {
    const missing = { ...nothing, 'GET /api/session': async () => Promise.reject(new NotFoundError('gone')) };
    expect((await send('GET /api/session', as('staff'), { answers: missing })).status).toBe(404);
    expect((await send('GET /api/nothing', as('admin'))).status).toBe(404);
  });

  test('says nothing about a mistake of ours but the request', async () => {
    const broken = { ...nothing, 'GET /api/session': async () => Promise.reject(new Error('secret')) };
    const response = await send('GET /api/session', as('staff'), { answers: broken });
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ error: 'internal', requestId: 'r1' });
  });
});
