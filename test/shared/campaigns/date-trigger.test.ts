import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, daysBetween, nextAnniversary, plainDate } from '../../../shared/calendar.ts';
import { isDayOf, nextDayOf } from '../../../shared/campaigns/triggers/date.ts';

const dayFrom = (first: string) =>
  fc.integer({ min: 0, max: 3000 }).map((days) => addDays(plainDate(first), days));

test('the next day of a customer is the first on which they enter, never the day they are counted from', () => {
  const own = dayFrom('2016-01-01');
  fc.assert(
    fc.property(own, dayFrom('2016-01-01'), fc.integer({ min: -60, max: 60 }), (birthday, from, days) => {
      const trigger = { date: 'birthday', days } as const;
      const next = nextDayOf(trigger, { contact: { birthday } }, from) ?? from;
      expect(next >= from).toBe(true);
      const counted = addDays(next, -days);
      expect(counted > birthday && nextAnniversary(birthday, counted) === counted).toBe(true);
      for (let day = from; day < next && daysBetween(from, day) < 70; day = addDays(day, 1))
        expect(isDayOf(trigger, { contact: { birthday } }, day)).toBe(false);
      const dayBefore = nextAnniversary(birthday, addDays(birthday, 1));
      if (from <= addDays(dayBefore, days)) expect(next).toBe(addDays(dayBefore, days));
    }),
    { numRuns: 300 },
  );
});

test('a customer of whom the date is not known has no such day', () => {
  expect(nextDayOf({ date: 'birthday', days: 0 }, { contact: {} }, plainDate('2026-01-01'))).toBeUndefined();
  expect(
    nextDayOf(
      { date: 'birthday', days: 0 },
      { contact: { birthday: plainDate('1980-02-29') } },
      plainDate('2026-03-01'),
    ),
  ).toBe('2027-02-28');
});

test('of several unused coupons the next day is that of the first that still has one', () => {
  const [first, second] = [plainDate('2026-01-05'), plainDate('2026-01-09')];
  const profile = { contact: {}, unusedCoupons: { a: second, b: first } };
  const reminder = { date: 'coupon-end', days: -3 } as const;
  expect(nextDayOf(reminder, profile, plainDate('2026-01-02'))).toBe('2026-01-02');
  expect(nextDayOf(reminder, profile, plainDate('2026-01-03'))).toBe('2026-01-06');
  expect(isDayOf(reminder, profile, plainDate('2026-01-06'))).toBe(true);
  expect(nextDayOf(reminder, profile, plainDate('2026-01-07'))).toBeUndefined();
});
