import * as z from 'zod';
import { plainDateSchema } from '../calendar.ts';
import { languages } from '../language.ts';
import { populationChapters } from '../screens/population/chapters.ts';
import { sectionSchema } from '../screens/section.ts';
import type { ConsoleRoute } from './route.ts';

const lang = z.enum(languages).default('en').describe('The language of sentences.');

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
