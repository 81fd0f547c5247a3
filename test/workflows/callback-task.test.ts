import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { instant } from '../../shared/calendar.ts';
import type { CallbackTask } from '../../shared/callbacks/callback.ts';
import type { QueuedTask } from '../../shared/callbacks/staff-view.ts';
import { createFaults, type Faults } from './support/faults.ts';
import {
  firstNight,
  lastDayBeforeSilence,
  nightsLater,
  openShop,
  orderOf,
  regularOrders,
  type Shop,
} from './support/shop.ts';

const calls = `
name: Call silent regulars
audience: { lifecycle: [silent] }
reenter: { after: 5d }
goal: { event: order, within: 5d }
holdout: 0%
steps:
  - after: 0d
    callback: { script: win-back, within: 8h }
`;

let shop: Shop;
let faults: Faults;
beforeEach(async () => {
  faults = createFaults();
  shop = await openShop({ around: faults.around });
  await shop.publish('calls', calls);
  await shop.receive(...regularOrders('ann', lastDayBeforeSilence(firstNight)));
});
afterEach(() => shop.stack.close());

async function fetchQueue(): Promise<readonly QueuedTask[]> {
  return ((await shop.request('GET', '/callback-tasks')).body as { tasks: QueuedTask[] }).tasks;
}

/** The only task in the queue. */
async function fetchTask(): Promise<QueuedTask> {
  const [first, ...others] = await fetchQueue();
  if (first === undefined || others.length > 0) throw new Error(`there are ${others.length + 1} tasks`);
  return first;
}

/** Claims the task, unless it is taken, and reports how the call went. */
const recordOutcome = async (outcome: string, taskId: string, staff = 'Mia', more: object = {}) => {
  await claim(taskId, staff);
  const body = { staff, outcome, ...more };
  const response = await shop.request('POST', `/callback-tasks/${taskId}/outcome`, body);
  await shop.stack.idle();
  return response;
};
const claim = (taskId: string, staff: string) =>
  shop.request('POST', `/callback-tasks/${taskId}/claim`, { staff });
const execution = () => {
  const { items } = shop.stack.stepFunctions.listExecutions({ stateMachine: 'callback-task' });
  if (items.length !== 1) throw new Error(`there are ${items.length} executions`);
  return items[0];
};
const nextCallAt = async (taskId: string) => {
  const { progress } = await storedTask(taskId);
  return (progress.state === 'answered' && progress.nextCallAt) || expect.fail('nobody calls again');
};
const storedTask = async (taskId: string) => {
  const found = await shop.store.callbacks.find(
    (await shop.profile('ann')).customerId,
    taskId as CallbackTask['taskId'],
  );
  if (found === undefined) throw new Error('the task is gone');
  return found;
};

describe('A customer who is to be called', () => {
  beforeEach(async () => void (await shop.runNight(firstNight)));

  test('is in the queue with phone number, script and deadline, but without the token', async () => {
    const found = await fetchTask();
    expect(found).toMatchObject({
      customerId: 'ann',
      script: 'win-back',
      attempt: 1,
      dueAt: '2026-09-01T12:00:00.000Z',
      customer: { phone: (await shop.profile('ann')).contact.phone },
    });
    expect(JSON.stringify(found)).not.toContain('token');
    expect(execution()?.name).toBe(found.taskId);
  });

  test('and is interested gets one coupon in one email', async () => {
    const { taskId } = await fetchTask();
    expect(await recordOutcome('reached-interested', taskId)).toMatchObject({ status: 200 });
    expect(execution()).toMatchObject({ status: 'SUCCEEDED', output: '{"result":"coupon"}' });
    const { progress, reward } = await storedTask(taskId);
    expect(progress).toMatchObject({ state: 'closed', result: 'coupon' });
    expect(reward?.delivery).toMatchObject({ state: 'sent', events: { delivered: expect.any(String) } });
    const coupons = await shop.store.coupons.allOf((await shop.profile('ann')).customerId);
    expect(coupons).toMatchObject([{ code: reward?.code, issuedFor: 'calls#1#2026-09-01#0#call' }]);
    expect(shop.mailsTo('ann')).toHaveLength(1);
    expect(shop.mailsTo('ann')[0]?.text).toContain(reward?.code);
    expect(await fetchQueue()).toEqual([]);
  });

  test('and is interested, but may not be written to, has the coupon on the task', async () => {
    await shop.receive(orderOf('ann', nightsLater(-2), { customer: { consents: { email: false } } }));
    const { taskId } = await fetchTask();
    await recordOutcome('reached-interested', taskId);
    expect((await storedTask(taskId)).reward).toMatchObject({
      code: expect.any(String),
      delivery: { state: 'skipped', reason: 'no-consent' },
    });
    expect(shop.mailsTo('ann')).toEqual([]);
  });

  test('and is not interested is left alone', async () => {
    const { taskId } = await fetchTask();
    await recordOutcome('reached-not-interested', taskId);
    expect(execution()).toMatchObject({ status: 'SUCCEEDED', output: '{"result":"not-interested"}' });
    expect((await storedTask(taskId)).progress).toMatchObject({ state: 'closed', result: 'not-interested' });
    expect(shop.mailsTo('ann')).toEqual([]);
  });

  test('and does not answer is called on three days at three hours, and then counts as not reached', async () => {
    const { taskId } = await fetchTask();
    const hours: string[] = [];
    for (const attempt of [1, 2, 3]) {
      expect(await fetchTask()).toMatchObject({ taskId, attempt, progress: { state: 'open' } });
      await recordOutcome('no-answer', taskId);
      expect(await fetchQueue()).toEqual([]);
      if (attempt === 3) break;
      const again = await nextCallAt(taskId);
      hours.push(again.slice(0, 11));
      await shop.passUntil(Date.parse(again) - 1);
      expect(await fetchQueue()).toEqual([]);
      await shop.passUntil(Date.parse(again));
    }
    // The first call was at night, before the calling hours began.
    expect(hours).toEqual(['2026-09-02T', '2026-09-03T']);
    expect(execution()).toMatchObject({ status: 'SUCCEEDED', output: '{"result":"not-reached"}' });
    expect((await storedTask(taskId)).progress).toMatchObject({ state: 'closed', result: 'not-reached' });
  });

  test('and asks to be called at another time is in the queue then, and loses no attempt', async () => {
    const { taskId } = await fetchTask();
    const callAgain = { on: '2026-10-04', at: '21:30' };
    const answer = await recordOutcome('call-again', taskId, 'Mia', { callAgain, note: 'back from Spain' });
    expect(answer).toMatchObject({
      status: 200,
      body: { progress: { nextCallAt: '2026-10-04T20:30:00.000Z' } },
    });
    await shop.passUntil(Date.parse('2026-10-04T20:29:59Z'));
    expect(await fetchQueue()).toEqual([]);
    await shop.pass(1 / 3600);
    expect(await fetchTask()).toMatchObject({
      attempt: 2,
      progress: { state: 'open' },
      calls: [{ by: 'Mia', outcome: 'call-again', note: 'back from Spain' }],
    });
    for (const _ of [1, 2]) {
      await recordOutcome('no-answer', taskId);
      await shop.passUntil(Date.parse(await nextCallAt(taskId)));
    }
    await recordOutcome('reached-interested', taskId);
    expect(execution()).toMatchObject({ status: 'SUCCEEDED', output: '{"result":"coupon"}' });
  });

  test('and has opted out before the next call is not called again', async () => {
    const { taskId } = await fetchTask();
    await recordOutcome('no-answer', taskId);
    await shop.receive(orderOf('ann', nightsLater(0), { customer: { consents: { phone: false } } }));
    await shop.passUntil(Date.parse(await nextCallAt(taskId)));
    expect(await fetchQueue()).toEqual([]);
    expect(execution()).toMatchObject({ status: 'SUCCEEDED', output: '{"result":"not-called"}' });
  });

  test('and opts out while the task waits is not to be claimed, and leaves the queue', async () => {
    const { taskId } = await fetchTask();
    await shop.receive(orderOf('ann', nightsLater(0), { customer: { consents: { phone: false } } }));
    expect(await claim(taskId, 'Mia')).toMatchObject({ status: 409, body: { error: 'not-to-be-called' } });
    await shop.stack.idle();
    expect(await fetchQueue()).toEqual([]);
    expect((await storedTask(taskId)).progress).toMatchObject({ state: 'closed', result: 'not-called' });
  });

  test('and does not want to be called is never called again', async () => {
    const { taskId } = await fetchTask();
    await recordOutcome('do-not-call', taskId);
    expect(execution()).toMatchObject({ output: '{"result":"do-not-call"}' });
    expect((await shop.profile('ann')).suppressions.phone).toMatchObject({ reason: 'do-not-call' });
    // Not even a new order with consent lifts the suppression, and entering again creates no task.
    await shop.receive(
      orderOf('ann', lastDayBeforeSilence(firstNight), { customer: { consents: { phone: true } } }),
    );
    await shop.runNight(nightsLater(5));
    expect(await shop.delivery('calls', 'ann', 0, nightsLater(5))).toMatchObject({
      state: 'skipped',
      reason: 'do-not-call',
    });
    expect(await fetchQueue()).toEqual([]);
  });

  test('but is not called is escalated at the deadline, and given up at the next', async () => {
    const { taskId } = await fetchTask();
    await shop.pass(8 - 1 / 3600);
    expect(await fetchTask()).not.toHaveProperty('escalatedTo');
    await shop.pass(1 / 3600);
    expect(await fetchTask()).toMatchObject({ escalatedTo: 'team lead', dueAt: '2026-09-01T20:00:00.000Z' });
    await shop.pass(8);
    expect(await fetchQueue()).toEqual([]);
    expect(execution()).toMatchObject({ status: 'SUCCEEDED', output: '{"result":"not-called"}' });
    expect((await storedTask(taskId)).progress).toMatchObject({ state: 'closed', result: 'not-called' });
    expect(await recordOutcome('reached-interested', taskId)).toMatchObject({
      status: 409,
      body: { error: 'closed' },
    });
    expect(shop.mailsTo('ann')).toEqual([]);
  });

  test('and is reached after the escalation is rewarded as well', async () => {
    const { taskId } = await fetchTask();
    await shop.pass(9);
    await recordOutcome('reached-interested', taskId);
    expect(execution()).toMatchObject({ output: '{"result":"coupon"}' });
    expect(shop.mailsTo('ann')).toHaveLength(1);
  });
});

test('Of several customers, the one with the most at stake is called first', async () => {
  await shop.receive(...regularOrders('bob', lastDayBeforeSilence(firstNight), { total: 9_000 }));
  await shop.receive(...regularOrders('cleo', lastDayBeforeSilence(firstNight), { total: 5_000 }));
  await shop.runNight(firstNight);
  expect((await fetchQueue()).map(({ customerId, value }) => [customerId, value])).toEqual([
    ['bob', 27_000],
    ['cleo', 15_000],
    ['ann', 9_000],
  ]);
});

describe('Two members of staff', () => {
  beforeEach(async () => void (await shop.runNight(firstNight)));

  test('cannot both claim a task', async () => {
    const { taskId } = await fetchTask();
    const [mia, tom] = await Promise.all([claim(taskId, 'Mia'), claim(taskId, 'Tom')]);
    expect([mia.status, tom.status].sort()).toEqual([200, 409]);
    const holder = mia.status === 200 ? 'Mia' : 'Tom';
    const other = holder === 'Mia' ? 'Tom' : 'Mia';
    expect((await fetchTask()).progress).toMatchObject({ state: 'claimed', by: holder });
    expect(await claim(taskId, holder)).toMatchObject({ status: 200 });
    expect(await recordOutcome('no-answer', taskId, other)).toMatchObject({ status: 409 });
    expect(await recordOutcome('no-answer', taskId, holder)).toMatchObject({ status: 200 });
  });

  test('cannot record two outcomes, but may record the same one twice', async () => {
    const { taskId } = await fetchTask();
    await claim(taskId, 'Mia');
    faults.before('reward-callback', async () => {
      expect(
        await shop.request('POST', `/callback-tasks/${taskId}/outcome`, {
          staff: 'Mia',
          outcome: 'reached-interested',
        }),
      ).toMatchObject({ status: 200 });
      expect(
        await shop.request('POST', `/callback-tasks/${taskId}/outcome`, {
          staff: 'Mia',
          outcome: 'do-not-call',
        }),
      ).toMatchObject({
        status: 409,
        body: { error: 'already-answered' },
      });
    });
    await recordOutcome('reached-interested', taskId);
    expect((await storedTask(taskId)).progress).toMatchObject({ state: 'closed', result: 'coupon' });
    expect(shop.mailsTo('ann')).toHaveLength(1);
  });

  test('keep their claim when the task is escalated', async () => {
    const { taskId } = await fetchTask();
    await shop.pass(7.75);
    await claim(taskId, 'Mia');
    await shop.pass(0.25);
    expect(await fetchTask()).toMatchObject({
      escalatedTo: 'team lead',
      progress: { state: 'claimed', by: 'Mia' },
    });
    expect(await claim(taskId, 'Tom')).toMatchObject({ status: 409 });
    await recordOutcome('reached-not-interested', taskId);
    expect(execution()).toMatchObject({ output: '{"result":"not-interested"}' });
  });

  test('lose their claim with an unanswered call: anybody may claim the next attempt', async () => {
    const { taskId } = await fetchTask();
    await claim(taskId, 'Mia');
    await recordOutcome('no-answer', taskId);
    await shop.passUntil(Date.parse(await nextCallAt(taskId)));
    expect((await fetchTask()).progress).toEqual({ state: 'open' });
    expect(await claim(taskId, 'Tom')).toMatchObject({ status: 200 });
  });
});

describe('An outcome that is recorded but does not reach the workflow', () => {
  test('just before the deadline is found when the task would be escalated', async () => {
    await shop.runNight(firstNight);
    const { taskId, customerId } = await fetchTask();
    const before = await storedTask(taskId);
    // The state after an HTTP handler died between recording the outcome and resuming the workflow.
    const at = before.queuedAt;
    const progress = { state: 'answered', by: 'Mia', at, outcome: 'reached-interested' } as const;
    expect(await shop.store.callbacks.change(before, { ...before, progress })).toBe(true);
    await shop.pass(8);
    expect(execution()).toMatchObject({ status: 'SUCCEEDED', output: '{"result":"coupon"}' });
    expect(shop.mailsTo(customerId)).toHaveLength(1);
  });

  test('reaches it when the same outcome is sent again', async () => {
    await shop.runNight(firstNight);
    const { taskId } = await fetchTask();
    const before = await storedTask(taskId);
    const at = before.queuedAt;
    const again = instant('2026-09-02T09:00:00Z');
    const progress = { state: 'answered', by: 'Mia', at, outcome: 'no-answer', nextCallAt: again } as const;
    await shop.store.callbacks.change(before, { ...before, progress });
    expect(await recordOutcome('no-answer', taskId)).toMatchObject({ status: 200 });
    await shop.passUntil(Date.parse(again));
    expect(await fetchTask()).toMatchObject({ attempt: 2 });
  });

  test('at the very moment of the deadline counts, whichever the workflow sees first', async () => {
    await shop.runNight(firstNight);
    const { taskId } = await fetchTask();
    await claim(taskId, 'Mia');
    // It is the moment of the deadline, and the workflow is about to escalate.
    let response: Promise<unknown> | undefined;
    faults.before('queue-callback', async ({ isEscalation }) => {
      if (isEscalation !== true) return;
      response = shop.request('POST', `/callback-tasks/${taskId}/outcome`, {
        staff: 'Mia',
        outcome: 'reached-interested',
      });
      expect(await response).toMatchObject({ status: 200 });
    });
    await shop.pass(8);
    expect(response).toBeDefined();
    expect(execution()).toMatchObject({ status: 'SUCCEEDED', output: '{"result":"coupon"}' });
    expect(shop.mailsTo('ann')).toHaveLength(1);
  });
});

describe('A function of the workflow that fails at first', () => {
  test.each(['queue-callback', 'reward-callback', 'close-callback'] as const)(
    '%s is called again',
    async (name) => {
      let failures = 2;
      faults.before(name, () => {
        failures -= 1;
        if (failures >= 0) throw new Error('not yet');
      });
      await shop.runNight(firstNight);
      await shop.pass(0.1);
      const { taskId } = await fetchTask();
      await recordOutcome('reached-interested', taskId);
      await shop.pass(0.1);
      expect(execution()).toMatchObject({ status: 'SUCCEEDED', output: '{"result":"coupon"}' });
      expect(shop.mailsTo('ann')).toHaveLength(1);
    },
  );
});

describe('A restart while a call is due', () => {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'rekindle-callbacks-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  test('keeps the token: an outcome that is recorded afterwards resumes the workflow', async () => {
    await shop.stack.close();
    shop = await openShop({ directory });
    await shop.publish('calls', calls);
    await shop.receive(...regularOrders('ann', lastDayBeforeSilence(firstNight)));
    await shop.runNight(firstNight);
    const { taskId } = await fetchTask();
    const startsAtMs = shop.clock.now() + 3_600_000;
    await shop.stack.close();
    shop = await openShop({ directory, startsAtMs });
    expect(execution()).toMatchObject({ status: 'RUNNING', name: taskId });
    expect(await recordOutcome('reached-interested', taskId)).toMatchObject({ status: 200 });
    expect(await shop.waitForEnd(execution()?.executionArn ?? '')).toMatchObject({
      output: '{"result":"coupon"}',
    });
    expect(shop.mailsTo('ann')).toHaveLength(1);
  });
});
