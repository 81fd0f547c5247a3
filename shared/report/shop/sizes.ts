import { quantilesOf, truncateToBits } from '../../scoring/counts.ts';

/** How many amounts above zero there are, by the amount: sums of parts can still say where the largest begin. */
export type Sizes = Readonly<Record<string, number>>;

/** Steps of 0.4 to 0.8%: a few hundred sizes, however many customers there are. */
const significantBits = 8;

/** The amounts above zero by their sizes. */
export function sizesOf(amounts: readonly number[]): Sizes {
  const sizes: Record<string, number> = {};
  for (const amount of amounts) {
    if (amount <= 0) continue;
    const size = truncateToBits(amount, significantBits);
    sizes[size] = (sizes[size] ?? 0) + 1;
  }
  return sizes;
}

/**
 * The amount that 95% of the amounts do not exceed (a type-1 quantile), at most 0.8% too small. Undefined when there are
 * none.
 */
export function largeFrom(sizes: Sizes): number | undefined {
  const byValue = new Map(Object.entries(sizes).map(([size, count]) => [Number(size), count]));
  return quantilesOf({ byValue, significantBits }, [0.95])[0];
}
