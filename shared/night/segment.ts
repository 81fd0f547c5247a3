import * as z from 'zod';
import { plainDateSchema } from '../calendar.ts';

/** Which part of the customers a pass of a night works on. */
export const segmentSchema = z.object({
  date: plainDateSchema,
  segment: z.int().nonnegative(),
  totalSegments: z.int().positive(),
});
