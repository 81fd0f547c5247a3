import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantFromMs, plainDate } from '../../../shared/calendar.ts';
import { createPeriod } from '../../../simulation/shop/period.ts';

const period = createPeriod(plainDate('2026-03-01'), plainDate('2026-04-30'), 'Europe/Berlin');

test('a later position is never an earlier instant, even where the clock skips an hour', () => {
  const position = fc.double({ min: 0, max: 61, noNaN: true });
  fc.assert(
    fc.property(position, position, (one, other) => {
      const [earlier, later] = [Math.min(one, other), Math.max(one, other)];
      expect(period.msAt(earlier)).toBeLessThanOrEqual(period.msAt(later));
    }),
  );
});

test('an instant converts to a position and back, to the second', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 60.9, noNaN: true }), (position) => {
      expect(period.positionOf(instantFromMs(period.msAt(position)))).toBeCloseTo(position, 4);
    }),
  );
});

test('days begin at midnight in the shop’s time zone', () => {
  expect(instantFromMs(period.msAt(0))).toBe('2026-02-28T23:00:00.000Z');
  expect(instantFromMs(period.msAt(30))).toBe('2026-03-30T22:00:00.000Z');
});

test('a period that ends before it begins is refused', () => {
  expect(() => createPeriod(plainDate('2026-03-02'), plainDate('2026-03-01'), 'UTC')).toThrow(
    'the last day, 2026-03-01, is before the first, 2026-03-02',
  );
});
