import * as z from 'zod';
import { timeOfDaySchema, weekdays } from '../time-of-day.ts';

/** When customers may be called, by the clock where they live. Sunday is left out: many countries forbid it. */
export const callingHoursSchema = z
  .strictObject({
    from: timeOfDaySchema.prefault('09:00'),
    to: timeOfDaySchema.prefault('20:00'),
    days: z
      .array(z.enum(weekdays))
      .min(1, 'name at least one day, such as [mon, tue, wed, thu, fri]')
      .default(['mon', 'tue', 'wed', 'thu', 'fri', 'sat']),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], error: 'calling hours end after they begin' });

export type CallingHours = Readonly<z.output<typeof callingHoursSchema>>;
