import type { CampaignVersion, Promotion } from '../../campaigns/campaign.ts';
import { type ArmSums, emptyArm, orderedIn, valuePerCustomer } from './arm-sums.ts';
import { type Interval, newcombe, plainQuantile, type Rate, sequentialQuantile } from './difference.ts';
import { isSuspicious, sampleRatioOf } from './sample-ratio.ts';

/** What the variants of a campaign did, by first entries of customers who are not held out. */
export interface VariantsReport {
  /** In the order of the campaign file. */
  readonly variants: readonly VariantReport[];
  /** Each with each; empty once one of them is promoted. */
  readonly comparisons: readonly VariantComparison[];
  /** The variant that is found better than every other. */
  readonly best?: string;
  /** The variant that everybody who enters gets. */
  readonly promoted?: string;
  /** Absent where the campaign file itself says so. */
  readonly promotion?: Promotion;
  /** True when the best is promoted without anybody's doing. */
  readonly isAutomatic: boolean;
}

/** What one variant did. */
export interface VariantReport {
  readonly name: string;
  /** The share of customers who get it, from 0 to 1. */
  readonly share: number;
  readonly ordered: Rate;
  readonly optedOut: Rate;
  /** Net order value per customer, in minor units, with nothing capped. */
  readonly value: number;
}

/** What may be said of the first of two variants beside the second. */
export type VariantVerdict = 'better' | 'worse' | 'undecided' | 'awaited' | 'untrusted';

/** Two variants; the difference and the ends of its interval are shares between -1 and 1. */
export interface VariantComparison {
  readonly one: string;
  readonly other: string;
  readonly estimate: number;
  /** Decides: with 95% certainty those of all pairs hold the truth, on all nights or on the day that was fixed. */
  readonly interval: Interval;
  readonly verdict: VariantVerdict;
}

/**
 * Compares the variants of a campaign with each other, each pair by the interval that decides the campaign's verdict, at
 * the 5% divided by the number of pairs (Bonferroni): so that with 95% certainty no difference at all is found where
 * there is none, whatever the number of variants and nights. Undefined in a campaign without variants.
 *
 * @param sums of each variant that anybody has
 * @param decided the rates of the day on which the campaign decides, if it has fixed one and it has come
 */
export function compareVariants(
  { campaign, promotion }: CampaignVersion,
  sums: Readonly<Record<string, ArmSums>>,
  decided: Readonly<Record<string, Rate>> | undefined,
): VariantsReport | undefined {
  const { variants: shares, promoted, decideOn, promote } = campaign;
  if (shares === undefined) return undefined;
  const armOf = new Map(Object.entries(sums));
  const variants = Object.entries(shares).map(([name, share]): VariantReport => {
    const arm = armOf.get(name) ?? emptyArm;
    return {
      name,
      share: promoted === undefined ? share : promoted === name ? 1 : 0,
      ordered: orderedIn(arm),
      optedOut: { of: arm.spending.customers, did: arm.optedOut },
      value: valuePerCustomer(arm),
    };
  });
  const isAutomatic = promote === 'auto';
  if (promoted !== undefined)
    return { variants, comparisons: [], promoted, ...(promotion && { promotion }), isAutomatic };
  const then = new Map(Object.entries(decided ?? {}));
  const ratesOf = ({ name, ordered }: VariantReport): Rated => ({ name, rate: then.get(name) ?? ordered });
  const comparisons = comparePairs(variants.map(ratesOf), decideOn === undefined ? 'every-night' : 'once');
  const isAwaited = decideOn !== undefined && decided === undefined;
  const instead = areUneven(variants) ? 'untrusted' : isAwaited ? 'awaited' : undefined;
  if (instead !== undefined)
    return { variants, comparisons: comparisons.map((one) => ({ ...one, verdict: instead })), isAutomatic };
  const best = bestIn(comparisons, variants.length);
  return { variants, comparisons, ...(best !== undefined && { best }), isAutomatic };
}

/** A variant and how many of its customers ordered. */
export interface Rated {
  readonly name: string;
  readonly rate: Rate;
}

/** Standard normal quantiles of two-sided intervals that hold together in 95% of cases, by how many they are. */
const plainQuantiles: Readonly<Record<number, number>> = {
  1: plainQuantile,
  3: 2.3939797998185104,
  6: 2.638257273476751,
  10: 2.8070337683438114,
};

/** Compares each variant with each that stands behind it, looked at on every night or on one fixed day. */
export function comparePairs(rated: readonly Rated[], look: 'every-night' | 'once'): VariantComparison[] {
  const pairs = rated.flatMap((one, index) => rated.slice(index + 1).map((other) => ({ one, other })));
  return pairs.flatMap(({ one, other }) => {
    if (one.rate.of === 0 || other.rate.of === 0) return [];
    const quantile =
      look === 'once'
        ? (plainQuantiles[pairs.length] ?? Number.POSITIVE_INFINITY)
        : sequentialQuantile(one.rate.did + other.rate.did, pairs.length);
    const interval = newcombe(one.rate, other.rate, quantile);
    const estimate = one.rate.did / one.rate.of - other.rate.did / other.rate.of;
    const verdict = interval.low > 0 ? 'better' : interval.high < 0 ? 'worse' : 'undecided';
    return [{ one: one.name, other: other.name, estimate, interval, verdict }];
  });
}

/** The variant that is better than each of the others. */
function bestIn(comparisons: readonly VariantComparison[], variants: number): string | undefined {
  const winners = comparisons.flatMap(({ one, other, verdict }) =>
    verdict === 'better' ? [one] : verdict === 'worse' ? [other] : [],
  );
  return winners.find((name) => winners.filter((one) => one === name).length === variants - 1);
}

/** True when the customers are not divided as the campaign asks, so that more than the variants sets them apart. */
function areUneven(variants: readonly VariantReport[]): boolean {
  const all = variants.reduce((sum, { ordered }) => sum + ordered.of, 0);
  return variants.some(({ ordered: { of }, share }) => {
    const ratio = sampleRatioOf(all - of, of, share);
    return ratio !== undefined && isSuspicious(ratio);
  });
}
