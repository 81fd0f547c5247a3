import * as z from 'zod';
import { plainDateSchema } from '../calendar.ts';
import { campaignIdSchema } from '../ids.ts';
import { languages } from '../language.ts';
import { sectionSchema, tones } from '../screens/section.ts';
import type { ConsoleRoute } from './route.ts';

const inLanguage = { lang: z.enum(languages).default('en').describe('The language of sentences.') };
const nights = z.coerce.number().int().min(1).max(400).default(30).describe('Of how many nights at most.');

/** One line of the list of reports. */
const reportedCampaignSchema = z
  .strictObject({
    id: campaignIdSchema,
    version: z.int(),
    name: z.string(),
    since: plainDateSchema,
    entered: z.int(),
    heldOut: z.int(),
    isPaused: z.boolean(),
    verdict: z.string().describe('In words.'),
    tone: z.enum(tones),
    difference: z.string().optional(),
  })
  .meta({ id: 'ReportedCampaign' });

const screenSchema = z
  .strictObject({
    asOf: plainDateSchema.describe('The night that it is of.'),
    sections: z.array(sectionSchema),
    campaigns: z.array(reportedCampaignSchema).describe('Those that most customers entered come first.'),
  })
  .meta({ id: 'ShopScreen' });

export const showFindings = {
  summary: 'Show what needs attention, most urgent first',
  query: z.strictObject(inLanguage),
  answer: z.strictObject({
    findings: z.array(
      z
        .strictObject({
          name: z.string().describe('What it is about, the same in each language.'),
          rank: z.number().describe('How urgent it is, from 0 to 100.'),
          tone: z.enum(tones),
          sentence: z.string(),
          link: z
            .strictObject({ to: z.string().describe('A page of the console.'), text: z.string() })
            .optional(),
        })
        .meta({ id: 'Finding' }),
    ),
  }),
} as const satisfies ConsoleRoute;

export const showShop = {
  summary: 'Show where customers stand, and what campaigns caused',
  query: z.strictObject({ ...inLanguage, nights }),
  answer: screenSchema,
} as const satisfies ConsoleRoute;

export const showReport = {
  summary: 'Show the report of one campaign version',
  path: z.strictObject({ campaign: campaignIdSchema, version: z.coerce.number().int().min(1) }),
  query: z.strictObject(inLanguage),
  answer: z
    .strictObject({
      id: campaignIdSchema,
      version: z.int(),
      name: z.string(),
      since: plainDateSchema,
      countedOn: plainDateSchema,
      sections: z.array(sectionSchema),
    })
    .meta({ id: 'CampaignReportScreen' }),
} as const satisfies ConsoleRoute;
