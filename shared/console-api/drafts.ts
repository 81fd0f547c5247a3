import * as z from 'zod';
import { instantSchema } from '../calendar.ts';
import { scriptsSchema, templatesSchema } from '../campaigns/campaign-document.ts';
import { mailChecks } from '../email/mail-checks.ts';
import { campaignIdSchema } from '../ids.ts';
import { languages } from '../language.ts';
import { beyond, fromSchema, isWithin, placed, planSchema, read } from './parts.ts';
import type { ConsoleRoute } from './route.ts';

const draftPath = z.strictObject({ campaign: campaignIdSchema });
const inLanguage = z.strictObject({
  lang: z.enum(languages).default('en').describe('The language of sentences.'),
});
const revision = z.int().describe('Counts up with each change.');

const checkedSchema = z
  .strictObject({
    problems: z
      .array(
        z.strictObject({
          path: z.array(z.union([z.string(), z.number()])).describe('Where it is in the campaign.'),
          message: z.string(),
          line: z.int().optional().describe('Of the YAML, counted from 1.'),
        }),
      )
      .describe('Nothing can be published while there are any.'),
    warnings: z.array(z.string()).describe('What is allowed, and seldom meant.'),
    mails: z
      .array(
        z.strictObject({
          template: z.string(),
          language: z.string(),
          points: z.array(
            z.strictObject({
              check: z.enum([...mailChecks, 'languages']),
              problems: z.array(z.string()).describe('None where it is fine.'),
            }),
          ),
        }),
      )
      .describe('What was found in each mail. It can be published all the same.'),
    variables: z
      .array(
        z.strictObject({
          template: z.string(),
          known: z.array(
            z.strictObject({
              name: z.string(),
              canBeMissing: z.boolean().describe('True for one that needs a fallback.'),
            }),
          ),
        }),
      )
      .describe('What each mail can be personalised with.'),
  })
  .meta({ id: 'CheckedDraft' });

const draftSchema = z
  .strictObject({
    id: campaignIdSchema,
    text: z.string().describe('The campaign as YAML.'),
    templates: templatesSchema,
    scripts: scriptsSchema,
    audiences: z.array(z.string()).describe('The names of shared audiences that it can refer to.'),
    basedOn: z.int().optional().describe('The version that it changes; absent for a new campaign.'),
    published: z.string().optional().describe('The YAML of the latest version, to compare with.'),
    revision,
    savedAt: instantSchema,
    savedBy: z.string(),
    checked: checkedSchema,
  })
  .meta({ id: 'Draft' });

export const listDrafts = {
  summary: 'List the campaigns that are being written, and those to begin with',
  query: inLanguage,
  answer: z.strictObject({
    drafts: z.array(
      z.strictObject({ id: campaignIdSchema, name: z.string(), savedAt: instantSchema, savedBy: z.string() }),
    ),
    readyMade: z.array(
      z.strictObject({ id: z.string(), name: z.string(), description: z.string(), steps: z.int() }),
    ),
  }),
} as const satisfies ConsoleRoute;

export const beginDraft = {
  summary: 'Begin a draft: of a ready-made campaign, of a published one, or of nothing',
  body: z.strictObject({
    id: campaignIdSchema.describe('The id that the campaign will have; its own, to change a published one.'),
    from: z.union([
      z.strictObject({ readyMade: z.string() }),
      z.strictObject({ campaign: campaignIdSchema }),
      z.strictObject({ blank: z.literal(true) }),
    ]),
    lang: z.enum(languages).default('en'),
  }),
  audited: ['id', 'from', 'lang'],
  answer: z.strictObject({ id: campaignIdSchema }),
} as const satisfies ConsoleRoute;

export const showDraft = {
  summary: 'Show a draft, and what is wrong with it',
  path: draftPath,
  query: inLanguage,
  answer: draftSchema,
} as const satisfies ConsoleRoute;

export const saveDraft = {
  summary: 'Save a draft and check it',
  path: draftPath,
  query: inLanguage,
  body: z.strictObject({
    revision: revision.describe('The one that was changed.'),
    text: z.string().max(100_000),
    templates: templatesSchema,
    scripts: scriptsSchema,
  }),
  // Nobody outside sees a draft, and it is saved every few seconds; publishing it is written to the log.
  audited: 'when-published',
  answer: z.strictObject({
    revision,
    saved: z.boolean().describe('False when somebody else has saved another one meanwhile.'),
    checked: checkedSchema,
  }),
} as const satisfies ConsoleRoute;

export const discardDraft = {
  summary: 'Throw a draft away',
  path: draftPath,
  audited: [],
  answer: z.strictObject({ discarded: z.boolean() }),
} as const satisfies ConsoleRoute;

export const planDraftCount = {
  summary: 'Say how to count exactly whom a draft would concern, part by part',
  path: draftPath,
  answer: z.strictObject({
    unknown: z
      .enum(['no-night', 'not-ready'])
      .optional()
      .describe('Why nobody can say; absent when it can be counted.'),
    begun: z
      .strictObject({
        plan: planSchema,
        revision: revision.describe('What all parts are counted by.'),
        holdout: z.number().describe('The share of those who enter that gets nothing.'),
      })
      .optional(),
  }),
} as const satisfies ConsoleRoute;

export const countDraftPart = {
  summary: 'Count exactly in one part whom a draft would concern; reads at most 3 MB of profiles',
  path: draftPath,
  body: z
    .strictObject({ revision: revision.describe('The one that was planned.'), ...placed })
    .refine(isWithin, beyond),
  changesNothing: true,
  answer: z
    .strictObject({
      read,
      inAudience: z.int(),
      entering: z.int().describe('Those who would enter tonight, or when what begins it comes.'),
      withAddress: z.int().describe('Of those who would enter, as the next three.'),
      withConsent: z.int(),
      notSuppressed: z.int().describe('By what mailboxes or phones say.'),
      notCapped: z.int().describe('Those for whom the caps have room for the first message.'),
      next: fromSchema,
    })
    .meta({ id: 'DraftPartCount' }),
} as const satisfies ConsoleRoute;

export const publishDraft = {
  summary: 'Publish a draft as it was reviewed',
  path: draftPath,
  body: z.strictObject({
    revision,
    resumes: z.boolean().default(false),
    lang: z.enum(languages).default('en'),
  }),
  audited: ['revision', 'resumes', 'lang'],
  answer: z.strictObject({ version: z.int(), state: z.enum(['active', 'paused', 'archived']) }),
} as const satisfies ConsoleRoute;
