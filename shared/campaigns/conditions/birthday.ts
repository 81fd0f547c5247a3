import { addMonths, daysBetween, monthOf, nextAnniversary, type PlainDate } from '../../calendar.ts';
import { createCondition } from './condition.ts';
import { oneOrMore } from './one-or-more.ts';
import { between } from './ranges.ts';
import { anyOf } from './words.ts';

export const birthdayInDays = between('days', {
  description:
    'Days until the next birthday, 0 on the day itself. One of 29 February is on the 28th in years without one.',
  example: '{ atMost: 7 }',
  read: ({ contact: { birthday } }, { asOf }) =>
    birthday && daysBetween(asOf, nextAnniversary(birthday, asOf)),
});

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const;
type Month = (typeof months)[number];

const monthWords = ['this-month', 'next-month', ...months] as const;
type MonthWord = (typeof monthWords)[number];

/** The month of a day, or of a month such as `2026-12`. */
const nameOfMonth = (day: string): Month => months[Number(day.slice(5, 7)) - 1] ?? 'january';

const monthMeant = (word: MonthWord, asOf: PlainDate): Month => {
  if (word === 'this-month') return nameOfMonth(asOf);
  return word === 'next-month' ? nameOfMonth(addMonths(monthOf(asOf), 1)) : word;
};

export const birthdayMonth = createCondition<readonly MonthWord[], Month>({
  description: 'The birthday is in any of these months: this-month, next-month, or january to december.',
  example: '[this-month]',
  schema: oneOrMore(monthWords),
  read:
    () =>
    ({ contact: { birthday } }) =>
      birthday && nameOfMonth(birthday),
  accepts(asked, { asOf }) {
    const wanted = new Set(asked.map((word) => monthMeant(word, asOf)));
    return (month) => wanted.has(month);
  },
  asks: (asked, { asOf }) => anyOf('months', [...new Set(asked.map((word) => monthMeant(word, asOf)))]),
  says: (month) => anyOf('months', [month]),
});
