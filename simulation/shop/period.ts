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
 * The days that are simulated, counted from 0. Inside the simulation a time is a `position`: days since the start of
 * the first day, with a fraction. A position becomes a moment only where somebody outside looks at it.
 */
export interface Period {
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly days: number;
  dayAt(index: number): PlainDate;
  /** @throws RekindleError for a day that is not simulated */
  indexOf(day: PlainDate): number;
  /** The position of a moment; below 0 or above `days` when it lies outside. */
  positionOf(moment: Instant): number;
  /**
   * Milliseconds since 1970 at a position, in whole seconds as shops write them. A later position is never an
   * earlier moment, also on days of 23 hours.
   */
  msAt(position: number): number;
}

/** @param timeZone in which the days begin and end */
export function simulatedPeriod(from: PlainDate, to: PlainDate, timeZone: string): Period {
  const days = daysBetween(from, to) + 1;
  if (days < 1) throw new RekindleError(`the last day, ${to}, lies before the first, ${from}`);
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
        throw new RekindleError(`${day} is not simulated; this shop lives from ${from} to ${to}`);
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
      // Half a millisecond more, because a whole second comes out of the arithmetic a hair too early or too late.
      return begins + Math.floor((ms + 0.5) / 1000) * 1000;
    },
  };
}
