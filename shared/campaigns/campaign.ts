import * as z from 'zod';
import type { Instant } from '../calendar.ts';
import { stoppers } from '../deliveries/skip-reason.ts';
import { daysSchema, durationSchema } from '../duration.ts';
import type { Templates } from '../email/template.ts';
import type { CampaignId } from '../ids.ts';
import { type Action, type ActionType, actions, actionTypes } from './actions/actions.ts';
import { audienceSchema, oneOrMore } from './audience-schema.ts';

type ActionShape = { readonly [T in ActionType]: z.ZodOptional<(typeof actions)[T]['schema']> };

/** A key for each action; the types are those of the definitions, which `fromEntries` cannot know. */
const actionShape = Object.fromEntries(
  actionTypes.map((type) => [type, actions[type].schema.optional().describe(actions[type].description)]),
) as ActionShape;

const exactlyOne = `a step has exactly one of ${actionTypes.slice(0, -1).join(', ')} and ${actionTypes.at(-1)}`;

const stepSchema = z
  .strictObject({
    after: durationSchema.describe('How long after entering: 0d, 36h, 2w.'),
    unless: oneOrMore(stoppers)
      .default([])
      .describe('The step is left out for a customer who did any of this since entering.'),
    when: audienceSchema.optional().describe('The step is for these customers only.'),
    ...actionShape,
  })
  .transform((step, context) => {
    const [type, ...others] = actionTypes.filter((one) => step[one] !== undefined);
    if (type === undefined || others.length > 0) {
      context.addIssue({ code: 'custom', message: exactlyOne });
      return z.NEVER;
    }
    const { after, unless, when } = step;
    // Each key was parsed by the schema of its own action.
    const action = { type, ...step[type] } as Action;
    return { after, unless, ...(when && { when }), action };
  });

export type Step = z.output<typeof stepSchema>;

const percentSchema = z
  .string({ error: 'a share is written with its sign, such as "10%"' })
  .regex(/^\d{1,2}(\.\d+)?\s*%$/, 'a share is written 10% and lies below 100%')
  .transform((text) => Number.parseFloat(text) / 100);

/** A campaign as a marketer writes it. */
export const campaignSchema = z
  .strictObject({
    name: z.string().min(1).max(100).describe('What people call the campaign.'),
    description: z.string().max(1000).optional().describe('What it is for. Nobody but colleagues reads it.'),
    audience: audienceSchema.describe('Who enters: customers of whom all of this holds.'),
    reenter: z
      .strictObject({ after: daysSchema })
      .optional()
      .describe('How long after entering a customer may enter again; without it, never.'),
    holdout: percentSchema
      .prefault('10%')
      .describe('The share that gets nothing, so that the report can say what the campaign caused.'),
    goal: z
      .strictObject({ event: z.literal('order'), within: daysSchema })
      .prefault({ event: 'order', within: '30d' })
      .describe('What counts as success, and for how long after entering.'),
    steps: z
      .array(stepSchema)
      .min(1, 'a campaign has at least one step')
      .max(20)
      .describe(
        'What happens, in the order of time. Each step has exactly one of email, coupon and callback.',
      ),
  })
  .superRefine((campaign, context) => {
    campaign.steps.forEach((step, index) => {
      const before = campaign.steps[index - 1];
      if (before !== undefined && step.after.hours < before.after.hours) {
        context.addIssue({
          code: 'custom',
          path: ['steps', index, 'after'],
          message: 'steps stand in the order of time; this one comes before the step above it',
        });
      }
    });
  })
  .meta({
    title: 'Rekindle campaign',
    description: 'Who gets what, and when. The name of the file is the id of the campaign.',
  });

export type Campaign = z.output<typeof campaignSchema>;

/** A campaign once it is published: numbered, and with its texts, so that journeys in flight never change. */
export interface CampaignVersion {
  readonly id: CampaignId;
  readonly version: number;
  readonly campaign: Campaign;
  readonly templates: Templates;
}

/** A campaign as it was published: the marketer's words, parsed anew by whoever reads them. */
export interface PublishedCampaign {
  readonly id: CampaignId;
  readonly version: number;
  /** The campaign file's content, before parsing. */
  readonly source: unknown;
  readonly templates: Templates;
  readonly publishedAt: Instant;
}
