import * as z from 'zod';
import { type Instant, instantSchema } from '../calendar.ts';
import type { Audited, ConsoleRoute } from './route.ts';

/** A change that somebody made, or wanted to make, in the console. */
export const auditEntrySchema = z
  .strictObject({
    at: instantSchema,
    requestId: z.string(),
    by: z.strictObject({ id: z.string(), name: z.string() }),
    change: z.string().describe('The route: `POST /api/calls/{taskId}/outcome`.'),
    on: z
      .string()
      .optional()
      .describe(
        'What was changed: the id in the path; of a customer the opaque one, as everywhere outside the tables.',
      ),
    fields: z
      .record(z.string(), z.unknown())
      .describe('By name; the value where it is not personal, `true` otherwise.'),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.output<typeof auditEntrySchema>;

/** What the audit log says of a change. */
export function auditEntryOf(
  change: string,
  audited: Audited,
  body: unknown,
  made: {
    readonly at: Instant;
    readonly requestId: string;
    readonly by: AuditEntry['by'];
    readonly on?: string;
  },
): AuditEntry {
  return { ...made, change, fields: typeof audited === 'function' ? audited(body) : fieldsOf(body, audited) };
}

function fieldsOf(body: unknown, kept: readonly string[]): AuditEntry['fields'] {
  const sent = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  return Object.fromEntries(sent.map(([name, value]) => [name, kept.includes(name) ? value : true]));
}

const monthSchema = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month is written YYYY-MM')
  .optional()
  .describe('Without it, the present one.');

export const listChanges = {
  summary: 'List who changed what in a month, latest first',
  query: z.strictObject({ month: monthSchema, cursor: z.string().max(200).optional() }),
  answer: z.strictObject({ changes: z.array(auditEntrySchema), next: z.string().optional() }),
} as const satisfies ConsoleRoute;
