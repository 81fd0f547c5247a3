import * as z from 'zod';
import { addDays, dayIn, type Instant, instantOfLocal, type PlainDate, timeIn } from './calendar.ts';

/** A time that a clock on the wall shows, as `09:30`. Times sort as strings. */
export type TimeOfDay = string & z.$brand<'TimeOfDay'>;

/** Parses `9:30` or `09:30`. */
export const timeOfDaySchema = z
  .string({ error: 'a time of day is written "09:30"' })
  .regex(/^([01]?\d|2[0-3]):[0-5]\d$/, 'a time of day is written 09:30, from 00:00 to 23:59')
  .transform((text) => text.padStart(5, '0'))
  .brand<'TimeOfDay'>();

export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof weekdays)[number];

/** The weekday of a day. */
export const weekdayOf = (day: PlainDate): Weekday => weekdays[new Date(day).getUTCDay()] ?? 'sun';

/** A time of day, on some weekdays or on all of them. */
export interface Hour {
  readonly at: TimeOfDay;
  /** All of them, when absent. */
  readonly on?: readonly Weekday[] | undefined;
}

/**
 * The first moment from `earliest` on, itself included, at which the clock of a time zone shows that hour. A time that is
 * skipped in spring counts as an hour later.
 */
export function firstAt({ at, on = weekdays }: Hour, earliest: Instant, timeZone: string): Instant {
  const days = on.length === 0 ? weekdays : on;
  let day = dayIn(timeZone, earliest);
  for (;;) {
    const moment = instantOfLocal(`${day}T${at}:00`, timeZone);
    if (moment >= earliest && days.includes(weekdayOf(day))) return moment;
    day = addDays(day, 1);
  }
}

/** The part of the day in which nobody is disturbed; it may go over midnight. */
export interface QuietHours {
  readonly from: TimeOfDay;
  readonly to: TimeOfDay;
}

/** True while it is quiet at a moment in a time zone. `to` is the first minute that is not. */
export function isQuiet({ from, to }: QuietHours, moment: Instant, timeZone: string): boolean {
  const time = timeIn(timeZone, moment);
  return from <= to ? from <= time && time < to : from <= time || time < to;
}

/** The first moment from `earliest` on, itself included, that is not within quiet hours. */
export const afterQuiet = (quiet: QuietHours, earliest: Instant, timeZone: string): Instant =>
  isQuiet(quiet, earliest, timeZone) ? firstAt({ at: quiet.to }, earliest, timeZone) : earliest;
