import {
  addDays,
  dayIn,
  dayMs,
  daysBetween,
  type Instant,
  instantOfLocal,
  type PlainDate,
} from '../../shared/calendar.ts';
import { RekindleError } from '../../shared/errors.ts';

/**
 * The simulated days, counted from 0. Inside the simulation a time is a `position`: fractional days since the start of
 * the first day. It becomes an instant only where it leaves the simulation.
 */
export interface Period {
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly days: number;
  dayAt(index: number): PlainDate;
  /** @throws RekindleError for a day that is not simulated */
  indexOf(day: PlainDate): number;
  /** The position of an instant; below 0 or above `days` when it is outside the period. */
  positionOf(moment: Instant): number;
  /**
   * Milliseconds since 1970 at a position, in whole seconds because shops write times that way. A later position is
   * never an earlier instant, even on days of 23 hours.
   */
  msAt(position: number): number;
}

/**
 * The period from `from` to `to`, both included.
 *
 * @param timeZone in which the days begin and end
 * @throws RekindleError when `to` is before `from`
 */
export function createPeriod(from: PlainDate, to: PlainDate, timeZone: string): Period {
  const days = daysBetween(from, to) + 1;
  if (days < 1) throw new RekindleError(`the last day, ${to}, is before the first, ${from}`);
  const midnights = Float64Array.from({ length: days + 1 }, (_, index) =>
    Date.parse(instantOfLocal(`${addDays(from, index)}T00:00:00`, timeZone)),
  );
  const midnight = (index: number) => midnights[index] ?? (midnights[days] ?? 0) + (index - days) * dayMs;
  return {
    from,
    to,
    days,
    dayAt: (index) => addDays(from, index),
    indexOf(day) {
      const index = daysBetween(from, day);
      if (index < 0 || index >= days) {
        throw new RekindleError(`${day} is not simulated; the simulated days are ${from} to ${to}`);
      }
      return index;
    },
    positionOf(moment) {
      const index = daysBetween(from, dayIn(timeZone, moment));
      if (index < 0) return index;
      return index + (Date.parse(moment) - midnight(index)) / (midnight(index + 1) - midnight(index));
    },
    msAt(position) {
      const index = Math.floor(position);
      const begins = midnight(index);
      const ms = (position - index) * (midnight(index + 1) - begins);
      // Half a millisecond is added because a whole second can come out of the arithmetic slightly too early or late.
      return begins + Math.floor((ms + 0.5) / 1000) * 1000;
    },
  };
}
