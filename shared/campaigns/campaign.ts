import * as z from 'zod';
import { type Instant, plainDateSchema } from '../calendar.ts';
import { daysSchema, durationSchema } from '../duration.ts';
import type { Templates } from '../email/template.ts';
import { type CampaignId, campaignIdSchema } from '../ids.ts';
import { timeOfDaySchema, weekdays } from '../time-of-day.ts';
import { type Action, type ActionType, actions, actionTypes } from './actions/actions.ts';
import {
  type AudienceOf,
  asksForForecast,
  audienceSchema,
  type NamedAudience,
  writtenAudienceOrNameSchema,
} from './audience-schema.ts';
import { budgetSchema } from './budget.ts';
import { oneOrMore } from './conditions/one-or-more.ts';
import { campaignLimitShape, stepLimitShape } from './limits.ts';
import { shareSchema } from './share.ts';
import { eventGuardProblems, stepGuardShape, stepNameProblems } from './step-guards.ts';
import { begunByOf, reentryProblems, triggerSchema } from './triggers/trigger.ts';
import { campaignVariantShape, checkVariants, stepVariantShape } from './variants.ts';

type ActionShape = { readonly [T in ActionType]: z.ZodOptional<(typeof actions)[T]['schema']> };

/** An optional key for each action. The cast restores the types of the definitions, which `fromEntries` loses. */
const actionShape = Object.fromEntries(
  actionTypes.map((type) => [type, actions[type].schema.optional().describe(actions[type].description)]),
) as ActionShape;

const listOfActions = `${actionTypes.slice(0, -1).join(', ')} and ${actionTypes.at(-1)}`;
const exactlyOne = `a step has exactly one of ${listOfActions}`;

/** Steps are run on all days and hours, and what a night measures is known at night only. */
const noForecasts = 'a step cannot ask for a forecast, which only a night knows; ask for it in the audience';

const createStepSchema = <R extends string | NamedAudience>(audience: z.ZodType<AudienceOf<R>>) =>
  z
    .strictObject({
      after: durationSchema.describe('How long after entering the step is due: 0d, 36h, 2w.'),
      at: timeOfDaySchema
        .optional()
        .describe("The hour at which it is due, in the customer's own time zone: 10:00."),
      on: oneOrMore(weekdays)
        .optional()
        .describe('The weekdays on which it may run, with `at`: [mon, tue]. It waits for the next of them.'),
      ...stepGuardShape,
      when: audience
        .refine((when) => !asksForForecast(when), noForecasts)
        .optional()
        .describe('Run the step only for customers who meet all of these conditions.'),
      ...stepVariantShape,
      ...stepLimitShape,
      ...actionShape,
    })
    .transform((step, context) => {
      const [type, ...others] = actionTypes.filter((one) => step[one] !== undefined);
      if (type === undefined || others.length > 0) {
        context.addIssue({ code: 'custom', message: exactlyOne });
        return z.NEVER;
      }
      if (step.on !== undefined && step.at === undefined) {
        context.addIssue({
          code: 'custom',
          path: ['on'],
          message: 'weekdays go with an hour; add one such as at: "10:00"',
        });
        return z.NEVER;
      }
      const { name, after, at, on, expires, unless, onlyIf, when, variant, transactional } = step;
      // The schema of each action has parsed its own key.
      const action = { type, ...step[type] } as Action;
      return {
        ...(name && { name }),
        after,
        ...(at && { at }),
        ...(on && { on }),
        expires,
        unless,
        ...(onlyIf && { onlyIf }),
        ...(when && { when }),
        ...(variant && { variant }),
        transactional,
        action,
      };
    });

export type Step = z.output<ReturnType<typeof createStepSchema<NamedAudience>>>;

/** The descriptions are what an editor shows while the file is being written. */
const createCampaignSchema = <R extends string | NamedAudience>(audience: z.ZodType<AudienceOf<R>>) =>
  z
    .strictObject({
      name: z.string().trim().min(1).max(100).describe('The name that people see in lists and reports.'),
      description: z
        .string()
        .max(1000)
        .optional()
        .describe('What the campaign is for. Only colleagues read this.'),
      audience: audience.describe('Who enters: customers who meet all of these conditions.'),
      trigger: triggerSchema
        .prefault('audience')
        .describe(
          'What begins it for a customer: coming into the audience at night, an event, a day of the customer, or a broadcast.',
        ),
      reenter: z
        .union([z.literal(['never', 'each']), z.strictObject({ after: daysSchema })])
        .optional()
        .describe(
          'When a customer may enter again: never, each time, or so long after entering. Usually never, and each time for events and days.',
        ),
      priority: z
        .int()
        .min(1)
        .max(100)
        .default(50)
        .describe(
          'Of two campaigns that reach a customer at the same time, the one with the higher priority goes first: the other is held back by the caps. 1 to 100.',
        ),
      exclude: z
        .array(campaignIdSchema)
        .max(50)
        .default([])
        .describe(
          'Campaigns that nobody is in at the same time as in this one, until the goal has been met or has ended.',
        ),
      group: campaignIdSchema
        .optional()
        .describe('Of the campaigns with the same group, a customer is in one at a time.'),
      holdout: shareSchema
        .prefault('10%')
        .describe(
          'The share of customers who get nothing, so that the report can say what the campaign caused.',
        ),
      goal: z
        .strictObject({ event: z.literal('order'), within: daysSchema })
        .prefault({ event: 'order', within: '30d' })
        .describe('What counts as success, and how soon after entering it must happen.'),
      decideOn: plainDateSchema
        .optional()
        .describe(
          'The day on which the report decides, once, what the campaign did. Without it the report may decide on any night, which takes a clearer difference.',
        ),
      ...campaignLimitShape,
      budget: budgetSchema
        .optional()
        .describe(
          'What the campaign may use up, over all of its versions. Once something has no room in it, the campaign pauses itself until a version with more is published.',
        ),
      ...campaignVariantShape,
      steps: z
        .array(createStepSchema(audience))
        .min(1, 'a campaign has at least one step')
        .max(20)
        .describe(`What happens, in order of time. Each step has exactly one of ${listOfActions}.`),
    })
    .superRefine((campaign, context) => {
      checkVariants(campaign, context);
      for (const { path, message } of reentryProblems(campaign))
        context.addIssue({ code: 'custom', path: [...path], message });
      for (const { index, message } of [
        ...stepNameProblems(campaign.steps),
        ...eventGuardProblems(campaign.steps, begunByOf(campaign.trigger)),
      ])
        context.addIssue({ code: 'custom', path: ['steps', index], message });
      campaign.steps.forEach((step, index) => {
        const before = campaign.steps[index - 1];
        if (before !== undefined && step.after.hours < before.after.hours) {
          context.addIssue({
            code: 'custom',
            path: ['steps', index, 'after'],
            message: 'steps must be in order of time; this one is due before the step above it',
          });
        }
      });
    })
    .meta({
      title: 'Rekindle campaign',
      description: 'Who gets what, and when. The file name is the id of the campaign.',
    });

/** A campaign as a marketer writes it, who refers to shared audiences by their names. */
export const writtenCampaignSchema = createCampaignSchema(writtenAudienceOrNameSchema);

/** A campaign as it is published: as it was written, with the audiences that it refers to taken in. */
export const campaignSchema = createCampaignSchema(audienceSchema);

export type Campaign = z.output<typeof campaignSchema>;

/** Call scripts by name and language: Markdown with Liquid variables. */
export type Scripts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A published campaign, parsed. It has its own copy of the templates, so that journeys in flight never change. */
export interface CampaignVersion {
  readonly id: CampaignId;
  readonly version: number;
  readonly campaign: Campaign;
  readonly templates: Templates;
  /** Those that its steps name; absent in a campaign without calls. */
  readonly scripts?: Scripts;
  /** Absent in a version that was published from a file. */
  readonly promotion?: Promotion;
}

/** Why a version exists in which everybody gets one of the variants. */
export interface Promotion {
  /** The version in which the variants were compared. */
  readonly of: number;
  /** Somebody, or the campaign's own rule. */
  readonly by: 'hand' | 'rule';
}

/**
 * A campaign as it is stored when published: what the marketer wrote, with shared audiences as they were then. It is
 * parsed each time it is loaded.
 */
export interface PublishedCampaign {
  readonly id: CampaignId;
  readonly version: number;
  /** The campaign file's content before parsing, with the audiences that it refers to taken in. */
  readonly source: unknown;
  /** The YAML as it was written, with its comments; absent in a version that nobody wrote. */
  readonly text?: string | undefined;
  readonly templates: Templates;
  /** Those that its steps name; absent in a campaign without calls. */
  readonly scripts?: Scripts;
  readonly promotion?: Promotion;
  readonly publishedAt: Instant;
}
