import { SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, expect, test } from 'vitest';
import { instant } from '../../../shared/calendar.ts';
import type { CallbackTask } from '../../../shared/callbacks/callback.ts';
import { enrolmentFor } from '../../shared/campaigns/campaigns.ts';
import { newPerson, taskFor } from '../../shared/operations/known-customer.ts';
import { startTables } from '../setup.ts';
import { ask } from './sent.ts';

mockClient(SFNClient);
const tables = await startTables({ timeZone: 'Asia/Shanghai' });
let stopIntercepting = () => {};
afterEach(() => stopIntercepting());
afterAll(() => tables.close());
const { createConsole } = await import('../../../functions/console/answer-console/console.ts');
const app = createConsole();

const mei = { id: 's1', name: 'Mei', role: 'staff' };
const bob = { id: 's2', name: 'Bob', role: 'staff' };

/** A task that somebody has claimed. */
async function claimedBy({ name }: typeof mei): Promise<CallbackTask['taskId']> {
  const person = newPerson();
  const task = taskFor(person, enrolmentFor(person.customerId));
  const progress = {
    state: 'claimed',
    by: name,
    at: instant('2026-11-30T12:00:00Z'),
    until: instant('2026-12-30T12:00:00Z'),
  } as const;
  await tables.store.callbacks.add({ ...task, progress });
  return task.taskId;
}
const report = (at: string, by: typeof mei, taskId: string, outcome: string) =>
  ask(app, 'POST /api/calls/{taskId}/outcome', { path: { taskId }, at, by, body: { staff: 'x', outcome } });
const today = async (at: string) => (await ask(app, 'GET /api/calls-today', { at, by: mei })).body;

test('the calls of today are those of the shop’s day, by person, whoever asks first', async () => {
  // In Shanghai 1 December begins at 16:00 UTC of 30 November.
  await report('2026-11-30T15:59:00Z', mei, await claimedBy(mei), 'no-answer');
  await report('2026-11-30T16:30:00Z', mei, await claimedBy(mei), 'no-answer');
  await report('2026-12-01T02:00:00Z', bob, await claimedBy(bob), 'reached-interested');
  await report('2026-12-01T02:01:00Z', bob, await claimedBy(bob), 'no-answer');
  expect(await today('2026-12-01T03:00:00Z')).toEqual({
    day: '2026-12-01',
    people: [
      { name: 'Mei', isMe: true, outcomes: [{ outcome: 'no-answer', count: 1 }] },
      {
        name: 'Bob',
        isMe: false,
        outcomes: [
          { outcome: 'reached-interested', count: 1 },
          { outcome: 'no-answer', count: 1 },
        ],
      },
    ],
  });
});

test('a call counts once however often it is sent, and one that is refused does not', async () => {
  const at = '2026-12-02T03:00:00Z';
  const taskId = await claimedBy(mei);
  expect((await report(at, bob, taskId, 'no-answer')).body.refused?.reason).toBe('claimed-by-another');
  for (let times = 0; times < 2; times += 1)
    expect((await report(at, mei, taskId, 'reached-not-interested')).body.refused).toBeUndefined();
  expect((await report(at, mei, taskId, 'no-answer')).body.refused?.reason).toBe('already-answered');
  expect((await today(at)).people).toEqual([
    { name: 'Mei', isMe: true, outcomes: [{ outcome: 'reached-not-interested', count: 1 }] },
  ]);
});

test('a call that a crash kept from being counted is counted when it is sent again, on the day it was made', async () => {
  const taskId = await claimedBy(mei);
  stopIntercepting = tables.intercept(({ input }) => {
    if (JSON.stringify(input).includes('reported-calls')) throw new Error('power cut');
  });
  expect((await report('2026-12-04T15:59:00Z', mei, taskId, 'no-answer')).status).toBe(500);
  stopIntercepting();
  expect((await today('2026-12-04T15:59:30Z')).people).toEqual([]);
  await report('2026-12-04T16:01:00Z', mei, taskId, 'no-answer');
  expect((await today('2026-12-04T16:02:00Z')).people).toEqual([]);
  expect((await today('2026-12-04T15:59:30Z')).people).toHaveLength(1);
});

test('nobody is in it where nobody has called', async () => {
  expect((await today('2026-12-09T03:00:00Z')).people).toEqual([]);
});
