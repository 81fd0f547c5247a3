import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { nightLines, noteOnDate } from '../../cli/night-text.ts';
import { openExistingTarget } from '../../cli/target.ts';
import { plainDate } from '../../shared/calendar.ts';
import { NotFoundError } from '../../shared/errors.ts';
import { emptyRescoreTally } from '../../shared/night/night.ts';
import { commandWords } from '../../shared/words/commands.ts';

const output = {
  date: '2026-12-09',
  found: 'ours',
  report: {
    ...emptyRescoreTally(),
    customers: 1200,
    changed: 34,
    reactivated: 2,
    entered: { 'win-back': 1, welcome: 20 },
    stepsRun: 1,
    stepsFailed: 0,
    outOfBudget: [{ campaign: 'win-back', part: 'messages', limit: 5000 }],
  },
};

describe('what a night prints', () => {
  test('is what it did, with counts that agree with their nouns', () => {
    expect(nightLines(output, 'en')).toEqual([
      'The night of 2026-12-09',
      '  1,200 customers rescored; the classes of 34 changed',
      '  2 came back from silent or lost',
      '  1 customer entered win-back',
      '  20 customers entered welcome',
      '  1 step of campaigns run',
      '  win-back has paused itself: its budget of 5,000 messages is used up',
    ]);
    expect(nightLines(output, 'zh')[1]).toBe('  重新评分 1,200 位客户，其中 34 位分类有变化');
  });

  test('says why nothing was done', () => {
    for (const [found, reason] of [
      ['closed-already', 'run already'],
      ['run-by-another', 'running already'],
      ['overtaken', 'A later night'],
    ])
      expect(nightLines({ date: '2026-12-09', found }, 'en')).toEqual([
        expect.stringContaining(reason ?? ''),
      ]);
  });

  test('begins with what a date of the past or the future means', () => {
    const today = plainDate('2026-12-09');
    const note = (date: string, latest?: string) =>
      noteOnDate(
        plainDate(date),
        { today, latest: latest === undefined ? undefined : plainDate(latest) },
        commandWords.en,
      );
    expect(note('2026-12-09')).toBeUndefined();
    expect(note('2026-12-01')).toContain('is in the past');
    expect(note('2026-12-20')).toContain('is in the future');
    expect(note('2026-12-01', '2026-12-08')).toBeUndefined();
  });
});

describe('a folder', () => {
  test('without data is refused by commands that read, and is not created', async () => {
    const folder = join(await mkdtemp(join(tmpdir(), 'rekindle-')), 'mistyped');
    onTestFinished(() => rm(join(folder, '..'), { recursive: true }));
    await expect(openExistingTarget(folder, 'en')).rejects.toThrow(NotFoundError);
    await expect(rm(folder)).rejects.toThrow('ENOENT');
  });
});

test('a command whose output nobody reads any more ends quietly', async () => {
  const command = spawn(process.execPath, ['cli/rekindle.mjs', 'simulate-shop', '--customers', '200']);
  command.stdout.destroy();
  let complaints = '';
  command.stderr.on('data', (data: Buffer) => {
    complaints += data.toString();
  });
  const code = await new Promise((resolve) => command.on('close', resolve));
  expect({ code, complaints }).toEqual({ code: 0, complaints: '' });
}, 60_000);
