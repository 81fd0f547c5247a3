import * as z from 'zod';
import { type Instant, instantSchema } from '../calendar.ts';
import { type InputIssue, issuesOf } from '../errors.ts';
import { idSchema } from '../ids.ts';
import { minorUnitsSchema } from '../money.ts';
import { leaveOutUnusableContact } from '../orders/contact.ts';
import {
  categorySchema,
  orderCustomerSchema,
  orderLineSchema,
  productNameSchema,
  skuSchema,
} from '../orders/order.ts';
import { futureIssues, readableText, shortList, storageIssues, textFieldOf } from '../validation.ts';

/** Fields that every interaction has. */
const commonFields = {
  id: idSchema.describe('At most 128 bytes without `#`; unique for the customer and the type.'),
  at: instantSchema.describe('When it happened.'),
  customer: orderCustomerSchema,
  updatedAt: instantSchema
    .optional()
    .describe('When the fact was last changed; without it, `at`. The latest version counts.'),
};

const product = {
  sku: skuSchema.optional().describe("The shop's id of the product."),
  name: productNameSchema.optional().describe('The name of the product.'),
  category: categorySchema.optional().describe('What kind of product it is, in the words of the shop.'),
};

const textSchema = readableText(2000).min(1, 'leave a text out rather than send an empty one');
const saidSchema = textSchema.optional().describe("In the customer's words.");

const scoreSchema = (least: number, most: number) => {
  const error = `give a whole number from ${least} to ${most}`;
  return z.int(error).min(least, error).max(most, error);
};

const cartLineSchema = orderLineSchema
  .partial({ quantity: true, unitPrice: true })
  .meta({ id: 'CartLine', description: 'One product in a cart.' });

const cartSchema = z.strictObject({
  type: z.literal('cart'),
  ...commonFields,
  value: minorUnitsSchema
    .optional()
    .describe("What the cart is worth, in minor units of the shop's currency."),
  skus: shortList(z.array(skuSchema), 100, 'a cart names at most 100 products')
    .optional()
    .describe('The products in it.'),
  categories: shortList(z.array(categorySchema), 100, 'a cart names at most 100 categories')
    .optional()
    .describe('What kinds of products are in it.'),
  lines: shortList(z.array(cartLineSchema), 100, 'a cart has at most 100 lines')
    .optional()
    .describe(
      'The products in it with their names, for emails to name them; instead of `skus` and `categories`.',
    ),
});

const feedbackSchema = z
  .strictObject({
    type: z.literal('feedback'),
    ...commonFields,
    nps: scoreSchema(0, 10).optional().describe('Net Promoter Score: would recommend us to a friend.'),
    csat: scoreSchema(1, 5).optional().describe('Customer satisfaction.'),
    text: saidSchema,
  })
  .refine(({ nps, csat, text }) => nps !== undefined || csat !== undefined || text !== undefined, {
    error: 'feedback is empty; give nps, csat or text',
  });

/** The name of an event of the shop's own. */
export const customNameSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9_.-]{0,59}$/,
    'an event is named in lowercase letters, digits, hyphens, dots and underscores, 60 at most',
  );

/** What a property of such an event can be. */
export const propertySchema = z.union([readableText(200), z.number(), z.boolean()]);

const mostProperties = 20;

/** Something that happened in the shop and that campaigns can wait for by its name. */
const customSchema = z.strictObject({
  type: z.literal('custom'),
  ...commonFields,
  name: customNameSchema.describe('What happened, such as `quiz-finished`.'),
  properties: z
    .record(z.string().min(1).max(40), propertySchema)
    .refine((all) => Object.keys(all).length <= mostProperties, `give at most ${mostProperties} properties`)
    .optional()
    .describe('What is known about it: texts, numbers, and true or false.'),
});

/** The ways of opting in that open a channel again after the customer has unsubscribed; a checkbox at checkout does not. */
export const optInSources = ['double-opt-in', 'shop-statement'] as const;

/** True for a way of opting in that opens a channel again. */
export const isOptInSource = (source: string): boolean => optInSources.some((one) => one === source);

/** The customer agrees to a channel, or withdraws; with the evidence that the law asks for. */
const consentSchema = z.strictObject({
  type: z.literal('consent'),
  ...commonFields,
  channel: z.enum(['email', 'phone']).describe('What the consent is for.'),
  granted: z.boolean().describe('False when the customer withdraws.'),
  source: z
    .enum([...optInSources, 'checkout', 'form', 'other'])
    .describe(
      'Where it comes from. After unsubscribing, only `double-opt-in` and `shop-statement` open the channel again.',
    ),
  wording: textSchema.optional().describe('What the customer agreed to, as it was worded.'),
});

const kinds = [
  z.strictObject({ type: z.literal('browse'), ...commonFields, ...product }),
  cartSchema,
  z.strictObject({ type: z.literal('wishlist'), ...commonFields, ...product }),
  feedbackSchema,
  // Opened and closed are two facts about one complaint. Both carry its id, and they may arrive in either order.
  z.strictObject({ type: z.literal('complaint-opened'), ...commonFields, text: saidSchema }),
  z.strictObject({ type: z.literal('complaint-closed'), ...commonFields }),
  // Likewise two facts about one referral: a friend was sent to the shop, and the friend bought.
  z.strictObject({
    type: z.literal('referral'),
    ...commonFields,
    friend: idSchema.optional().describe('The id of the friend.'),
  }),
  z.strictObject({ type: z.literal('referral-converted'), ...commonFields }),
  consentSchema,
  customSchema,
  // The id is the tag itself, so that a later version of the same fact takes it off.
  z.strictObject({
    type: z.literal('tag'),
    ...commonFields,
    removed: z.boolean().optional().describe('True when the customer no longer has the tag.'),
  }),
] as const;

export const interactionTypes = kinds.map((kind) => kind.shape.type.value);

/** What a customer does besides ordering, as a shop sends it. The latest version of each type and id counts. */
export const interactionSchema = z
  .discriminatedUnion('type', kinds, {
    error: (issue) =>
      issue.code === 'invalid_union' ? `unknown type; use one of ${interactionTypes.join(', ')}` : undefined,
  })
  .transform((fact) => ({ ...fact, updatedAt: fact.updatedAt ?? fact.at }))
  .meta({ id: 'Fact', description: 'What a customer did besides ordering.' });

export type Interaction = z.output<typeof interactionSchema>;
export type InteractionType = Interaction['type'];
export type InteractionOf<T extends InteractionType> = Extract<Interaction, { type: T }>;

/**
 * An interaction and what was left out of it, or why it was rejected; `type` and `id` identify it as far as they could
 * be read.
 */
export type InteractionValidation =
  | {
      readonly accepted: true;
      readonly interaction: Interaction;
      /** The contact details that cannot be used. They do not cost the interaction. */
      readonly leftOut: readonly InputIssue[];
    }
  | {
      readonly accepted: false;
      readonly type: string | undefined;
      readonly id: string | undefined;
      readonly issues: readonly InputIssue[];
    };

/**
 * Validates one interaction from untrusted input. An issue names the path of what is wrong.
 *
 * @param receivedAt the time of our clock; an interaction more than a day ahead of it is rejected
 */
export function validateInteraction(received: unknown, receivedAt: Instant): InteractionValidation {
  const { input, leftOut } = leaveOutUnusableContact(received);
  const parsed = interactionSchema.safeParse(input);
  const issues = parsed.success
    ? [...timeIssues(parsed.data, receivedAt), ...storageIssues(parsed.data, 'text')]
    : issuesOf(parsed.error);
  return parsed.success && issues.length === 0
    ? { accepted: true, interaction: parsed.data, leftOut }
    : { accepted: false, type: textFieldOf(input, 'type'), id: textFieldOf(input, 'id'), issues };
}

const timeIssues = (interaction: Interaction, receivedAt: Instant): InputIssue[] =>
  futureIssues(
    interaction,
    // An interaction sent without `updatedAt` takes it from `at`; one issue is enough.
    interaction.updatedAt === interaction.at ? ['at'] : ['at', 'updatedAt'],
    receivedAt,
  );

/** True for activity that is an interaction, and so neither an order, a refund, a suppression nor a redemption. */
export const isInteraction = <T extends { readonly type: string }>(
  fact: T | Interaction,
): fact is Interaction => types.has(fact.type);

const types: ReadonlySet<string> = new Set(interactionTypes);

/** Identifies an interaction among those of its customer. */
export const interactionKeyOf = ({
  type,
  id,
}: Pick<Interaction, 'type' | 'id'>): `${InteractionType}#${string}` => `${type}#${id}`;
