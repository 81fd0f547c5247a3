import { describe, expect, test } from 'vitest';
import { instant, plainDate } from '../../../shared/calendar.ts';
import type { Gathered } from '../../../shared/findings/finding.ts';
import { findingsIn } from '../../../shared/findings/findings.ts';
import { campaignIdSchema } from '../../../shared/ids.ts';
import type { StepRun } from '../../../shared/journeys/cohort.ts';
import { currencySchema } from '../../../shared/money.ts';
import type { Night } from '../../../shared/night/night.ts';
import { createVoice } from '../../../shared/screens/voice.ts';
import { campaignReport, shopReport } from '../report/shop/reports.ts';

const voice = createVoice('en', currencySchema.parse('GBP'));
const id = campaignIdSchema.parse('win-back');

const night = (date: string, progress: Night['progress'] = { state: 'running' }): Night => ({
  date: plainDate(date),
  openedAt: instant(`${date}T04:00:00Z`),
  executionArn: 'arn',
  scanSegments: 1,
  campaigns: [],
  progress,
});

const quiet: Gathered = {
  timeZone: 'Asia/Shanghai',
  today: plainDate('2026-12-01'),
  latestNight: night('2026-12-01'),
  report: shopReport(),
  campaigns: [{ id, name: 'Win back', state: 'active' }],
  cohorts: [],
  drafts: [],
};
const namesIn = (more: Partial<Gathered>) => findingsIn({ ...quiet, ...more }, voice).map(({ name }) => name);

const failed = (stoppedBy?: 'daily-quota' | 'quiet-hours' | 'budget'): StepRun => ({
  state: 'failed',
  at: instant('2026-12-01T08:00:00Z'),
  ranOn: plainDate('2026-12-01'),
  error: 'States.Timeout',
  run: 'r1',
  ...(stoppedBy && { stoppedBy }),
});
const cohortWith = (...runs: StepRun[]) => ({
  campaign: id,
  steps: Object.fromEntries(runs.map((run, step) => [String(step), run])),
});

describe('what needs attention', () => {
  test('is nothing in a shop where nothing stands out', () => {
    expect(namesIn({})).toEqual([]);
  });

  test('has whatever a line of the registry finds, ranked among the rest', () => {
    const found = findingsIn(quiet, voice, {
      'made-up': () => [
        { rank: 3, tone: 'neutral', sentence: 'The moon is full.', link: { to: '/', text: 'Moon' } },
      ],
      'more-urgent': ({ campaigns }) =>
        campaigns.map(({ name }) => ({ rank: 4, tone: 'warning', sentence: `${name} rests.` })),
      silent: () => [],
    });
    expect(found.map(({ name, sentence }) => [name, sentence])).toEqual([
      ['more-urgent', 'Win back rests.'],
      ['made-up', 'The moon is full.'],
    ]);
  });

  test('begins with a night that failed, before anything that reports say', () => {
    const error = {
      state: 'failed',
      at: instant('2026-12-01T04:10:00Z'),
      error: 'Timeout',
      cause: '',
    } as const;
    const overdue = shopReport({
      callbacks: { waiting: 3, escalated: 2, results: {}, coupons: { issued: 0, redeemed: 0 } },
    });
    expect(namesIn({ latestNight: night('2026-12-01', error), report: overdue })).toEqual([
      'night-failed',
      'calls-overdue',
    ]);
  });

  test('says so when not even the night of yesterday has begun, and is patient on the day itself', () => {
    expect(namesIn({ latestNight: night('2026-11-30') })).toEqual([]);
    expect(namesIn({ latestNight: night('2026-11-29') })).toEqual(['night-missing']);
  });

  test('finds a failed night also before there is any report', () => {
    const { report: _, ...before } = quiet;
    const error = {
      state: 'failed',
      at: instant('2026-12-01T04:10:00Z'),
      error: 'Timeout',
      cause: '',
    } as const;
    const found = findingsIn({ ...before, latestNight: night('2026-12-01', error) }, voice);
    expect(found.map(({ name }) => name)).toEqual(['night-failed']);
  });

  test('is a campaign that paused itself for its budget, until somebody resumes it', () => {
    const stopped = { id, name: 'Win back', outOfBudget: { part: 'messages', limit: 500 } } as const;
    const [found] = findingsIn({ ...quiet, campaigns: [{ ...stopped, state: 'paused' }] }, voice);
    expect(found).toMatchObject({ name: 'out-of-budget', link: { to: '/campaigns/win-back' } });
    expect(found?.sentence).toContain('500 messages');
    expect(namesIn({ campaigns: [{ ...stopped, state: 'active' }] })).toEqual([]);
  });

  test('counts the cohorts whose step went wrong, and leaves out those that wait for what passes by itself', () => {
    const cohorts = [
      cohortWith(failed()),
      cohortWith(failed('daily-quota')),
      cohortWith(failed('quiet-hours')),
      cohortWith(failed('budget')),
    ];
    const [found] = findingsIn({ ...quiet, cohorts }, voice);
    expect(found?.name).toBe('steps-held');
    expect(found?.sentence).toContain('2 cohorts');
    expect(namesIn({ cohorts, campaigns: [{ id, name: 'Win back', state: 'paused' }] })).toEqual([]);
  });

  test('is a draft that has waited for days, and not one of today', () => {
    const draft = { id, savedBy: 'Mei', savedAt: instant('2026-11-30T10:00:00Z') };
    expect(namesIn({ drafts: [draft] })).toEqual([]);
    expect(namesIn({ drafts: [{ ...draft, savedAt: instant('2026-11-20T10:00:00Z') }] })).toEqual([
      'draft-waits',
    ]);
  });

  test('is a draft from the third day of the shop after it was saved, not of Greenwich', () => {
    // In Shanghai it is 29 November already, two days before today.
    const draft = { id, savedBy: 'Mei', savedAt: instant('2026-11-28T17:00:00Z') };
    expect(namesIn({ drafts: [draft] })).toEqual([]);
    expect(namesIn({ timeZone: 'UTC', drafts: [draft] })).toEqual(['draft-waits']);
  });

  test('leads to the rates when emails of a campaign were reported as spam or bounced, unless it is over', () => {
    const spam = campaignReport({
      steps: [{ action: 'email', afterHours: 0, outcomes: { delivered: 900, complained: 9 }, skipped: {} }],
    });
    const [found] = findingsIn({ ...quiet, report: shopReport({ campaigns: [spam] }) }, voice);
    expect(found).toMatchObject({
      name: 'complaints',
      tone: 'negative',
      link: { to: '/deliverability', text: 'Deliverability' },
    });
    const gone = campaignReport({
      steps: [{ action: 'email', afterHours: 0, outcomes: { delivered: 900, bounced: 90 }, skipped: {} }],
    });
    expect(findingsIn({ ...quiet, report: shopReport({ campaigns: [gone] }) }, voice)).toMatchObject([
      { name: 'bounces', link: { to: '/deliverability' } },
    ]);
    expect(namesIn({ report: shopReport({ campaigns: [{ ...spam, isPaused: true }] }) })).toEqual([]);
  });

  test('asks for a decision where a variant is better than every other, unless that happens by itself', () => {
    const variants = { variants: [], comparisons: [], best: 'b', isAutomatic: false };
    const report = (more: object) =>
      shopReport({ campaigns: [campaignReport({ variants: { ...variants, ...more } })] });
    expect(namesIn({ report: report({}) })).toEqual(['variant-best']);
    expect(namesIn({ report: report({ isAutomatic: true }) })).toEqual([]);
    expect(namesIn({ report: report({ promoted: 'b' }) })).toEqual([]);
  });
});
