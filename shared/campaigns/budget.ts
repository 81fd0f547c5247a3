import * as z from 'zod';

/** What a campaign may use up, in the order of messages. */
export const budgetParts = ['messages', 'coupons', 'discount'] as const;
export type BudgetPart = (typeof budgetParts)[number];

const countSchema = z.int().min(1).max(1e9);

/** What a campaign says about how much it may use up, over all of its versions. */
export const budgetSchema = z
  .strictObject({
    messages: countSchema.optional().describe('How many emails and calls.'),
    coupons: countSchema.optional().describe('How many emails with a coupon.'),
    discount: z
      .number()
      .positive()
      .max(1e8)
      .optional()
      .describe(
        "How much its coupons may promise, in whole units of the shop's currency. A share counts for an order of the customer's usual size.",
      ),
  })
  .refine((budget) => budgetParts.some((part) => budget[part] !== undefined), 'name at least one');

/** As written: the discount in whole units of the shop's currency. */
export type Budget = z.output<typeof budgetSchema>;

/** What a budget allows in all, the discount in minor units; what it does not limit is absent or undefined. */
export type SpendLimits = Readonly<Partial<Record<BudgetPart, number | undefined>>>;

/** What has been used up, or one message uses up; the discount in minor units. */
export type Spend = Readonly<Record<BudgetPart, number>>;

/** The part of a budget for which something had no room, and the limit that it met, as written. */
export interface BudgetStop {
  readonly part: BudgetPart;
  readonly limit: number;
}

/** True when a budget no longer has the limit at which its campaign stopped. */
export function isRaised(budget: Budget | undefined, { part, limit }: BudgetStop): boolean {
  const now = budget?.[part];
  return now === undefined || now > limit;
}

/** The first part of the limits above which one more spend would go; undefined when there is room for it. */
export const partWithoutRoom = (limits: SpendLimits, spent: Spend, more: Spend): BudgetPart | undefined =>
  budgetParts.find((part) => {
    const limit = limits[part];
    return limit !== undefined && more[part] > 0 && spent[part] + more[part] > limit;
  });
