import * as z from 'zod';
import { instantSchema } from '../calendar.ts';

/** An export that somebody has begun: the line of the audit log that allows its parts. */
export const begunSchema = z
  .strictObject({ at: instantSchema, requestId: z.string().max(200) })
  .describe('The line of the audit log that allows the parts.');
export type Begun = z.output<typeof begunSchema>;
