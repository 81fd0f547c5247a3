import * as z from 'zod';
import { instantSchema, plainDateSchema } from '../calendar.ts';
import { customerIdSchema } from '../ids.ts';
import { languages } from '../language.ts';
import { channels } from '../recipients/address.ts';
import { audienceText, problemsSchema } from './audiences.ts';
import { begunSchema } from './begun.ts';
import type { ConsoleRoute } from './route.ts';

const lang = z.enum(languages).default('en').describe('The language of sentences.');

/** How to ask for all customers part by part: each segment by itself, from its beginning to where no `next` comes. */
export const planSchema = z
  .strictObject({
    asOf: plainDateSchema.describe('The day that all parts are asked about.'),
    segments: z.int(),
    customers: z.int().describe('All customers, as the latest night counted them.'),
  })
  .meta({ id: 'PartsPlan' });

export const fromSchema = z
  .strictObject({ customerId: customerIdSchema })
  .optional()
  .describe('The `next` of the part before; absent at the beginning of the segment.');
export const placed = {
  asOf: plainDateSchema,
  segment: z.int().min(0),
  segments: z.int().min(1).max(64),
  from: fromSchema,
};
/** DynamoDB counts segments from 0. */
export const isWithin = ({ segment, segments }: { readonly segment: number; readonly segments: number }) =>
  segment < segments;
export const beyond = { path: ['segment'], error: 'there are not so many segments' };
export const read = z.int().describe('How many customers were read.');

export const planCount = {
  summary: 'Say how to count an audience exactly, part by part',
  answer: z.strictObject({
    plan: planSchema.optional().describe('Absent before the first night, when no customer has classes.'),
  }),
} as const satisfies ConsoleRoute;

export const countPart = {
  summary: 'Count an audience exactly in one part; reads at most 3 MB of profiles',
  body: z
    .strictObject({ text: audienceText, channel: z.enum(channels).default('email'), lang, ...placed })
    .refine(isWithin, beyond),
  changesNothing: true,
  answer: z
    .strictObject({
      read,
      matches: z.int(),
      withAddress: z.int(),
      withConsent: z.int(),
      notSuppressed: z.int().describe('By what mailboxes or phones say.'),
      notCapped: z.int().describe('Those for whom the caps have room for one more message.'),
      next: fromSchema,
    })
    .meta({ id: 'AudiencePartCount' }),
} as const satisfies ConsoleRoute;

/** Who a file is for: people, or an advertising network that takes those who consented, hashed. */
export const exportReaders = ['people', 'meta', 'google'] as const;

export const beginExport = {
  summary: 'Begin to write an audience to a CSV file',
  body: z.strictObject({ text: audienceText, for: z.enum(exportReaders), lang }),
  // Conditions say nothing of anybody.
  audited: ['text', 'for', 'lang'],
  answer: z.strictObject({
    problems: problemsSchema,
    begun: z
      .strictObject({
        at: instantSchema,
        requestId: z.string().describe('With `at`, the line of the audit log that allows the parts.'),
        head: z.string().describe('What stands in front of all parts.'),
        plan: planSchema,
      })
      .optional()
      .describe('Absent also before the first night.'),
  }),
} as const satisfies ConsoleRoute;

export const exportPart = {
  summary: 'Write one part of an audience, for whoever began within a day; reads at most 3 MB of profiles',
  body: z
    .strictObject({
      begun: begunSchema,
      ...placed,
    })
    .refine(isWithin, beyond),
  changesNothing: true,
  answer: z
    .strictObject({
      read,
      lines: z.string(),
      written: z.int(),
      phonesLeftOut: z.int().describe('Numbers without a country, which networks do not take.'),
      next: fromSchema,
    })
    .meta({ id: 'AudiencePartLines' }),
} as const satisfies ConsoleRoute;
