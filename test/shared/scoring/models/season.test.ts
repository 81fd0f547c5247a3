import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../../../shared/calendar.ts';
import { seasonAhead, seasonOf } from '../../../../shared/scoring/models/season.ts';

/** A shop that grows by 1% a month and sells half as much again in November, two fifths more in December. */
const growing = Array.from({ length: 36 }, (_, month) => {
  const factor = { 10: 1.5, 11: 1.4 }[month % 12] ?? 1;
  return Math.round(200 * 1.01 ** month * factor);
});

const requireSeason = (firstMonth: string, orders: readonly number[]) => {
  const season = seasonOf(firstMonth, orders);
  if (season === undefined) throw new Error('too short');
  return season;
};

describe('the season of a shop', () => {
  test('is what a month brings beyond the average around it, whatever the growth', () => {
    const season = requireSeason('2023-01', growing);
    expect(season[10]).toBeCloseTo(1.378833, 6);
    expect(season[11]).toBeCloseTo(1.291084, 6);
    expect(seasonAhead(season, plainDate('2025-08-31'), 90)).toBeCloseTo(1.076139, 6);
  });

  test('is not known before 24 whole months', () => {
    expect(seasonOf('2023-01', growing.slice(0, 23))).toBeUndefined();
    expect(seasonOf('2023-01', growing.slice(0, 24))).toHaveLength(12);
  });

  test('belongs to the months of the year, wherever the history begins', () => {
    const season = requireSeason('2023-11', growing.slice(10));
    expect(season[10]).toBeGreaterThan(1.3);
    expect(season[4]).toBeLessThan(1);
  });

  test('hardly differs from none in a shop with few orders, or none at all', () => {
    const few = requireSeason(
      '2023-01',
      Array.from({ length: 24 }, (_, month) => (month % 12 === 10 ? 2 : 0)),
    );
    expect(Math.max(...few)).toBeLessThan(1.1);
    expect(requireSeason('2023-01', Array(24).fill(0))).toEqual(Array(12).fill(1));
  });

  test('has positive weights with mean 1, so that a whole year ahead is hardly changed', () => {
    const orders = fc.array(fc.nat({ max: 100_000 }), { minLength: 24, maxLength: 60 });
    fc.assert(
      fc.property(orders, fc.integer({ min: 0, max: 400 }), (months, days) => {
        const season = requireSeason('2020-02', months);
        expect(Math.min(...season)).toBeGreaterThan(0);
        expect(season.reduce((sum, one) => sum + one, 0)).toBeCloseTo(12, 9);
        const ahead = seasonAhead(season, plainDate('2026-01-31'), days);
        expect(ahead).toBeGreaterThan(0);
        expect(seasonAhead(season, plainDate('2026-01-31'), 365)).toBeCloseTo(1, 1);
      }),
    );
  });
});
