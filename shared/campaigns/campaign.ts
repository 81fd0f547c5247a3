import * as z from 'zod';
import { daysSchema, durationSchema } from '../duration.ts';
import { lifecycles, tiers, traits } from '../scoring/classes.ts';
import { borderlines, customerTypes } from '../scoring/customer-types.ts';
import { manCodes } from '../scoring/man.ts';
import { rfmSegments, valueGroups } from '../scoring/rfm-cells.ts';

export type CampaignId = string & z.$brand<'CampaignId'>;

/** A campaign is named by its file: `win-back.yaml` is `win-back`. */
export const campaignIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'a campaign is named in small letters, digits and hyphens, 40 at most')
  .brand<'CampaignId'>();

const rangeSchema = z
  .strictObject({ atLeast: z.number().nonnegative().optional(), atMost: z.number().nonnegative().optional() })
  .refine((range) => range.atLeast !== undefined || range.atMost !== undefined, 'say atLeast, atMost or both')
  .refine(
    (range) => (range.atLeast ?? 0) <= (range.atMost ?? Number.POSITIVE_INFINITY),
    'atLeast is above atMost',
  );

/** A list, or the one word alone. */
const oneOrMore = <T extends readonly [string, ...string[]]>(words: T) =>
  z.union([z.enum(words).transform((one) => [one]), z.array(z.enum(words)).min(1, 'name at least one')]);

/** Conditions on a customer; all that are named must hold. */
export const audienceSchema = z.strictObject({
  lifecycle: oneOrMore(lifecycles).optional().describe('Any of these lifecycles.'),
  tier: oneOrMore(tiers).optional().describe('Any of these membership levels.'),
  traits: z
    .strictObject({ include: oneOrMore(traits).optional(), exclude: oneOrMore(traits).optional() })
    .optional()
    .describe('Traits that the customer must all have, and traits that the customer must not have.'),
  orders: rangeSchema.optional().describe('How many orders the customer has placed.'),
  daysSinceLastOrder: rangeSchema.optional().describe('Who has never ordered is in no range of this.'),
  spentLastYear: rangeSchema
    .optional()
    .describe(
      "Spent this month and the eleven before, in whole units of the shop's currency (pounds, not pence).",
    ),
  rfm: z
    .strictObject({
      recency: rangeSchema.optional(),
      frequency: rangeSchema.optional(),
      monetary: rangeSchema.optional(),
    })
    .optional()
    .describe('Scores from 1 (worst fifth) to 5 (best fifth).'),
  segment: oneOrMore(rfmSegments).optional().describe('Any of these cells of the RFM grid.'),
  valueGroup: oneOrMore(valueGroups).optional().describe('Any of these of the eight value groups.'),
  type: oneOrMore(customerTypes).optional().describe('Customers who are of any of these types.'),
  borderline: oneOrMore(borderlines).optional().describe('Any of these kinds of borderline customers.'),
  man: oneOrMore(manCodes)
    .optional()
    .describe('Any of these codes of money, authority and need, all three known: a capital for high.'),
  locale: z.array(z.string().min(2)).min(1).optional().describe('Languages or locales, such as zh or en-GB.'),
});

export type Audience = z.output<typeof audienceSchema>;
export type Range = z.output<typeof rangeSchema>;

const templateNameSchema = z
  .string()
  .regex(/^[a-z0-9-]+$/, 'a template is named in small letters, digits and hyphens');

/** One text for all, or one for each language. */
const localisedTextSchema = z.union([
  z.string().min(1),
  z.strictObject({ en: z.string().min(1).optional(), zh: z.string().min(1).optional() }),
]);

const emailActionSchema = z.strictObject({
  template: templateNameSchema,
  /** Instead of the template's own. */
  subject: localisedTextSchema.optional(),
});

const couponActionSchema = z.strictObject({
  percentOff: z.int().min(1).max(90),
  validFor: daysSchema,
  template: templateNameSchema,
});

const callbackActionSchema = z.strictObject({
  script: templateNameSchema,
  within: durationSchema.refine((within) => within.hours > 0, 'staff need some time to call'),
});

export const stoppers = ['ordered', 'opened', 'clicked', 'redeemed'] as const;
export type Stopper = (typeof stoppers)[number];

const stepSchema = z
  .strictObject({
    after: durationSchema.describe('How long after entering: 0d, 36h, 2w.'),
    unless: oneOrMore(stoppers)
      .default([])
      .describe('The step is left out for a customer who did any of this since entering.'),
    when: audienceSchema.optional().describe('The step is for these customers only.'),
    email: emailActionSchema.optional().describe('Send an email.'),
    coupon: couponActionSchema
      .optional()
      .describe('Issue a coupon of one use, with an email that brings it.'),
    callback: callbackActionSchema.optional().describe('Put the customer into the queue of calls for staff.'),
  })
  .transform(({ email, coupon, callback, ...timing }, context) => {
    const actions: Action[] = [
      ...(email ? [{ type: 'email' as const, ...email }] : []),
      ...(coupon ? [{ type: 'coupon' as const, ...coupon }] : []),
      ...(callback ? [{ type: 'callback' as const, ...callback }] : []),
    ];
    const [action] = actions;
    if (action === undefined || actions.length > 1) {
      context.addIssue({ code: 'custom', message: 'a step has exactly one of email, coupon and callback' });
      return z.NEVER;
    }
    return { ...timing, action };
  });

export type EmailAction = { readonly type: 'email' } & z.output<typeof emailActionSchema>;
export type CouponAction = { readonly type: 'coupon' } & z.output<typeof couponActionSchema>;
export type CallbackAction = { readonly type: 'callback' } & z.output<typeof callbackActionSchema>;
export type Action = EmailAction | CouponAction | CallbackAction;
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

/** Texts by template name and language. */
export type Templates = Readonly<Record<string, Readonly<Record<string, Template>>>>;

export interface Template {
  readonly subject: string;
  /** Markdown with Liquid placeholders. */
  readonly body: string;
}
