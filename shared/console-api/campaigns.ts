import * as z from 'zod';
import { instantSchema } from '../calendar.ts';
import { campaignIdSchema } from '../ids.ts';
import { languages } from '../language.ts';
import type { ConsoleRoute } from './route.ts';

const campaignPath = z.strictObject({ campaign: campaignIdSchema });
const inLanguage = { lang: z.enum(languages).default('en').describe('The language of sentences.') };
const states = ['active', 'paused', 'archived'] as const;

const overview = {
  id: campaignIdSchema,
  name: z.string(),
  version: z.int(),
  state: z.enum(states),
  since: instantSchema.describe('Since when it has been in that state.'),
  trigger: z.string().optional().describe('In words; absent where the campaign can no longer be read.'),
  variants: z
    .strictObject({
      names: z.array(z.string()),
      promoted: z
        .string()
        .optional()
        .describe('The one that everybody who enters gets; absent while they are compared.'),
    })
    .optional()
    .describe('Absent for a campaign without variants.'),
  inProgress: z.int().describe('Customers with steps left, those who are held out included.'),
  nextDueAt: instantSchema.optional().describe('Absent while nothing is due.'),
  held: z.int().describe('Cohorts whose next step did not run when it was due.'),
};

export const listCampaigns = {
  summary: 'List the campaigns and how they stand',
  query: z.strictObject(inLanguage),
  answer: z.strictObject({
    campaigns: z.array(z.strictObject(overview).meta({ id: 'CampaignOverview' })),
  }),
} as const satisfies ConsoleRoute;

const cohortSchema = z
  .strictObject({
    name: z.string(),
    version: z.int(),
    openedAt: instantSchema,
    zone: z.string().optional(),
    customers: z.int(),
    stepsRun: z.int(),
    steps: z.int(),
    next: z.strictObject({ step: z.int(), at: instantSchema }).optional(),
    waiting: z.string().optional().describe('Why it waits, in words; absent when it is simply not due yet.'),
    isHeldUp: z.boolean().describe('True when somebody may have to do something.'),
  })
  .meta({ id: 'CohortInFlight' });

export const showCampaign = {
  summary: 'Show a campaign, its steps and versions, and who is in flight',
  path: campaignPath,
  query: z.strictObject({
    ...inLanguage,
    from: z.coerce.number().int().min(0).default(0).describe('How many cohorts to pass over.'),
  }),
  answer: z
    .strictObject({
      ...overview,
      description: z.string().optional(),
      steps: z.array(
        z.strictObject({
          when: z.string(),
          what: z.string(),
          text: z.string(),
          variants: z.array(z.string()).optional().describe('For whom it is; absent for everybody.'),
        }),
      ),
      versions: z.array(
        z.strictObject({
          version: z.int(),
          inProgress: z.int(),
          continuedBy: z.int().optional().describe('The version whose steps its journeys go on with.'),
        }),
      ),
      cohorts: z.array(cohortSchema).describe('Those whose next step is due first; 50 at most.'),
      cohortsInAll: z.int(),
    })
    .meta({ id: 'CampaignPage' }),
} as const satisfies ConsoleRoute;

export const changeCampaign = {
  summary: 'Pause, resume or archive a campaign',
  path: campaignPath,
  body: z.strictObject({ state: z.enum(states) }),
  audited: ['state'],
  answer: z.strictObject({
    state: z.enum(states),
    ending: z.int().describe('Cohorts whose steps end at the next run, because it was archived.'),
  }),
} as const satisfies ConsoleRoute;

export const promoteVariant = {
  summary: 'Give everybody who enters from now on one variant',
  path: campaignPath,
  body: z.strictObject({ variant: z.string(), ...inLanguage }),
  audited: ['variant'],
  answer: z.strictObject({
    version: z
      .int()
      .optional()
      .describe('The version published for it; absent when everybody gets it already.'),
  }),
} as const satisfies ConsoleRoute;
