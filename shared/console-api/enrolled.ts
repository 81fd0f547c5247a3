import * as z from 'zod';
import { campaignIdSchema, cohortKeySchema, customerRefSchema } from '../ids.ts';
import { languages } from '../language.ts';
import { begunSchema } from './begun.ts';
import type { ConsoleRoute } from './route.ts';

const versionPath = z.strictObject({
  campaign: campaignIdSchema,
  version: z.coerce.number().int().min(1),
});

const fromSchema = z
  .strictObject({
    ...cohortKeySchema.pick({ slot: true, zone: true }).shape,
    shard: z.int().min(0).max(256),
    ref: customerRefSchema.optional(),
  })
  .optional()
  .describe('The `next` of the part before; absent at the beginning.');

export const beginEnrolledExport = {
  summary: 'Begin to write those who entered a campaign version to a CSV file',
  path: versionPath,
  body: z.strictObject({ lang: z.enum(languages).describe('The language of the columns.') }),
  audited: ['lang'],
  answer: z.strictObject({
    begun: begunSchema,
    head: z.string().describe('What stands in front of all parts.'),
    entries: z.int().describe('How many have entered, as the latest night counted them.'),
  }),
} as const satisfies ConsoleRoute;

export const exportEnrolledPart = {
  summary: 'Write one part of those who entered, for whoever began within a day; reads about 3 MB at most',
  path: versionPath,
  body: z.strictObject({ begun: begunSchema, from: fromSchema }),
  changesNothing: true,
  answer: z
    .strictObject({
      read: z.int().describe('How many have entered among those that were read.'),
      lines: z.string(),
      next: fromSchema,
    })
    .meta({ id: 'EnrolledPartLines' }),
} as const satisfies ConsoleRoute;
