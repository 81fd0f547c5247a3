import { DescribeExecutionCommand, ExecutionDoesNotExist, SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, instant, type PlainDate, plainDate } from '../../../../shared/calendar.ts';
import { emptyRescoreTally, type NightProgress } from '../../../../shared/night/night.ts';
import { context, startTables, type Tables } from '../../setup.ts';

const stepFunctions = mockClient(SFNClient);
let tables: Tables;
let open: (event: { date?: PlainDate; executionArn: string; at?: string }) => Promise<unknown>;

beforeAll(async () => {
  tables = await startTables({ timeZone: 'Pacific/Auckland' });
  const { handler } = await import('../../../../functions/night/open-night/handler.ts');
  open = (event) => handler({ at: '2026-12-09T12:00:00Z', ...event }, context);
});
beforeEach(() => stepFunctions.reset());
afterAll(() => tables.close());

let nights = 0;
/** The date of a night that no other test uses. */
function newDate(): PlainDate {
  nights += 1;
  return addDays(plainDate('2027-01-01'), nights);
}
const ours = { found: 'ours', segments: [{ segment: 0 }, { segment: 1 }] };
const reportStatus = (state: 'RUNNING' | 'FAILED' | 'ABORTED') =>
  stepFunctions.on(DescribeExecutionCommand).resolves({ status: state });

async function setProgress(date: PlainDate, progress: NightProgress) {
  const night = await tables.store.nights.get(date);
  await tables.store.nights.change(night, { ...night, progress });
}

const failed: NightProgress = { state: 'failed', at: instant('2026-12-09T13:00:00Z'), error: 'E', cause: '' };

describe('opening a night', () => {
  test('for the first time gives it to this execution, divided into at least two segments', async () => {
    const date = newDate();
    expect(await open({ date, executionArn: 'first' })).toEqual({
      date,
      found: 'ours',
      segments: [
        { segment: 0, totalSegments: 2, date },
        { segment: 1, totalSegments: 2, date },
      ],
    });
    expect(await tables.store.nights.find(date)).toMatchObject({
      executionArn: 'first',
      openedAt: '2026-12-09T12:00:00.000Z',
      progress: { state: 'running' },
    });
  });

  test("without a date opens tonight in the shop's time zone", async () => {
    const date = newDate();
    // One o'clock in the morning of that day in Auckland.
    const at = `${addDays(date, -1)}T12:00:00Z`;
    expect(await open({ at, executionArn: 'tonight' })).toMatchObject({ date, found: 'ours' });
  });

  test('earlier than one that was opened leaves it alone, since the later one rescores every customer', async () => {
    const date = newDate();
    await open({ date: newDate(), executionArn: 'later' });
    expect(await open({ date, executionArn: 'late' })).toEqual({ date, found: 'overtaken', segments: [] });
    expect(await tables.store.nights.find(date)).toBeUndefined();
  });

  test('again by the same execution finds it as it was opened', async () => {
    const date = newDate();
    await open({ date, executionArn: 'first', at: '2026-12-09T12:00:00Z' });
    expect(await open({ date, executionArn: 'first', at: '2026-12-09T12:05:00Z' })).toMatchObject(ours);
    expect((await tables.store.nights.get(date)).openedAt).toBe('2026-12-09T12:00:00.000Z');
    expect(stepFunctions.calls()).toHaveLength(0);
  });

  test('that another execution runs leaves it to that one', async () => {
    const date = newDate();
    reportStatus('RUNNING');
    await open({ date, executionArn: 'first' });
    expect(await open({ date, executionArn: 'second' })).toEqual({
      date,
      found: 'run-by-another',
      segments: [],
    });
    expect((await tables.store.nights.get(date)).executionArn).toBe('first');
    expect(stepFunctions.commandCalls(DescribeExecutionCommand)[0]?.args[0].input).toEqual({
      executionArn: 'first',
    });
  });

  test.each(['FAILED', 'ABORTED'] as const)(
    'whose execution is %s takes it over, and keeps the time at which it was opened',
    async (state) => {
      const date = newDate();
      reportStatus(state);
      await open({ date, executionArn: 'first', at: '2026-12-09T12:00:00Z' });
      expect(await open({ date, executionArn: 'second', at: '2026-12-09T15:00:00Z' })).toMatchObject(ours);
      expect(await tables.store.nights.get(date)).toMatchObject({
        executionArn: 'second',
        openedAt: '2026-12-09T12:00:00.000Z',
        progress: { state: 'running' },
      });
    },
  );

  test('whose execution no longer exists takes it over', async () => {
    const date = newDate();
    const expired = new ExecutionDoesNotExist({ $metadata: {}, message: 'older than 90 days' });
    stepFunctions.on(DescribeExecutionCommand).rejects(expired);
    await open({ date, executionArn: 'first' });
    expect(await open({ date, executionArn: 'second' })).toMatchObject(ours);
  });

  test('that is recorded as failed takes it over, unless its execution has been redriven', async () => {
    const date = newDate();
    await open({ date, executionArn: 'first' });
    await setProgress(date, failed);
    reportStatus('RUNNING');
    expect(await open({ date, executionArn: 'second' })).toMatchObject({ found: 'run-by-another' });
    reportStatus('FAILED');
    expect(await open({ date, executionArn: 'second' })).toMatchObject(ours);
    expect((await tables.store.nights.get(date)).progress).toEqual({ state: 'running' });
  });

  test('by two executions at the same time, after the first has died, gives it to one', async () => {
    const date = newDate();
    reportStatus('FAILED');
    await open({ date, executionArn: 'first' });
    const opened = await Promise.all(['second', 'third'].map((executionArn) => open({ date, executionArn })));
    expect(opened.filter((one) => (one as { found: string }).found === 'ours')).toHaveLength(1);
  });

  test('that is closed leaves nothing to do for any execution', async () => {
    const date = newDate();
    await open({ date, executionArn: 'first' });
    const report = {
      ...emptyRescoreTally(),
      durationsMs: {},
      capacity: { readUnits: 0, writeUnits: 0 },
      stepsRun: 0,
      stepsFailed: 0,
      failures: [],
      callbacks: { waiting: 0, escalated: 0 },
      outOfBudget: [],
    };
    await setProgress(date, { state: 'closed', at: instant('2026-12-09T13:00:00Z'), report });
    for (const executionArn of ['first', 'second'])
      expect(await open({ date, executionArn })).toEqual({ date, found: 'closed-already', segments: [] });
  });

  test('with an invalid event fails with an error that names the field', async () => {
    await expect(open({ date: 'tomorrow' as PlainDate, executionArn: 'x' })).rejects.toThrow(
      /date: a day is/,
    );
  });
});
