import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainDate } from '../../../../shared/calendar.ts';
import type { Briefing } from '../../../../shared/callbacks/briefing.ts';
import { campaignIdSchema } from '../../../../shared/ids.ts';
import type { Profile } from '../../../../shared/profile/profile.ts';
import { customer } from '../../../shared/campaigns/campaigns.ts';
import { orderOf } from '../../../workflows/support/shop.ts';
import { type HttpLambda, request, startTables, type Tables } from '../../setup.ts';
import { taskOf } from './tasks.ts';

let tables: Tables;
let handler: HttpLambda;
let ingest: HttpLambda;

beforeAll(async () => {
  tables = await startTables();
  handler = (await import('../../../../functions/api/callback-tasks/handler.ts')).handler;
  ingest = (await import('../../../../functions/api/ingest-orders/handler.ts')).handler;
  await tables.store.campaigns.publish({
    id: campaignIdSchema.parse('win-back'),
    source: {
      name: 'Win back',
      audience: {},
      steps: [{ after: '0d', callback: { script: 'win-back', within: '3d' } }],
    },
    templates: {},
    scripts: {
      'win-back': {
        en: 'Hello {{ customer.firstName | default: "there" }}, this is {{ shop.name }}.',
        zh: '{{ customer.name | default: "您" }}好，这里是{{ shop.name }}。',
      },
    },
    publishedAt: customer.orders.lastAt,
  });
});
afterAll(() => tables.close());

interface Options {
  readonly profile?: Partial<Profile>;
  readonly query?: Record<string, string>;
}

/** The briefing for a call to a silent gold customer who differs by this. */
async function briefingFor({ profile = {}, query = {} }: Options = {}): Promise<Briefing> {
  const task = taskOf();
  await tables.store.callbacks.add(task);
  await tables.store.customers.save({ ...customer, ...profile, customerId: task.customerId }, 0);
  return show(task.taskId, query);
}

async function show(taskId: string, query: Record<string, string> = {}): Promise<Briefing> {
  const route = 'GET /callback-tasks/{taskId}';
  const { json } = await request<{ briefing: Briefing }>(handler, {
    route,
    method: 'GET',
    path: { taskId },
    query,
  });
  return json().briefing;
}

const named = (name: string, locale = 'en-GB') => ({ contact: { ...customer.contact, name, locale } });

describe('the briefing for a call', () => {
  test('says who the customer is, why to call, what to offer, and has the script with their name', async () => {
    expect(await briefingFor({ profile: named('Ada Lovelace') })).toEqual({
      language: 'en',
      who: 'Ada Lovelace, gold tier, 4 orders since 2026-01-01, €600.00 net',
      whyNow: ['Campaign “Win back”'],
      lastOrders: [],
      offer:
        'Ask what has changed for them before you offer anything; they can buy, but need nothing yet. 10% off once a need shows.',
      script: 'Hello Ada, this is My Shop.',
    });
  });

  test('is in the language to speak with the customer, or in the one that staff ask for', async () => {
    const chinese = await briefingFor({ profile: named('王芳', 'zh-CN') });
    expect(chinese).toMatchObject({
      language: 'zh',
      who: '王芳，金牌会员，2026-01-01 以来下单 4 次，净消费 €600.00',
      whyNow: ['活动“Win back”'],
      script: '王芳好，这里是My Shop。',
    });
    expect(chinese.offer).toContain('九折');
    const english = await briefingFor({ profile: named('王芳', 'zh-CN'), query: { language: 'en' } });
    expect(english).toMatchObject({ language: 'en', script: 'Hello 王芳, this is My Shop.' });
    expect(await briefingFor({ profile: named('Pierre', 'fr-FR') })).toMatchObject({ language: 'en' });
  });

  test('has the last three orders that count, the latest first, however many things are in them', async () => {
    const task = taskOf();
    await tables.store.callbacks.add(task);
    const line = (sku: string, quantity = 1) => ({ sku, name: sku, quantity, unitPrice: 100 });
    const order = (day: string, more: object = {}) => ({
      ...orderOf(task.customerId, plainDate(day), { total: 4_000 }),
      ...more,
    });
    const orders = [
      order('2026-03-01'),
      order('2026-05-01', { lines: ['mug', 'cup', 'pan', 'pot', 'lid'].map((sku) => line(sku, 2)) }),
      order('2026-04-01', { status: 'refunded-in-part', refunded: 1_000 }),
      order('2026-07-01', { status: 'cancelled' }),
      order('2026-06-01', { lines: [line('tea\u202e \n pot')] }),
    ];
    expect((await request(ingest, { body: orders })).text).not.toContain('rejected');
    expect((await show(task.taskId)).lastOrders).toEqual([
      '2026-06-01: €40.00 (tea pot)',
      '2026-05-01: €40.00 (2 × mug, 2 × cup, 2 × pan, 2 more)',
      '2026-04-01: €30.00 (thing)',
    ]);
  });

  test('sells nothing to somebody who waits for an answer to a complaint', async () => {
    const complaints = { count: 1, open: 1, openedOn: plainDate('2026-12-01') };
    const { offer, whyNow } = await briefingFor({ profile: { complaints } });
    expect(offer).toContain('settle the complaint first');
    expect(whyNow).toContain('Open complaint, since 2026-12-01');
    const settled = await briefingFor({ profile: { complaints: { ...complaints, open: 0 } } });
    expect(settled.offer).toContain('10% off');
  });

  test('of a prospect without name, classes or script says what is not known', async () => {
    const task = taskOf({ script: 'unwritten' });
    await tables.store.callbacks.add(task);
    const { orders: _, classes: __, ...prospect } = customer;
    await tables.store.customers.save(
      { ...prospect, customerId: task.customerId, contact: { phone: '+44 20 7946 0000' } },
      0,
    );
    expect(await show(task.taskId)).toEqual({
      language: 'en',
      who: 'name not known, has never ordered',
      whyNow: ['Campaign “Win back”'],
      lastOrders: [],
      offer: expect.stringContaining('Not enough is known'),
    });
  });

  test('is missing where nothing is known about the customer', async () => {
    const task = taskOf();
    await tables.store.callbacks.add(task);
    expect(await show(task.taskId)).toBeUndefined();
  });
});
