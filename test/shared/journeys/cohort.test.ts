import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instant, plainDate } from '../../../shared/calendar.ts';
import { uniformFrom } from '../../../shared/hash.ts';
import { customerIdSchema } from '../../../shared/ids.ts';
import {
  type Cohort,
  isDue,
  isExpired,
  isFinished,
  nextDueStep,
  type StepRun,
  shardOf,
  shardsFor,
} from '../../../shared/journeys/cohort.ts';
import { emptyTally } from '../../../shared/journeys/step-tally.ts';
import { at, campaignOf, enrolmentOf, today } from '../campaigns/campaigns.ts';

describe('a cohort', () => {
  const version = campaignOf({
    steps: [
      { after: '0d', email: { template: 'a' } },
      { after: '6h', email: { template: 'b' } },
      { after: '2d', email: { template: 'c' } },
    ],
  });
  const done: StepRun = {
    state: 'done',
    at: at('02:00:00'),
    ranOn: today,
    tally: { ...emptyTally, customers: 1, sent: 1 },
  };
  const failed: StepRun = { state: 'failed', at: at('02:00:00'), ranOn: today, error: 'E', run: 'run-1' };
  const cohort = (...steps: StepRun[]): Cohort => ({
    ...enrolmentOf().cohort,
    openedAt: at('01:30:00'),
    shards: 1,
    steps: Object.fromEntries(steps.entries()),
  });
  const next = (one: Cohort, date: string, time: string, run = 'run-2') =>
    nextDueStep(one, version, { date: plainDate(date), at: instant(`${date}T${time}Z`), run });

  test('runs its steps one after the other, each when it is due', () => {
    expect(next(cohort(), '2026-12-09', '01:30:00')).toBe(0);
    expect(next(cohort(done), '2026-12-09', '07:59:59')).toBeUndefined();
    expect(next(cohort(done), '2026-12-09', '08:00:00')).toBe(1);
    expect(next(cohort(done), '2026-12-12', '00:00:00')).toBe(1);
    expect(next(cohort(done, done), '2026-12-10', '23:59:59')).toBeUndefined();
    expect(next(cohort(done, done, done), '2027-12-11', '00:00:00')).toBeUndefined();
  });

  test('keeps its steps as far apart as the campaign says after it fell behind', () => {
    const late: StepRun = { ...done, at: at('02:00:00'), ranOn: plainDate('2026-12-20') };
    expect(next(cohort(done, late), '2026-12-20', '03:00:00')).toBeUndefined();
    expect(next(cohort(done, late), '2026-12-21', '03:00:00')).toBe(2);
  });

  test('does not wait for a step that nobody got, since it had expired', () => {
    const expired: StepRun = { ...done, ranOn: plainDate('2026-12-20'), tally: emptyTally };
    expect(next(cohort(done, expired), '2026-12-20', '03:00:00')).toBe(2);
  });

  test.each([
    ['2d', '3d', '2026-12-14', '23:59:59', false],
    ['2d', '3d', '2026-12-15', '00:00:00', true],
    ['6h', '2h', '2026-12-09', '09:30:00', false],
    ['6h', '2h', '2026-12-09', '09:30:01', true],
    ['1d', '2h', '2026-12-10', '03:30:00', false],
    ['1d', '2h', '2026-12-10', '03:30:01', true],
  ])('lets a step after %s that expires after %s run until %s %s: %s', (after, expires, date, time, late) => {
    const [step] = campaignOf({ steps: [{ after, expires, email: { template: 'a' } }] }).campaign.steps;
    const now = { date: plainDate(date), at: instant(`${date}T${time}Z`) };
    expect(step && isExpired(step, cohort(), now)).toBe(late);
  });

  test('counts days by date, because two nights are not exactly 24 hours apart', () => {
    expect(next(cohort(done, done), '2026-12-11', '00:00:01')).toBe(2);
  });

  test('counts a step of 24 or 48 hours as days', () => {
    const [, , step] = campaignOf({
      steps: [0, 24, 48].map((hours) => ({ after: `${hours}h`, email: { template: 'a' } })),
    }).campaign.steps;
    const now = { date: plainDate('2026-12-11'), at: instant('2026-12-11T00:00:00Z') };
    expect(step && isDue(step, cohort(), now)).toBe(true);
  });

  test('retries a step that failed, but not in the same run', () => {
    expect(next(cohort(failed), '2026-12-09', '03:00:00', 'run-1')).toBeUndefined();
    expect(next(cohort(failed), '2026-12-09', '03:00:00', 'run-2')).toBe(0);
  });

  test('is finished when all its steps are done', () => {
    expect(isFinished(cohort(done, done), version)).toBe(false);
    expect(isFinished(cohort(done, done, failed), version)).toBe(false);
    expect(isFinished(cohort(done, done, done), version)).toBe(true);
  });

  test('is spread evenly over shards, each customer always in the same one', () => {
    expect([0, 1, 20_000, 20_001, 1e9].map(shardsFor)).toEqual([1, 1, 1, 2, 256]);
    const shards = Array.from({ length: 8000 }, (_, number) =>
      shardOf(customerIdSchema.parse(`c${number}`), 4),
    );
    for (const shard of [0, 1, 2, 3])
      expect(Math.abs(shards.filter((one) => one === shard).length - 2000)).toBeLessThan(130);
  });

  test('draws numbers below one from a hash that depends on where each part ends', () => {
    expect(uniformFrom('a', 'bc')).not.toBe(uniformFrom('ab', 'c'));
    fc.assert(fc.property(fc.string(), (text) => uniformFrom(text) >= 0 && uniformFrom(text) < 1));
  });
});
