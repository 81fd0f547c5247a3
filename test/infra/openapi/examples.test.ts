import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../../../functions/toolkit/contract.ts';
import { type RouteKey, routesWithContracts } from '../../../infra/openapi/contracts.ts';
import { createOpenApi } from '../../../infra/openapi/document.ts';
import { targetOf } from '../../../infra/openapi/markdown.ts';
import { instant, plainDate } from '../../../shared/calendar.ts';
import type { CallbackTask } from '../../../shared/callbacks/callback.ts';
import type { Coupon } from '../../../shared/coupons/coupon.ts';
import { linkOfToken, unsubscribeToken } from '../../../shared/email/unsubscribe.ts';
import { orderIdSchema, taskIdSchema } from '../../../shared/ids.ts';
import { grantPoints } from '../../../shared/operations/grant-points.ts';
import { recipientIdFor } from '../../../shared/recipients/address.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { askingEnrolment } from '../../shared/campaigns/campaigns.ts';
import { idOf, openShop, orderOf, type Shop } from '../../workflows/support/shop.ts';

const { paths } = createOpenApi();
let shop: Shop;
let token: string;

const coupon = (code: string, expiresOn = '2026-12-15', more: Partial<Coupon> = {}) =>
  shop.store.coupons.issue({
    code,
    customerId: idOf('c42'),
    benefit: { kind: 'percent', percentOff: 15 },
    issuedAt: instant('2026-11-20T12:00:00Z'),
    expiresOn: plainDate(expiresOn),
    issuedFor: 'win-back#1#2026-11-20#1',
    ...more,
  });

const taskId = (number: string) => taskIdSchema.parse(`cb-${number.padStart(24, '0')}`);
const task = (more: Pick<CallbackTask, 'taskId' | 'value'>) =>
  shop.store.callbacks.add({
    customerId: idOf('c7'),
    enrolment: askingEnrolment(),
    script: 'win-back',
    askedBy: 'win-back#1#2026-11-26#2',
    withinHours: 72,
    attempts: 3,
    retryAfterHours: 24,
    askedAt: instant('2026-11-26T05:04:00Z'),
    attempt: 1,
    queuedAt: instant('2026-11-26T05:04:00Z'),
    dueAt: instant('2026-11-29T05:04:00Z'),
    calls: [],
    token: 'token',
    progress: { state: 'open' },
    ...more,
  });

// The state of the shop that the examples are about.
beforeAll(async () => {
  shop = await openShop({
    startsAtMs: Date.parse('2026-11-26T12:00:00Z'),
    settings: {
      benefits: { bronze: { pointsRate: 1 } },
      points: { rewards: [{ name: 'five-off', points: 300, amountOff: 5, validForDays: 90 }] },
    },
  });
  const customer = { name: 'Grace Hopper', phone: '+44 20 7946 0000' };
  await shop.receive(orderOf('c7', plainDate('2026-03-14'), { total: 4850, customer }));
  const given = {
    customerId: idOf('c42'),
    purpose: 'birthday',
    points: 420,
    at: instant('2026-11-20T12:00:00Z'),
  };
  await grantPoints(shop.store, given, defaultSettings);
  await coupon('K7QM-4HXT-9RWD');
  await coupon('EXPR-EXPR-EXPR', '2026-11-01');
  await coupon('TEAS-TEAS-TEAS', '2026-12-15', { products: ['TEA-2'] });
  const orderId = orderIdSchema.parse('7');
  await coupon('USED-USED-USED', '2026-12-15', {
    redemption: { at: instant('2026-11-21T12:00:00Z'), orderId },
  });
  await shop.store.campaigns.publish({
    id: askingEnrolment().cohort.campaign,
    source: {
      name: 'Win back',
      audience: {},
      steps: [{ after: '0d', callback: { script: 'win-back', within: '3d' } }],
    },
    templates: {},
    scripts: { 'win-back': { en: 'Ask {{ customer.firstName | default: "first" }} first, sell last.' } },
    publishedAt: instant('2026-11-01T00:00:00Z'),
  });
  await task({ taskId: taskId('5f1d3c0a9be84427d6c1e0a2'), value: 4850 });
  await task({ taskId: taskId('2'), value: 4849 });
  const { links, opaqueIds } = await shop.store.settings.secrets();
  const recipient = recipientIdFor('email', 'c7@post.example', opaqueIds);
  token = unsubscribeToken({ recipient, message: 'win-back#1#2026-11-26#0' }, links);
  expect(linkOfToken(token, links)).toBeDefined();
});
afterAll(() => shop.stack.close());

async function send(method: string, target: string, body?: unknown) {
  const response = await fetch(`${shop.stack.endpoints.api}${target}`, {
    method,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type') === 'application/json';
  return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : undefined };
}

describe('the example of', () => {
  // In the order of the page: a task is listed, claimed, and answered.
  test.each(routesWithContracts)('$method $path is answered as the page says', async (route) => {
    const { method, path, contract } = route;
    const { parameters = [] } = paths[path]?.[method.toLowerCase()] ?? {};
    const target = targetOf(path, parameters).replace('TOKEN', token);
    const { status, body } = await send(method, target, contract.example.body);
    expect({ status, body }).toEqual({ status: contract.example.status, body: contract.example.answer });
  });
});

/** Requests that are answered with the statuses that the examples do not have, besides failures of ours. */
const otherwise: Readonly<Record<RouteKey, readonly [target: string, body?: unknown][]>> = {
  'POST /orders': [
    ['/orders', '{'],
    ['/orders', []],
    ['/orders', { id: '1' }],
  ],
  'POST /activity': [
    ['/activity', 'nonsense'],
    ['/activity', { activity: [] }],
    ['/activity', { type: 'visit', id: 5 }],
  ],
  'POST /coupons/{code}/check': [
    ['/coupons/K7QM-4HXT-9RWD/check', {}],
    ['/coupons/K7QM-4HXT-9RWD/check', { customerId: 'c7' }],
    ['/coupons/nonsense/check', { customerId: 'c7' }],
    ['/coupons/EXPR-EXPR-EXPR/check', { customerId: 'c42' }],
    ['/coupons/USED-USED-USED/check', { customerId: 'c42' }],
    ['/coupons/TEAS-TEAS-TEAS/check', { customerId: 'c42', lines: [] }],
  ],
  'POST /coupons/{code}': [
    ['/coupons/K7QM-4HXT-9RWD', {}],
    ['/coupons/K7QM-4HXT-9RWD', { customerId: 'c7', orderId: '2' }],
    ['/coupons/nonsense', { customerId: 'c7', orderId: '2' }],
    ['/coupons/K7QM-4HXT-9RWD', { customerId: 'c42', orderId: '2' }],
    ['/coupons/EXPR-EXPR-EXPR', { customerId: 'c42', orderId: '2' }],
    ['/coupons/TEAS-TEAS-TEAS', { customerId: 'c42', orderId: '2', lines: [] }],
  ],
  'GET /customers/{customerId}': [['/customers/%23'], ['/customers/nobody']],
  'POST /customers/{customerId}/points': [
    ['/customers/c42/points', {}],
    ['/customers/nobody/points', { id: 'r-2', reward: 'five-off' }],
    ['/customers/c42/points', { id: 'r-2', reward: 'five-off' }],
  ],
  'POST /referrals/{code}/check': [['/referrals/K7QM-4HXT-9RWD/check', { email: 'nobody' }]],
  'GET /callback-tasks': [['/callback-tasks?limit=0'], ['/callback-tasks?cursor=x']],
  'GET /callback-tasks/{taskId}': [
    ['/callback-tasks/cb-5f1d3c0a9be84427d6c1e0a2?language=fr'],
    ['/callback-tasks/x'],
  ],
  'POST /callback-tasks/{taskId}/claim': [
    ['/callback-tasks/x/claim', { staff: '' }],
    ['/callback-tasks/x/claim', { staff: 'Mei' }],
    ['/callback-tasks/cb-5f1d3c0a9be84427d6c1e0a2/claim', { staff: 'Tom' }],
  ],
  'POST /callback-tasks/{taskId}/release': [
    ['/callback-tasks/x/release', {}],
    ['/callback-tasks/x/release', { staff: 'Mei' }],
    ['/callback-tasks/cb-5f1d3c0a9be84427d6c1e0a2/release', { staff: 'Tom' }],
  ],
  'POST /callback-tasks/{taskId}/outcome': [
    ['/callback-tasks/x/outcome', { staff: 'Mei', outcome: 'left a message' }],
    ['/callback-tasks/x/outcome', { staff: 'Mei', outcome: 'no-answer' }],
    ['/callback-tasks/cb-000000000000000000000002/outcome', { staff: 'Mei', outcome: 'no-answer' }],
  ],
  'GET /unsubscribe/{token}': [['/unsubscribe/x']],
  'POST /unsubscribe/{token}': [['/unsubscribe/x']],
};

describe('every other answer of', () => {
  test.each(routesWithContracts)('$method $path is as the page says', async ({ method, path, contract }) => {
    const requests = Object.entries(otherwise).find(([key]) => key === `${method} ${path}`)?.[1] ?? [];
    const statuses = new Set([contract.example.status]);
    for (const [target, requested] of requests) {
      const { status, body } = await send(method, target, requested);
      const answer: Answer =
        contract.answers[status] ?? expect.fail(`${target}: ${status} is not documented`);
      expect(answer.body?.safeParse(body).error, target).toBeUndefined();
      expect(body === undefined, target).toBe(answer.body === undefined);
      statuses.add(status);
    }
    const documented = Object.keys(contract.answers).map(Number);
    expect([...statuses].sort()).toEqual(documented.filter((status) => status < 500));
  });
});
