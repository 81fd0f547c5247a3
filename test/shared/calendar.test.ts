import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  dayIn,
  daysBetween,
  instant,
  instantFromMs,
  instantOfLocal,
  instantSchema,
  monthOf,
  nextAnniversary,
  plainDate,
  plainDateSchema,
  timeZoneSchema,
} from '../../shared/calendar.ts';

const zones = fc.constantFrom(
  'UTC',
  'Europe/London',
  'Asia/Shanghai',
  'America/Los_Angeles',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
);
const moments = fc
  .integer({ min: Date.parse('1995-01-01'), max: Date.parse('2030-01-01') })
  .map(instantFromMs);
const days = fc.integer({ min: 0, max: 60_000 }).map((number) => addDays(plainDate('1970-01-01'), number));

/** What a wall clock in the zone shows. */
function wallClock(timeZone: string, moment: string): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(Date.parse(moment));
  const part = (type: string) => parts.find((one) => one.type === type)?.value;
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}`;
}

describe('days', () => {
  test('are added and counted consistently, across leap years and clock changes', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -5000, max: 5000 }), (day, count) => {
        expect(daysBetween(day, addDays(day, count))).toBe(count);
        expect(addDays(addDays(day, count), -count)).toBe(day);
      }),
    );
    expect(addDays(plainDate('2024-02-28'), 1)).toBe('2024-02-29');
    expect(daysBetween(plainDate('2026-03-28'), plainDate('2026-03-30'))).toBe(2);
  });

  test('sort as text', () => {
    fc.assert(fc.property(days, days, (a, b) => a < b === daysBetween(a, b) > 0));
  });

  test.each([
    '2026-02-29',
    '2026-13-01',
    '26-01-01',
    '2026-1-1',
    '1899-12-31',
    '2200-01-01',
    '2026-01-01T00:00:00Z',
  ])('do not include %s', (text) => {
    expect(plainDateSchema.safeParse(text).success).toBe(false);
  });
});

describe('months', () => {
  test('are added across the end of a year in both directions', () => {
    expect(addMonths('2026-12', 1)).toBe('2027-01');
    expect(addMonths('2026-01', -1)).toBe('2025-12');
    expect(addMonths('2026-06', 0)).toBe('2026-06');
    expect(addMonths('2026-01', -25)).toBe('2023-12');
  });

  test('added in two steps or in one are the same', () => {
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: -300, max: 300 }),
        fc.integer({ min: -300, max: 300 }),
        (day, a, b) => {
          expect(addMonths(addMonths(monthOf(day), a), b)).toBe(addMonths(monthOf(day), a + b));
        },
      ),
    );
  });
});

describe('the day in a time zone', () => {
  test('is what a wall calendar there shows', () => {
    fc.assert(
      fc.property(zones, moments, (zone, moment) => {
        expect(dayIn(zone, moment)).toBe(wallClock(zone, moment).slice(0, 10));
      }),
      { numRuns: 300 },
    );
  });

  test('changes at local midnight, in summer and in winter', () => {
    expect(dayIn('Europe/London', instant('2026-07-01T22:59:59Z'))).toBe('2026-07-01');
    expect(dayIn('Europe/London', instant('2026-07-01T23:00:00Z'))).toBe('2026-07-02');
    expect(dayIn('Europe/London', instant('2026-12-01T23:59:59Z'))).toBe('2026-12-01');
  });
});

describe('the moment of a local time', () => {
  test('is the first one at which the wall clock shows it', () => {
    fc.assert(
      fc.property(zones, moments, (zone, moment) => {
        const local = wallClock(zone, moment);
        const found = instantOfLocal(local, zone);
        expect(wallClock(zone, found)).toBe(local);
        expect(found <= moment).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('that is skipped in spring is one hour later', () => {
    expect(instantOfLocal('2026-03-29T01:30:00', 'Europe/London')).toBe('2026-03-29T01:30:00.000Z');
    expect(wallClock('Europe/London', '2026-03-29T01:30:00.000Z')).toBe('2026-03-29T02:30:00');
  });

  test('that occurs twice in autumn is its first occurrence', () => {
    expect(instantOfLocal('2026-10-25T01:30:00', 'Europe/London')).toBe('2026-10-25T00:30:00.000Z');
  });
});

describe('a moment', () => {
  test('is rewritten to UTC, whatever its offset and precision', () => {
    expect(instant('2026-12-09T12:50:00+08:00')).toBe('2026-12-09T04:50:00.000Z');
    expect(instant('2026-12-09T12:50:00.123456Z')).toBe('2026-12-09T12:50:00.123Z');
  });

  test('parsed from any text is either rejected or valid', () => {
    const digits = (size: number) =>
      fc.integer({ min: 0, max: 10 ** size - 1 }).map((n) => String(n).padStart(size, '0'));
    const almost = fc
      .tuple(
        digits(4),
        digits(2),
        digits(2),
        digits(2),
        digits(2),
        digits(2),
        fc.constantFrom('Z', '+23:59', '-24:00', ''),
      )
      .map(([y, mo, d, h, mi, s, zone]) => `${y}-${mo}-${d}T${h}:${mi}:${s}${zone}`);
    fc.assert(
      fc.property(fc.oneof(almost, fc.string()), (text) => {
        const read = instantSchema.safeParse(text);
        if (read.success) expect(new Date(read.data).toISOString()).toBe(read.data);
      }),
      { numRuns: 500 },
    );
  });
});

test('a time zone is one that the machine knows', () => {
  expect(timeZoneSchema.safeParse('Asia/Shanghai').success).toBe(true);
  expect(timeZoneSchema.safeParse('Mars/Olympus').error?.issues[0]?.message).toContain('use a name such as');
});

describe('the next anniversary', () => {
  const next = (day: string, from: string) => nextAnniversary(plainDate(day), plainDate(from));

  test('is today on the day itself, and in the next year from the day after', () => {
    expect(next('1990-05-17', '2026-05-17')).toBe('2026-05-17');
    expect(next('1990-05-17', '2026-05-18')).toBe('2027-05-17');
    expect(next('1990-12-31', '2026-01-01')).toBe('2026-12-31');
  });

  test('of 29 February is on the 28th in years without one', () => {
    expect(next('2000-02-29', '2026-02-01')).toBe('2026-02-28');
    expect(next('2000-02-29', '2027-03-01')).toBe('2028-02-29');
    expect(next('2000-02-29', '2099-03-01')).toBe('2100-02-28');
  });

  test('is at most 366 days ahead', () => {
    const days = fc
      .integer({ min: 0, max: 80_000 })
      .map((number) => addDays(plainDate('1970-01-01'), number));
    fc.assert(
      fc.property(days, days, (day, from) => {
        const ahead = daysBetween(from, nextAnniversary(day, from));
        expect(ahead).toBeGreaterThanOrEqual(0);
        expect(ahead).toBeLessThan(367);
      }),
    );
  });
});
