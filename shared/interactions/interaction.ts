import * as z from 'zod';
import { type Instant, instantSchema } from '../calendar.ts';
import { type InputIssue, issuesOf } from '../errors.ts';
import { idSchema } from '../ids.ts';
import { minorUnitsSchema } from '../money.ts';
import { orderCustomerSchema, productNameSchema, skuSchema } from '../orders/order.ts';
import { issuesOfFuture, textIn } from '../validation.ts';

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

export const engagementTypes = kinds.map((kind) => kind.shape.type.value);

/** What a shop knows of a customer beyond orders. Of two versions with one type and id the later one counts. */
export const engagementSchema = z
  .discriminatedUnion('type', kinds, {
    error: (issue) =>
      issue.code === 'invalid_union' ? `unknown type; use one of ${engagementTypes.join(', ')}` : undefined,
  })
  .transform((fact) => ({ ...fact, updatedAt: fact.updatedAt ?? fact.at }));

export type Engagement = z.output<typeof engagementSchema>;
export type EngagementType = Engagement['type'];
export type EngagementOf<T extends EngagementType> = Extract<Engagement, { type: T }>;

export type EngagementVerdict =
  | { readonly accepted: true; readonly engagement: Engagement }
  | {
      readonly accepted: false;
      readonly type: string | undefined;
      readonly id: string | undefined;
      readonly issues: readonly InputIssue[];
    };

/** Reads one fact from untrusted input, or says by path what is wrong with it. */
export function judgeEngagement(input: unknown, receivedAt: Instant): EngagementVerdict {
  const parsed = engagementSchema.safeParse(input);
  const issues = parsed.success ? timeIssues(parsed.data, receivedAt) : issuesOf(parsed.error);
  return parsed.success && issues.length === 0
    ? { accepted: true, engagement: parsed.data }
    : { accepted: false, type: textIn(input, 'type'), id: textIn(input, 'id'), issues };
}

const timeIssues = (engagement: Engagement, receivedAt: Instant): InputIssue[] =>
  issuesOfFuture(
    engagement,
    // A fact that does not say when it was changed has said so with `at`.
    engagement.updatedAt === engagement.at ? ['at'] : ['at', 'updatedAt'],
    receivedAt,
  );

export const isEngagement = <T extends { readonly type: string }>(fact: T | Engagement): fact is Engagement =>
  types.has(fact.type);

const types: ReadonlySet<string> = new Set(engagementTypes);

/** What a fact is known by among all that is told of its customer. */
export const engagementKeyOf = ({ type, id }: Pick<Engagement, 'type' | 'id'>): string => `${type}#${id}`;
