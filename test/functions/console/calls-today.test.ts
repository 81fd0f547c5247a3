import { afterAll, expect, test } from 'vitest';
import { instant } from '../../../shared/calendar.ts';
import { startTables } from '../setup.ts';
import { ask } from './sent.ts';

const tables = await startTables({ timeZone: 'Asia/Shanghai' });
afterAll(() => tables.close());
const { createConsole } = await import('../../../functions/console/answer-console/console.ts');
const app = createConsole();

const report = (at: string, by: string, task: string, outcome: string) =>
  tables.store.audit.add({
    at: instant(at),
    requestId: `${by}-${task}-${at}`,
    by: { id: by, name: by === 's1' ? 'Mei' : 'Bob' },
    change: 'POST /api/calls/{taskId}/outcome',
    on: task,
    fields: { staff: true, outcome },
  });

test('the calls of today are those of the shop’s day, by person, each task once with its latest outcome', async () => {
  // In Shanghai 1 December begins at 16:00 UTC of 30 November, in another month of the log.
  await report('2026-11-30T15:59:00.000Z', 's1', 'a', 'no-answer');
  await report('2026-11-30T16:30:00.000Z', 's1', 'b', 'no-answer');
  await report('2026-12-01T02:00:00.000Z', 's2', 'c', 'reached-interested');
  await report('2026-12-01T02:01:00.000Z', 's2', 'd', 'no-answer');
  await report('2026-12-01T02:02:00.000Z', 's2', 'd', 'call-again');
  const { body } = await ask(app, 'GET /api/calls-today', { at: '2026-12-01T03:00:00Z' });
  expect(body).toEqual({
    day: '2026-12-01',
    people: [
      { name: 'Mei', isMe: true, outcomes: [{ outcome: 'no-answer', count: 1 }] },
      {
        name: 'Bob',
        isMe: false,
        outcomes: [
          { outcome: 'reached-interested', count: 1 },
          { outcome: 'call-again', count: 1 },
        ],
      },
    ],
  });
});

test('nobody is in it where nobody has called', async () => {
  const { body } = await ask(app, 'GET /api/calls-today', { at: '2026-12-03T03:00:00Z' });
  expect(body.people).toEqual([]);
});
