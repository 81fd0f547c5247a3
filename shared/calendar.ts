import * as z from 'zod';

/** A calendar day without a time or zone, such as `2011-12-09`. Days sort as strings. */
export type PlainDate = string & z.$brand<'PlainDate'>;

/** A moment in UTC, always written as `2011-12-09T12:50:00.000Z`, so that moments sort as strings. */
export type Instant = string & z.$brand<'Instant'>;

export const dayMs = 86_400_000;

const earliestDay = '1970-01-01';
const latestDay = '2200-01-01';

export const plainDateSchema = z.iso
  .date('a day is written YYYY-MM-DD')
  .refine((day) => day >= '1900-01-01' && day < latestDay, 'this day is not plausible')
  .brand<'PlainDate'>();

/** Accepts any ISO 8601 time that names its offset and rewrites it to UTC. */
export const instantSchema = z.iso
  .datetime({
    offset: true,
    error: 'a time is written YYYY-MM-DDTHH:MM:SS with Z or an offset such as +01:00',
  })
  .transform((text) => new Date(text).toISOString())
  .refine((time) => time >= earliestDay && time < latestDay, 'this time is not plausible')
  .brand<'Instant'>();

/** Parses a day such as `2011-12-09`. @throws {ZodError} when the text is not a plausible day. */
export const plainDate = (text: string): PlainDate => plainDateSchema.parse(text);

/** Parses an ISO 8601 time that names its offset. @throws {ZodError} when the text is not one. */
export const instant = (text: string): Instant => instantSchema.parse(text);

/** The moment `epochMs` milliseconds after the beginning of 1970 in UTC. */
export const instantFromMs = (epochMs: number): Instant => new Date(epochMs).toISOString() as Instant;

/** The later of two moments. */
export const laterOf = (a: Instant, b: Instant): Instant => (a > b ? a : b);

/** The earlier of two moments. */
export const earlierOf = (a: Instant, b: Instant): Instant => (a < b ? a : b);

const dayNumber = (day: PlainDate): number => Date.parse(day) / dayMs;

const fromDayNumber = (number: number): PlainDate =>
  new Date(number * dayMs).toISOString().slice(0, 10) as PlainDate;

/** Whole days from `earlier` to `later`; negative when they are the other way round. */
export const daysBetween = (earlier: PlainDate, later: PlainDate): number =>
  dayNumber(later) - dayNumber(earlier);

/** The day `days` after `day` (before it, when negative). */
export const addDays = (day: PlainDate, days: number): PlainDate => fromDayNumber(dayNumber(day) + days);

/**
 * The first day from `from` on, itself included, that is an anniversary of `day`. One of 29 February is on the 28th in
 * years without one.
 */
export function nextAnniversary(day: PlainDate, from: PlainDate): PlainDate {
  const year = Number(from.slice(0, 4));
  const thisYear = anniversaryIn(year, day);
  return thisYear >= from ? thisYear : anniversaryIn(year + 1, day);
}

function anniversaryIn(year: number, day: PlainDate): PlainDate {
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const monthAndDay = day.slice(5);
  return `${year}-${monthAndDay === '02-29' && !isLeapYear ? '02-28' : monthAndDay}` as PlainDate;
}

/** The month of a day, such as `2011-12`. */
export const monthOf = (day: PlainDate): string => day.slice(0, 7);

/** The month `months` after `month` (before it, when negative), both as `2011-12`. */
export function addMonths(month: string, months: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;
}

/** The last day of a month such as `2011-12`. */
export const lastDayOf = (month: string): PlainDate => addDays(`${addMonths(month, 1)}-01` as PlainDate, -1);

// Creating an Intl.DateTimeFormat costs about 50 µs and using one 1 µs, so each zone keeps its own.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  formatters.set(timeZone, formatter);
  return formatter;
}

const localTextOf = (epochMs: number, timeZone: string): string => formatterFor(timeZone).format(epochMs);

/** The calendar day in `timeZone` at `moment`. */
export function dayIn(timeZone: string, moment: Instant): PlainDate {
  if (timeZone === 'UTC') return moment.slice(0, 10) as PlainDate;
  return localTextOf(Date.parse(moment), timeZone).slice(0, 10) as PlainDate;
}

/** The time that the wall clock in `timeZone` shows at `moment`, such as `12:50`. */
export const timeIn = (timeZone: string, moment: Instant): string =>
  localTextOf(Date.parse(moment), timeZone).slice(11, 16);

/**
 * The moment at which the wall clock in `timeZone` shows `local` (`2011-12-09T12:50:00`).
 * A time skipped in spring counts as one hour later; a time that occurs twice in autumn, as its first occurrence.
 */
export function instantOfLocal(local: string, timeZone: string): Instant {
  const asIfUtcMs = Date.parse(`${local}Z`);
  const offsetAt = (epochMs: number) =>
    Date.parse(`${localTextOf(epochMs, timeZone).replace(' ', 'T')}Z`) - epochMs;
  const before = asIfUtcMs - offsetAt(asIfUtcMs - dayMs);
  const after = asIfUtcMs - offsetAt(asIfUtcMs + dayMs);
  if (before === after) return instantFromMs(before);
  const fits = [before, after].filter((candidate) => candidate + offsetAt(candidate) === asIfUtcMs);
  return instantFromMs(fits.length === 0 ? before : Math.min(...fits));
}

export const timeZoneSchema = z
  .string()
  .refine(isTimeZone, 'unknown time zone; use a name such as Europe/London or Asia/Shanghai');

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}
