import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayIn, instant, instantFromMs } from '../../../shared/calendar.ts';
import { momentAt, nextCallable, retryAt } from '../../../shared/callbacks/calling-hours.ts';
import { callingHoursSchema } from '../../../shared/settings/calling-hours-settings.ts';

const hours = callingHoursSchema.parse({});
const zones = ['UTC', 'Europe/London', 'America/New_York', 'Asia/Shanghai', 'Australia/Lord_Howe'];
const anyHours = fc
  .tuple(fc.integer({ min: 0, max: 21 }), fc.integer({ min: 1, max: 23 }), fc.subarray(['mon', 'wed', 'sun']))
  .filter(([from, to, days]) => from + 2 <= to && days.length > 0)
  .map(([from, to, days]) => {
    const [opens, closes] = [from, to].map((hour) => `${String(hour).padStart(2, '0')}:00`);
    return callingHoursSchema.parse({ from: opens, to: closes, days });
  });
const anyMoment = fc
  .integer({ min: Date.parse('2026-01-01'), max: Date.parse('2028-01-01') })
  .map((ms) => instantFromMs(ms));

describe('calling hours', () => {
  test('are those where the customer lives, from Monday to Saturday', () => {
    // A Thursday.
    const noonInLondon = instant('2026-11-26T12:00:00Z');
    expect(nextCallable(hours, 'Europe/London', noonInLondon)).toBe(noonInLondon);
    expect(nextCallable(hours, 'Asia/Shanghai', noonInLondon)).toBe(instant('2026-11-27T01:00:00Z'));
    expect(nextCallable(hours, 'America/New_York', noonInLondon)).toBe(instant('2026-11-26T14:00:00Z'));
    const saturdayNight = instant('2026-11-28T20:00:00Z');
    expect(nextCallable(hours, 'Europe/London', saturdayNight)).toBe(instant('2026-11-30T09:00:00Z'));
  });

  test('hold across a change to summer time', () => {
    expect(nextCallable(hours, 'Europe/London', instant('2027-03-27T21:00:00Z'))).toBe(
      instant('2027-03-29T08:00:00Z'),
    );
  });

  test.each([
    [{ from: '18:00', to: '09:00' }, 'end after they begin'],
    [{ from: '9 am' }, 'written 09:30'],
    [{ to: '24:00' }, 'written 09:30'],
    [{ days: [] }, 'at least one day'],
  ])('%j are refused', (written, message) => {
    expect(callingHoursSchema.safeParse(written).error?.message).toContain(message);
  });
});

describe('calling again somebody who did not answer', () => {
  test('is on another day, in the morning after an evening, at midday after a morning', () => {
    const call = (at: string) => retryAt(hours, 'UTC', { at: instant(at), afterHours: 24, seed: 'a' });
    expect(call('2026-11-23T10:00:00Z')).toMatch(/^2026-11-24T1[2-6]/);
    expect(call('2026-11-24T14:00:00Z')).toMatch(/^2026-11-25T1[6-9]/);
    // Friday evening: Saturday morning is not a day later, and Sunday is no day for calls.
    expect(call('2026-11-27T19:00:00Z')).toMatch(/^2026-11-30T(09|1[0-2])/);
    // Before the hours of a day begin.
    expect(call('2026-11-24T04:00:00Z')).toMatch(/^2026-11-25T(09|1[0-2])/);
  });

  test('is within calling hours, late enough, at another hour, and the same for a repeat', () => {
    fc.assert(
      fc.property(
        anyHours,
        fc.constantFrom(...zones),
        anyMoment,
        fc.integer({ min: 1, max: 200 }),
        fc.string(),
        (calling, zone, at, afterHours, seed) => {
          const call = { at, afterHours, seed };
          const again = retryAt(calling, zone, call);
          expect(Date.parse(again) - Date.parse(at)).toBeGreaterThanOrEqual(afterHours * 3_600_000);
          expect(nextCallable(calling, zone, again)).toBe(again);
          expect(retryAt(calling, zone, call)).toBe(again);
          const partOf = (moment: typeof at) => {
            const opens = Date.parse(momentAt(dayIn(zone, moment), calling.from, zone));
            const closes = Date.parse(momentAt(dayIn(zone, moment), calling.to, zone));
            return Math.floor((3 * (Date.parse(moment) - opens)) / (closes - opens));
          };
          if (nextCallable(calling, zone, at) === at && (closesLate(calling) || zone === 'UTC'))
            expect(partOf(again)).not.toBe(partOf(at));
        },
      ),
    );
  });

  test('differs between tasks that were called at the same moment', () => {
    const at = instant('2026-11-23T10:00:00Z');
    const again = Array.from({ length: 100 }, (_, task) =>
      retryAt(hours, 'UTC', { at, afterHours: 24, seed: String(task) }),
    );
    expect(new Set(again).size).toBeGreaterThan(60);
  });
});

/** Clocks change at night, so the parts of such a day are as long as those of any other. */
const closesLate = ({ from }: typeof hours): boolean => from >= '04:00';
