import * as z from 'zod';

/** A length of time as a marketer writes it (`14d`, `6h`), held in hours. */
export interface Duration {
  readonly hours: number;
}

const hoursPerUnit = { h: 1, d: 24, w: 168 } as const;
const pattern = /^(\d{1,4})\s*([hdw])$/;

/** Reads `6h`, `14d` or `2w`; a plain `0` needs its unit too, so that nobody has to guess. */
export const durationSchema = z
  .string({ error: 'a length of time is a number with a unit, such as "14d", "6h" or "2w"' })
  .regex(pattern, 'a length of time is a number with a unit, such as 14d, 6h or 2w')
  .transform((text): Duration => {
    const [, amount = '0', unit = 'h'] = pattern.exec(text) ?? [];
    return { hours: Number(amount) * hoursPerUnit[unit as keyof typeof hoursPerUnit] };
  });

/** A length of time of one whole day or more, where part of a day would mean nothing. */
export const daysSchema = durationSchema.refine(
  (duration) => duration.hours >= 24 && duration.hours % 24 === 0,
  'write whole days here, such as 14d or 2w',
);

/** Whole days in a duration; part of a day counts as none. */
export const wholeDays = (duration: Duration): number => Math.floor(duration.hours / 24);

/** Whether a duration is a number of full days, and so counts in calendar days and not in hours. */
export const isWholeDays = (duration: Duration): boolean => duration.hours % 24 === 0;
