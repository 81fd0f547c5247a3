import * as z from 'zod';

/** A length of time that a marketer wrote as `14d` or `6h`, in hours. */
export interface Duration {
  readonly hours: number;
}

const hoursPerUnit = { h: 1, d: 24, w: 168 } as const;
const pattern = /^(\d{1,4})\s*([hdw])$/;

/** Parses `6h`, `14d` or `2w`. Even `0` needs a unit, so that nobody has to guess. */
export const durationSchema = z
  .string({ error: 'a length of time is a number with a unit, such as "14d", "6h" or "2w"' })
  .regex(pattern, 'a length of time is a number with a unit, such as 14d, 6h or 2w')
  .transform((text): Duration => {
    const [, amount = '0', unit = 'h'] = pattern.exec(text) ?? [];
    return { hours: Number(amount) * hoursPerUnit[unit as keyof typeof hoursPerUnit] };
  });

/** A duration of one or more whole days, for settings where part of a day would mean nothing. */
export const daysSchema = durationSchema.refine(
  (duration) => duration.hours >= 24 && duration.hours % 24 === 0,
  'write whole days here, such as 14d or 2w',
);

/** Whole days in a duration, rounded down. */
export const wholeDays = (duration: Duration): number => Math.floor(duration.hours / 24);

/** True when a duration is a number of full days, which are then counted as calendar days and not as hours. */
export const isWholeDays = (duration: Duration): boolean => duration.hours % 24 === 0;
