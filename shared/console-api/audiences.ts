import * as z from 'zod';
import { instantSchema, plainDateSchema } from '../calendar.ts';
import { audienceNameSchema } from '../campaigns/audience-schema.ts';
import { campaignIdSchema, customerIdSchema } from '../ids.ts';
import { languages } from '../language.ts';
import { channels } from '../recipients/address.ts';
import type { ConsoleRoute } from './route.ts';

const lang = z.enum(languages).default('en').describe('The language of sentences.');
export const audienceText = z
  .string()
  .max(20_000)
  .describe('Conditions in YAML, as under `audience` in a campaign.');
const text = audienceText;

const revision = z.int().min(0).describe('Counts up with each change; 0 before the first.');
const usersSchema = z
  .strictObject({
    campaigns: z.array(campaignIdSchema),
    drafts: z.array(campaignIdSchema),
    audiences: z.array(z.string()),
  })
  .meta({ id: 'AudienceUsers' });
export const problemsSchema = z
  .array(z.strictObject({ line: z.int(), column: z.int(), message: z.string() }))
  .describe('What is wrong with the text; empty when it can be used.');

export const listAudiences = {
  summary: 'List the audiences of campaigns, and those that they refer to by name',
  answer: z
    .strictObject({
      named: z.array(
        z
          .strictObject({
            name: z.string(),
            title: z.string(),
            description: z.string().optional(),
            text,
            usedBy: usersSchema,
            saved: z
              .strictObject({ revision, savedAt: instantSchema, savedBy: z.string() })
              .optional()
              .describe('Absent for one that only published campaigns contain.'),
          })
          .meta({ id: 'NamedAudience' }),
      ),
      campaigns: z.array(
        z
          .strictObject({
            campaign: campaignIdSchema,
            title: z.string(),
            state: z.enum(['active', 'paused', 'archived']),
            text,
          })
          .meta({ id: 'CampaignAudience' }),
      ),
    })
    .meta({ id: 'Audiences' }),
} as const satisfies ConsoleRoute;

const estimateSchema = z.strictObject({
  count: z.int(),
  low: z.int().describe('The lower end of the 95% interval.'),
  high: z.int(),
});

export const compareAudience = {
  summary:
    'Estimate how many of an audience are in each named audience as well, by the sample of the latest night',
  body: z.strictObject({ text, lang }),
  changesNothing: true,
  answer: z.strictObject({
    inAudience: z.int().describe('How many of the sample.'),
    overlaps: z
      .array(
        z
          .strictObject({
            name: z.string(),
            title: z.string(),
            theirs: estimateSchema.describe('All who are in that audience.'),
            both: estimateSchema,
            share: z.number().describe('Of this audience, from 0 to 1.'),
          })
          .meta({ id: 'AudienceOverlap' }),
      )
      .describe('The largest first; empty also when nothing can be counted.'),
  }),
} as const satisfies ConsoleRoute;

const namedPath = z.strictObject({ name: audienceNameSchema });

export const saveAudience = {
  summary: 'Save an audience under a name',
  path: namedPath,
  body: z.strictObject({
    revision: revision.describe('The one that was changed; 0 for a new audience.'),
    title: z.string().trim().min(1).max(100).describe('What people call it.'),
    description: z.string().trim().max(1000).optional(),
    text,
    lang,
  }),
  // Conditions say nothing of anybody.
  audited: ['revision', 'title', 'description', 'text', 'lang'],
  answer: z.strictObject({
    problems: problemsSchema,
    saved: z.boolean().describe('False also when somebody else has saved another one meanwhile.'),
    revision: revision.optional().describe('Of what was saved.'),
  }),
} as const satisfies ConsoleRoute;

export const removeAudience = {
  summary: 'Delete a saved audience that nothing refers to',
  path: namedPath,
  body: z.strictObject({ revision }),
  audited: ['revision'],
  answer: z.strictObject({
    removed: z.boolean().describe('False also when somebody else has changed it meanwhile.'),
    usedBy: usersSchema.optional().describe('What refers to it, where it stays for that.'),
  }),
} as const satisfies ConsoleRoute;

export const showAudienceSchema = {
  summary: 'Show the JSON Schema of an audience',
  answer: z.record(z.string(), z.unknown()).meta({ id: 'AudienceJsonSchema' }),
} as const satisfies ConsoleRoute;

/** How far customers come on the way to a message, each stage only after the one before. */
export const audienceStages = [
  'matches',
  'withAddress',
  'withConsent',
  'notSuppressed',
  'wouldReceive',
] as const;

const countSchema = z
  .strictObject({
    night: plainDateSchema.describe('The night that drew the sample.'),
    customers: z.int().describe('All customers of the shop.'),
    sampled: z
      .int()
      .describe('Those who were asked; all of them in a small shop, where every count is exact.'),
    stages: z.array(
      z.strictObject({
        stage: z.enum(audienceStages),
        count: z.int(),
        low: z.int().describe('The lower end of the 95% interval.'),
        high: z.int(),
      }),
    ),
    examples: z
      .array(
        z.strictObject({
          customerId: customerIdSchema,
          name: z.string().optional(),
          why: z.array(z.strictObject({ depth: z.int(), holds: z.boolean(), text: z.string() })),
        }),
      )
      .describe('Ten of those who match at most.'),
  })
  .meta({ id: 'AudienceCount' });

export const countAudience = {
  summary: 'Count an audience by the sample of the latest night',
  body: z.strictObject({ text, channel: z.enum(channels).default('email'), lang }),
  changesNothing: true,
  answer: z
    .strictObject({
      problems: problemsSchema,
      count: countSchema.optional().describe('Absent also when no night has closed within the last week.'),
    })
    .meta({ id: 'CountedAudience' }),
} as const satisfies ConsoleRoute;
