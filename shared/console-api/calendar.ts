import * as z from 'zod';
import { plainDateSchema } from '../calendar.ts';
import { campaignIdSchema } from '../ids.ts';
import { languages } from '../language.ts';
import type { ConsoleRoute } from './route.ts';

const named = { campaign: campaignIdSchema, name: z.string() };

export const showCalendar = {
  summary: 'Show what campaigns do in the coming weeks, and where they meet',
  query: z.strictObject({
    lang: z.enum(languages).default('en').describe('The language of sentences.'),
    days: z.coerce.number().int().min(1).max(60).default(28),
  }),
  answer: z
    .strictObject({
      from: plainDateSchema,
      to: plainDateSchema,
      runs: z
        .array(
          z.strictObject({
            ...named,
            day: plainDateSchema.describe('By the clock of the shop, as is `time`.'),
            time: z.string().describe('When the first cohort is due.'),
            step: z.int().describe('Counted from 1.'),
            what: z.string().describe('What the step does, in words.'),
            isBroadcast: z.boolean().describe('True while its customers have not entered yet.'),
          }),
        )
        .describe(
          'The earliest first. Steps of those who enter by a night or an event to come are not known.',
        ),
      meetings: z.array(
        z.strictObject({
          day: plainDateSchema,
          campaigns: z.array(z.strictObject(named)).length(2),
          isExclusive: z.boolean().describe('True where nobody is in both.'),
        }),
      ),
      others: z
        .array(z.strictObject({ ...named, trigger: z.string() }))
        .describe('What customers may enter on any day, with what begins it.'),
    })
    .meta({ id: 'CampaignCalendar' }),
} as const satisfies ConsoleRoute;
