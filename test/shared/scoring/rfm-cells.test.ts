import { describe, expect, test } from 'vitest';
import type { RfmScores, Score } from '../../../shared/profile/classes.ts';
import { scoreOf } from '../../../shared/scoring/rfm.ts';
import {
  rfmSegmentOf,
  rfmSegments,
  type ValueGroup,
  valueGroupOf,
  valueGroups,
} from '../../../shared/scoring/rfm-cells.ts';

const scores = [1, 2, 3, 4, 5] as const;
const allScores: readonly RfmScores[] = scores.flatMap((recency) =>
  scores.flatMap((frequency) => scores.map((monetary) => ({ recency, frequency, monetary }))),
);

describe('the grid of recency and frequency', () => {
  // As CRM tools define it: recencies, frequencies, segment. The last line that fits counts.
  const definition: readonly [readonly Score[], readonly Score[], (typeof rfmSegments)[number]][] = [
    [[5], [4, 5], 'champions'],
    [[3, 4], [4, 5], 'loyal'],
    [[4, 5], [2, 3], 'potential-loyalist'],
    [[5], [1], 'new'],
    [[4], [1], 'promising'],
    [[3], [3], 'need-attention'],
    [[3], [1, 2], 'about-to-sleep'],
    [[1, 2], [3, 4], 'at-risk'],
    [[1, 2], [5], 'cannot-lose'],
    [[1, 2], [1, 2], 'hibernating'],
    [[1], [1], 'lost'],
  ];

  test('has a segment for every pair of scores, exactly one, as defined', () => {
    for (const scored of allScores) {
      const fitting = definition.filter(
        ([recencies, frequencies]) =>
          recencies.includes(scored.recency) && frequencies.includes(scored.frequency),
      );
      const names = fitting.map(([, , segment]) => segment);
      expect(names.length === 1 || names.join() === 'hibernating,lost').toBe(true);
      expect(rfmSegmentOf(scored)).toBe(names.at(-1));
    }
  });

  test('leaves no segment without a cell', () => {
    expect(new Set(allScores.map(rfmSegmentOf))).toEqual(new Set(rfmSegments));
  });
});

describe('the eight value groups', () => {
  test.each<[RfmScores, ValueGroup]>([
    [{ recency: 4, frequency: 4, monetary: 4 }, 'important-value'],
    [{ recency: 5, frequency: 3, monetary: 5 }, 'important-develop'],
    [{ recency: 3, frequency: 5, monetary: 4 }, 'important-keep'],
    [{ recency: 1, frequency: 1, monetary: 5 }, 'important-retain'],
    [{ recency: 4, frequency: 4, monetary: 3 }, 'general-value'],
    [{ recency: 5, frequency: 1, monetary: 1 }, 'general-develop'],
    [{ recency: 2, frequency: 4, monetary: 3 }, 'general-keep'],
    [{ recency: 1, frequency: 1, monetary: 1 }, 'general-retain'],
  ])('%o is %s', (scored, group) => {
    expect(valueGroupOf(scored, 4)).toBe(group);
  });

  test('all have scores that belong to them, whatever counts as high', () => {
    for (const highFrom of [2, 3, 4, 5])
      expect(new Set(allScores.map((scored) => valueGroupOf(scored, highFrom)))).toEqual(
        new Set(valueGroups),
      );
  });
});

describe('a score of last night', () => {
  const cuts = {
    toFall: [8, 18, 28, 38],
    values: [10, 20, 30, 40],
    toRise: [12, 22, 32, 42],
    significantBits: 53,
  };

  test.each<[number, Score, Score]>([
    [21, 2, 2],
    [22, 2, 2],
    [23, 2, 3],
    [20, 3, 3],
    [19, 3, 3],
    [18, 3, 2],
    [100, 1, 5],
    [41, 1, 4],
    [0, 5, 1],
    [9, 5, 2],
  ])('for the value %i was %i and is %i', (value, before, now) => {
    expect(scoreOf(value, cuts, before)).toBe(now);
  });

  test('decided again on the same night stays as it is', () => {
    for (let value = 0; value <= 50; value += 1)
      for (const before of scores) {
        const once = scoreOf(value, cuts, before);
        expect(scoreOf(value, cuts, once)).toBe(once);
      }
  });
});
