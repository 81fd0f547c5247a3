import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { uniformFrom } from '../../../shared/hash.ts';
import { customerIdSchema } from '../../../shared/ids.ts';
import {
  type Cohort,
  isFinished,
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
