import * as z from 'zod';
import { type Instant, instantSchema } from '../calendar.ts';
import { type InputIssue, issuesOf } from '../errors.ts';
import { idSchema } from '../ids.ts';
import { minorUnitsSchema } from '../money.ts';
import { orderCustomerSchema, productNameSchema, skuSchema } from '../orders/order.ts';
import { futureIssues, namedText } from '../validation.ts';

const told = {
  id: idSchema,
  at: instantSchema,
  customer: orderCustomerSchema,
  updatedAt: instantSchema.optional(),
};

const product = { sku: skuSchema.optional(), name: productNameSchema.optional() };

const textSchema = z
  .string()
  .trim()
  .min(1, 'leave a text out rather than send an empty one')
  .max(2000, 'a text has at most 2,000 characters');

const scoreSchema = (least: number, most: number) => {
  const error = `give a whole number from ${least} to ${most}`;
  return z.int(error).min(least, error).max(most, error);
};

const cartSchema = z.strictObject({
  type: z.literal('cart'),
  ...told,
  /** What lies in the cart, in minor units of the shop's currency. */
  value: minorUnitsSchema.optional(),
  skus: z.array(skuSchema).max(100, 'a cart names at most 100 products').optional(),
});

const feedbackSchema = z
  .strictObject({
    type: z.literal('feedback'),
    ...told,
    /** Net Promoter Score: would recommend us to a friend. */
    nps: scoreSchema(0, 10).optional(),
    /** Customer satisfaction. */
    csat: scoreSchema(1, 5).optional(),
    text: textSchema.optional(),
  })
  .refine(({ nps, csat, text }) => nps !== undefined || csat !== undefined || text !== undefined, {
    error: 'feedback says something: give nps, csat or text',
  });

const kinds = [
  z.strictObject({ type: z.literal('browse'), ...told, ...product }),
  cartSchema,
  z.strictObject({ type: z.literal('wishlist'), ...told, ...product }),
  feedbackSchema,
  // Opened and closed are two facts about the complaint whose id both carry, and may come in either order.
  z.strictObject({ type: z.literal('complaint-opened'), ...told, text: textSchema.optional() }),
  z.strictObject({ type: z.literal('complaint-closed'), ...told }),
  // A friend was sent to the shop; the friend bought. Two facts about one referral, likewise.
  z.strictObject({ type: z.literal('referral'), ...told, friend: idSchema.optional() }),
  z.strictObject({ type: z.literal('referral-converted'), ...told }),
] as const;

export const interactionTypes = kinds.map((kind) => kind.shape.type.value);

/** What a shop knows of a customer beyond orders. Of two versions with one type and id the later one counts. */
export const interactionSchema = z
  .discriminatedUnion('type', kinds, {
    error: (issue) =>
      issue.code === 'invalid_union' ? `unknown type; use one of ${interactionTypes.join(', ')}` : undefined,
  })
  .transform((fact) => ({ ...fact, updatedAt: fact.updatedAt ?? fact.at }));

export type Interaction = z.output<typeof interactionSchema>;
export type InteractionType = Interaction['type'];
export type InteractionOf<T extends InteractionType> = Extract<Interaction, { type: T }>;

export type InteractionVerdict =
  | { readonly accepted: true; readonly interaction: Interaction }
  | {
      readonly accepted: false;
      readonly type: string | undefined;
      readonly id: string | undefined;
      readonly issues: readonly InputIssue[];
    };

/** Reads one fact from untrusted input, or says by path what is wrong with it. */
export function validateInteraction(input: unknown, receivedAt: Instant): InteractionVerdict {
  const parsed = interactionSchema.safeParse(input);
  const issues = parsed.success ? timeIssues(parsed.data, receivedAt) : issuesOf(parsed.error);
  return parsed.success && issues.length === 0
    ? { accepted: true, interaction: parsed.data }
    : { accepted: false, type: namedText(input, 'type'), id: namedText(input, 'id'), issues };
}

const timeIssues = (interaction: Interaction, receivedAt: Instant): InputIssue[] =>
  futureIssues(
    interaction,
    // A fact that does not say when it was changed has said so with `at`.
    interaction.updatedAt === interaction.at ? ['at'] : ['at', 'updatedAt'],
    receivedAt,
  );

export const isInteraction = <T extends { readonly type: string }>(
  fact: T | Interaction,
): fact is Interaction => types.has(fact.type);

const types: ReadonlySet<string> = new Set(interactionTypes);

/** What a fact is known by among all that is told of its customer. */
export const interactionKeyOf = ({ type, id }: Pick<Interaction, 'type' | 'id'>): string => `${type}#${id}`;
