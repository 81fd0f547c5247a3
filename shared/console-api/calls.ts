import * as z from 'zod';
import { plainDateSchema } from '../calendar.ts';
import { callbackRefusals, callOutcomes } from '../callbacks/callback.ts';
import { outcomeSchema } from '../callbacks/outcome.ts';
import { cursorSchema } from '../callbacks/place.ts';
import { briefedTaskSchema, queuedTaskSchema, staffTaskSchema } from '../callbacks/staff-view.ts';
import { taskIdSchema } from '../ids.ts';
import { languages } from '../language.ts';
import type { ConsoleRoute } from './route.ts';

const taskPath = z.strictObject({ taskId: taskIdSchema });

/** A task after somebody wanted to change it; `refused` says why it stayed as it was. */
const changedTaskSchema = z
  .strictObject({
    task: staffTaskSchema,
    refused: z.strictObject({ reason: z.enum(callbackRefusals), message: z.string() }).optional(),
  })
  .meta({ id: 'ChangedTask' });

export const listCalls = {
  summary: 'List the customers to call, most urgent first',
  query: z.strictObject({
    cursor: cursorSchema,
    limit: z.coerce.number().int().min(1).max(100).default(25),
  }),
  answer: z.strictObject({ tasks: z.array(queuedTaskSchema), next: z.string().optional() }),
} as const satisfies ConsoleRoute;

export const showCallsToday = {
  summary: 'Show who has reported which calls on the console today',
  answer: z
    .strictObject({
      day: plainDateSchema.describe('By the clock of the shop.'),
      people: z
        .array(
          z.strictObject({
            name: z.string(),
            isMe: z.boolean(),
            outcomes: z.array(z.strictObject({ outcome: z.enum(callOutcomes), count: z.int() })),
          }),
        )
        .describe('Whoever is signed in comes first, then those with most calls.'),
    })
    .meta({ id: 'CallsToday' }),
} as const satisfies ConsoleRoute;

export const showCall = {
  summary: 'Show a task with what to know before the call',
  path: taskPath,
  query: z.strictObject({
    lang: z.enum(languages).optional().describe('Without it, the language of the customer.'),
  }),
  answer: briefedTaskSchema,
} as const satisfies ConsoleRoute;

export const claimCall = {
  summary: 'Claim a task, so that nobody else calls',
  path: taskPath,
  audited: [],
  answer: changedTaskSchema,
} as const satisfies ConsoleRoute;

export const releaseCall = { ...claimCall, summary: 'Release a task' } as const satisfies ConsoleRoute;

export const reportCall = {
  summary: 'Report how a call went',
  path: taskPath,
  body: outcomeSchema,
  audited: ['outcome'],
  answer: changedTaskSchema,
} as const satisfies ConsoleRoute;
