import * as z from 'zod';
import { roles } from './roles.ts';

/** What the console's API says when it refuses a request or fails. */
export const problemSchema = z
  .strictObject({
    error: z
      .enum(['signed-out', 'forbidden', 'not-found', 'invalid-request', 'busy', 'internal'])
      .describe('What kind of problem it is.'),
    message: z.string().optional(),
    roles: z.array(z.enum(roles)).optional().describe('Who may, where this person may not.'),
    issues: z
      .array(z.strictObject({ path: z.string(), message: z.string() }))
      .optional()
      .describe('What is wrong with the request, and where.'),
    requestId: z.string().describe('Names the request in the log.'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.output<typeof problemSchema>;
