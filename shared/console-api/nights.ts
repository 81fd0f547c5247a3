import * as z from 'zod';
import { instantSchema, plainDateSchema } from '../calendar.ts';
import { languages } from '../language.ts';
import { nightStarts } from '../night/night-starts.ts';
import { populationChapters } from '../screens/population/chapters.ts';
import { sectionSchema } from '../screens/section.ts';
import type { ConsoleRoute } from './route.ts';

const lang = z.enum(languages).default('en').describe('The language of sentences.');

const progress = {
  date: plainDateSchema,
  state: z.enum(['running', 'failed', 'closed']),
  openedAt: instantSchema,
  endedAt: instantSchema.optional().describe('When it closed or failed; absent while it runs.'),
};

export const listNights = {
  summary: 'List nights, latest first',
  query: z.strictObject({
    before: plainDateSchema.optional().describe('The `next` of the page before.'),
  }),
  answer: z
    .strictObject({
      nights: z.array(
        z
          .strictObject({
            ...progress,
            customers: z.int().optional(),
            entered: z.int().optional().describe('Customers who entered a campaign.'),
            stepsRun: z.int().optional(),
            stepsFailed: z.int().optional(),
            dollars: z.number().optional().describe('The capacity of its two passes at list prices.'),
          })
          .meta({ id: 'ListedNight' }),
      ),
      next: plainDateSchema.optional(),
    })
    .meta({ id: 'Nights' }),
} as const satisfies ConsoleRoute;

export const showNight = {
  summary: 'Show what a night did, how long it took, and what failed',
  path: z.strictObject({ night: plainDateSchema }),
  query: z.strictObject({ lang }),
  answer: z
    .strictObject({
      ...progress,
      isOvertaken: z.boolean().describe('True when a later night has run, after which this one cannot.'),
      sections: z.array(sectionSchema),
    })
    .meta({ id: 'NightScreen' }),
} as const satisfies ConsoleRoute;

export const runNight = {
  summary: 'Run a night now, or go on with one where it broke off',
  body: z.strictObject({
    night: plainDateSchema.optional().describe('One that broke off; the night of today when absent.'),
  }),
  audited: ['night'],
  answer: z.strictObject({ date: plainDateSchema, became: z.enum(nightStarts) }).meta({ id: 'NightStart' }),
} as const satisfies ConsoleRoute;

export const showPopulation = {
  summary: 'Show who the customers were in one night, perhaps compared with another',
  path: z.strictObject({
    night: z
      .union([z.literal('latest'), plainDateSchema])
      .describe('A day; the latest night that had closed by then is shown.'),
  }),
  query: z.strictObject({
    lang,
    compare: plainDateSchema.optional().describe('Another day, in the same way.'),
  }),
  answer: z
    .strictObject({
      night: plainDateSchema,
      compared: plainDateSchema.optional(),
      firstNight: plainDateSchema.describe('The earliest that may be chosen.'),
      latestNight: plainDateSchema,
      figures: sectionSchema,
      chapters: z.array(
        z.strictObject({
          id: z.enum(populationChapters),
          title: z.string(),
          sections: z.array(sectionSchema),
        }),
      ),
    })
    .meta({ id: 'PopulationScreen' }),
} as const satisfies ConsoleRoute;
