import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { instant, instantFromMs, plainDate } from '../../../../shared/calendar.ts';
import type { CallbackTask } from '../../../../shared/callbacks/callback.ts';
import type { QueuedTask } from '../../../../shared/callbacks/staff-view.ts';
import type { Profile } from '../../../../shared/profile/profile.ts';
import { type HttpLambda, noon, request, startTables, type Tables } from '../../setup.ts';
import { taskOf } from './tasks.ts';

interface Page {
  readonly tasks: readonly QueuedTask[];
  readonly next?: string;
}

const taskDay = plainDate('2026-03-14');
let tables: Tables;
let handler: HttpLambda;
const waiting = new Map<string, CallbackTask>();

beforeAll(async () => {
  tables = await startTables();
  handler = (await import('../../../../functions/api/callback-tasks/handler.ts')).handler;
});
afterEach(async () => {
  await Promise.all([...waiting.values()].map(close));
  waiting.clear();
});
afterAll(() => tables.close());

async function queue(...tasks: readonly CallbackTask[]): Promise<void> {
  await Promise.all(tasks.map((task) => tables.store.callbacks.add(task)));
  for (const task of tasks) waiting.set(task.taskId, task);
}

async function change(task: CallbackTask, progress: CallbackTask['progress']): Promise<void> {
  const before = waiting.get(task.taskId) ?? task;
  const after = { ...before, progress };
  expect(await tables.store.callbacks.change(before, after)).toBe(true);
  waiting.set(task.taskId, after);
}

const close = (task: CallbackTask) =>
  change(task, { state: 'closed', at: instantFromMs(noon), result: 'not-called' });

const list = (query: Record<string, string> = {}) =>
  request<Page>(handler, { route: 'GET /callback-tasks', method: 'GET', query });

/** Reads page after page, and calls `between` before each page but the first. */
async function pages(
  limit: number,
  between: (read: Page) => Promise<void> = async () => {},
): Promise<Page[]> {
  const read: Page[] = [];
  let cursor: string | undefined;
  do {
    const page = (await list({ limit: String(limit), ...(cursor !== undefined && { cursor }) })).json();
    read.push(page);
    cursor = page.next;
    if (cursor !== undefined) await between(page);
  } while (cursor !== undefined);
  return read;
}
const idsIn = (read: readonly Page[]) => read.flatMap(({ tasks }) => tasks.map(({ taskId }) => taskId));

/** Tasks whose values are not in the order of their ids, some of them with the same at stake, every tenth escalated. */
const tasksToCall = (count: number) =>
  Array.from({ length: count }, (_, number) =>
    taskOf({
      value: (number * 37) % 60,
      ...(number % 10 === 0 && { escalatedTo: 'team lead' }),
    }),
  );

const profileOf = (task: CallbackTask, more: Partial<Profile>): Omit<Profile, 'version'> => ({
  customerId: task.customerId,
  contact: {},
  consents: {},
  suppressions: {},
  cancelledOrders: 0,
  enrolments: {},
  openEnrolments: [],
  ...more,
});

describe('the queue', () => {
  test('lists what waits for staff, escalated first, then by what is at stake, then the oldest', async () => {
    const small = taskOf({ value: 900, dueAt: instant('2026-12-02T00:00:00Z') });
    const younger = taskOf({ value: 10_000, askedAt: instant('2026-12-08T00:00:01Z') });
    const large = taskOf({ value: 10_000 });
    const largest = taskOf({ value: Number.MAX_SAFE_INTEGER });
    const escalated = taskOf({ value: 0, escalatedTo: 'team lead' });
    const closed = taskOf({ progress: { state: 'closed', at: instantFromMs(noon), result: 'coupon' } });
    await tables.store.callbacks.add(closed);
    await queue(small, younger, large, largest, escalated);
    const inOrder = [escalated, largest, large, younger, small].map(({ taskId }) => taskId);
    expect(idsIn([(await list()).json()])).toEqual(inOrder);
    expect((await pages(1)).flatMap((page) => idsIn([page]))).toEqual(inOrder);
  });

  test('of 120 comes in pages of 50, each task once and in the order of the whole', async () => {
    await queue(...tasksToCall(120));
    const read = await pages(50);
    expect(read.map(({ tasks }) => tasks.length)).toEqual([50, 50, 20]);
    expect((await list()).json().tasks).toHaveLength(50);
    expect(new Set(idsIn(read)).size).toBe(120);
    expect(idsIn(read)).toEqual((await tables.store.callbacks.waiting()).map(({ taskId }) => taskId));
  });

  test('that fills its pages exactly has no empty one at the end', async () => {
    await queue(...tasksToCall(100));
    expect((await pages(50)).map(({ tasks }) => tasks.length)).toEqual([50, 50]);
    expect((await pages(100)).map(({ tasks }) => tasks.length)).toEqual([100]);
  });

  test.each<[name: string, leave: (task: CallbackTask) => Promise<void>]>([
    [
      'claimed',
      (task) =>
        change(task, {
          state: 'claimed',
          by: 'Mei',
          at: instantFromMs(noon),
          until: instantFromMs(noon + 1),
        }),
    ],
    ['closed', close],
  ])('loses no others when a task is %s between pages, be it the last of a page', async (_, leave) => {
    const tasks = tasksToCall(40);
    await queue(...tasks);
    const read = await pages(10, async (page) => {
      const last = page.tasks.at(-1)?.taskId ?? '';
      await leave(waiting.get(last) ?? expect.fail('the page is empty'));
    });
    expect(idsIn(read).sort()).toEqual(tasks.map(({ taskId }): string => taskId).sort());
  });

  test('that is empty is one empty page', async () => {
    expect((await list()).json()).toEqual({ tasks: [] });
  });

  test('lists two tasks for one customer', async () => {
    const first = taskOf();
    await queue(first, taskOf({ customerId: first.customerId }));
    expect((await list()).json().tasks.map(({ customerId }) => customerId)).toEqual([
      first.customerId,
      first.customerId,
    ]);
  });
});

describe('a page', () => {
  const forged: readonly [name: string, cursor: string][] = [
    ['an empty cursor', ''],
    ['nonsense', 'nonsense'],
    [
      'a key of the table',
      JSON.stringify({ queue: 'waiting#1', urgency: '0', customerId: 'c1', key: 'order#1' }),
    ],
    ['a place without a task', '1#0000000000000#2026-12-11T00:00:00.000Z#'],
    ['more than a place', `1#0000000000000#2026-12-11T00:00:00.000Z#cb-${'0'.repeat(24)}#more`],
    ['a place in capitals', `1#0000000000000#2026-12-11T00:00:00.000Z#CB-${'A'.repeat(24)}`],
    ['a place of another kind', `2#0000000000000#2026-12-11T00:00:00.000Z#cb-${'0'.repeat(24)}`],
    ['a line break behind the place', `1#0000000000000#2026-12-11T00:00:00.000Z#cb-${'0'.repeat(24)}\n`],
    ['half a character', '\ud800'],
    ['a long text', 'x'.repeat(5000)],
  ];
  test.each(forged)(
    'with a forged cursor, %s, is refused as it is and in the form of ours',
    async (_, text) => {
      await queue(taskOf());
      for (const cursor of [
        text,
        Buffer.from(text).toString('base64url'),
        Buffer.from(text).toString('base64'),
      ]) {
        const { status, json } = await list({ cursor });
        expect([status, json()]).toMatchObject([
          400,
          { error: 'invalid-request', issues: [{ path: 'cursor' }] },
        ]);
      }
    },
  );

  test('after a made-up place in the queue is what lies behind it, and nothing else', async () => {
    const [before, behind] = [
      taskOf({ askedAt: instant('2026-12-11T00:00:00Z') }),
      taskOf({ askedAt: instant('2026-12-12T00:00:00Z') }),
    ];
    await queue(before, behind);
    const place = `1#9999999999999#2026-12-11T12:00:00.000Z#cb-${'f'.repeat(24)}`;
    const cursor = Buffer.from(place).toString('base64url');
    expect(idsIn([(await list({ cursor })).json()])).toEqual([behind.taskId]);
  });

  test.each(['0', '-1', '101', '1.5', 'ten', '', '5,6', 'Infinity', '1e400', '５'])(
    'of %j tasks is refused',
    async (limit) => {
      const { status, text } = await list({ limit });
      expect(status).toBe(400);
      expect(text).toContain('"path":"limit"');
    },
  );

  test('whose cursor is misspelt is refused, or a caller would read the first page for ever', async () => {
    expect((await list({ curser: 'x' })).status).toBe(400);
  });

  test('says no more about the customer than a call needs', async () => {
    const task = taskOf();
    await queue(task);
    const statement = {
      granted: true,
      at: instant('2026-01-01T00:00:00Z'),
      source: 'form',
      wording: 'I agree',
    };
    const profile = profileOf(task, {
      contact: {
        name: 'Ada',
        phone: '+44 20 7946 0000',
        locale: 'en-GB',
        email: 'ada@example.com',
      },
      consents: { phone: true },
      consentEvidence: { phone: statement },
      complaints: { count: 1, open: 1, openedOn: taskDay },
      orders: {
        count: 2,
        days: 2,
        firstDay: taskDay,
        lastDay: taskDay,
        lastAt: instant('2026-03-14T00:00:00Z'),
        spent: 4850,
        refunded: 0,
        ordersRefunded: 0,
        ordersDiscounted: 0,
        spentByMonth: {},
      },
    });
    await tables.store.customers.save(profile, 0);
    expect((await list()).json()).toEqual({
      tasks: [
        {
          taskId: task.taskId,
          customerId: task.customerId,
          script: 'win-back',
          askedBy: 'win-back#1#2026-12-01#3',
          value: 0,
          askedAt: task.askedAt,
          attempt: 1,
          attempts: 3,
          queuedAt: task.queuedAt,
          dueAt: task.dueAt,
          calls: [],
          progress: { state: 'open' },
          customer: {
            name: 'Ada',
            phone: '+44 20 7946 0000',
            locale: 'en-GB',
            orders: { count: 2, spent: 4850, lastDay: taskDay },
          },
        },
      ],
    });
  });

  test.each<[why: string, more: Partial<Profile>]>([
    ['no-consent', { consents: { phone: false } }],
    ['no-consent', { consents: {} }],
    [
      'do-not-call',
      { suppressions: { phone: { reason: 'do-not-call', at: instant('2026-12-09T00:00:00Z') } } },
    ],
  ])('gives the reason instead of the number of a customer who may not be called: %s', async (why, more) => {
    const task = taskOf();
    await queue(task);
    const contact = { name: 'Ada', phone: '+44 20 7946 0000' };
    await tables.store.customers.save(profileOf(task, { contact, consents: { phone: true }, ...more }), 0);
    expect((await list()).json().tasks[0]?.customer).toEqual({ name: 'Ada', notToBeCalled: why });
  });

  test('lists a task whose customer is unknown', async () => {
    await queue(taskOf());
    expect((await list()).json().tasks[0]?.customer).toEqual({ notToBeCalled: 'no-phone' });
  });
});
