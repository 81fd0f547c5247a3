import { addDays, dayIn, type Instant, instantFromMs, instantOfLocal, type PlainDate } from '../calendar.ts';
import { uniformFrom } from '../hash.ts';
import type { CallingHours } from '../settings/calling-hours-settings.ts';
import { weekdayOf } from '../time-of-day.ts';

const isCallingDay = ({ days }: CallingHours, day: PlainDate): boolean => days.includes(weekdayOf(day));

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

const momentOf = (day: PlainDate, minute: number, zone: string): Instant => {
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return instantOfLocal(`${day}T${hours}:${minutes}:00`, zone);
};

/** The moment at which the clock in a zone shows a time of a day, such as `15:30`. */
export const momentAt = (day: PlainDate, time: string, zone: string): Instant =>
  momentOf(day, minuteOf(time), zone);

/** Every day from that of `from` on; one of any eight has calling hours ahead. */
function firstOnCallingDays(
  hours: CallingHours,
  zone: string,
  from: Instant,
  momentOn: (day: PlainDate) => Instant | undefined,
): Instant {
  const today = dayIn(zone, from);
  for (let ahead = 0; ; ahead += 1) {
    const day = addDays(today, ahead);
    const moment = isCallingDay(hours, day) ? momentOn(day) : undefined;
    if (moment !== undefined) return moment;
  }
}

/**
 * The first moment from `from` on, itself included, at which a customer may be called.
 *
 * @param zone the customer's time zone
 */
export const nextCallable = (hours: CallingHours, zone: string, from: Instant): Instant =>
  firstOnCallingDays(hours, zone, from, (day) => {
    const opens = momentAt(day, hours.from, zone);
    if (from <= opens) return opens;
    return from < momentAt(day, hours.to, zone) ? from : undefined;
  });

const partsOfDay = 3;

/**
 * When to call again somebody who did not answer: at least so many hours later, and at another time of the day. The
 * calling hours have three parts, morning, midday and evening, and each call falls into the part after that of the call
 * before, so three calls meet three different hours of somebody's day. The minute within the part differs from task to
 * task, or all that were called in one morning would be due at the same moment again.
 *
 * @param zone the customer's time zone
 * @param seed decides on the minute; the same for a repeat
 */
export function retryAt(
  hours: CallingHours,
  zone: string,
  call: { readonly at: Instant; readonly afterHours: number; readonly seed: string },
): Instant {
  const [opens, closes] = [minuteOf(hours.from), minuteOf(hours.to)];
  const partMinutes = (closes - opens) / partsOfDay;
  const today = dayIn(zone, call.at);
  // Before the hours begin is before the first part.
  const last = Array.from({ length: partsOfDay }, (_, part) =>
    momentOf(today, Math.round(opens + part * partMinutes), zone),
  ).filter((begins) => begins <= call.at).length;
  const minute = Math.floor(opens + ((last % partsOfDay) + uniformFrom('retry', call.seed)) * partMinutes);
  const earliest = instantFromMs(Date.parse(call.at) + call.afterHours * 3_600_000);
  return firstOnCallingDays(hours, zone, earliest, (day) => {
    const moment = momentOf(day, minute, zone);
    return moment >= earliest ? moment : undefined;
  });
}
