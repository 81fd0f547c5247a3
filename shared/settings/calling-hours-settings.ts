import * as z from 'zod';

const timeSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is written HH:MM, such as 09:00 or 18:30');

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** When customers may be called, by the clock where they live. Sunday is left out: many countries forbid it. */
export const callingHoursSchema = z
  .strictObject({
    from: timeSchema.default('09:00'),
    to: timeSchema.default('20:00'),
    days: z
      .array(z.enum(weekdays))
      .min(1, 'name at least one day, such as [mon, tue, wed, thu, fri]')
      .default(['mon', 'tue', 'wed', 'thu', 'fri', 'sat']),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], error: 'calling hours end after they begin' });

export type CallingHours = Readonly<z.output<typeof callingHoursSchema>>;
