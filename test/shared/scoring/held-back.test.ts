import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, plainDate } from '../../../shared/calendar.ts';
import { beforeHeldBack, heldBackDays } from '../../../shared/scoring/held-back.ts';
import { historyOf } from '../../../shared/scoring/models/outlook.ts';
import { factsOf } from './order-days.ts';

const today = plainDate('2026-12-09');
const then = addDays(today, -heldBackDays);

const daysAgo = fc
  .array(fc.oneof(fc.nat(600), fc.nat(120)), { minLength: 1, maxLength: 150 })
  .map((days) => [...new Set(days)].sort((one, other) => other - one).map((ago) => addDays(today, -ago)));

test('a customer as of 90 days ago is known from the profile of today, exactly', () => {
  fc.assert(
    fc.property(daysAgo, (days) => {
      const facts = factsOf(days);
      const factsThen = factsOf(days.filter((day) => day <= then));
      if (facts === undefined) throw new Error('there is an order');
      const history = historyOf(facts, today);
      const { repeats, lastAfterDays } =
        factsThen === undefined ? { repeats: 0, lastAfterDays: 0 } : historyOf(factsThen, then);
      expect(beforeHeldBack(facts, history)).toEqual({
        repeatsBefore: repeats,
        lastAfterDaysBefore: lastAfterDays,
      });
      expect(history.ageDays >= heldBackDays).toBe(factsThen !== undefined);
    }),
  );
});

test('a shop whose clock is ahead of ours by a day is seen as of its own day', () => {
  const facts = factsOf([addDays(today, -heldBackDays), addDays(today, 1)]);
  if (facts === undefined) throw new Error('there is an order');
  expect(beforeHeldBack(facts, historyOf(facts, today))).toEqual({
    repeatsBefore: 0,
    lastAfterDaysBefore: 0,
  });
});
