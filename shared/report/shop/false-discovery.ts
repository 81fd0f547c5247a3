import { type Difference, differenceOf, everyNightP, type Rate } from './difference.ts';

/** The part of a campaign's customers who were alike in one way when they entered. */
export interface Group {
  /** What they were alike in, such as `tier`, and how, such as `gold`. */
  readonly dimension: string;
  readonly group: string;
  readonly treated: Rate;
  readonly heldOut: Rate;
}

/** What the campaign did to one group. Its interval is its own, and its verdict is that of all groups together. */
export type ExploredGroup<G extends Group = Group> = G & {
  readonly difference: Difference;
  /** True when the group still differs once it is counted in how many groups one has looked for differences. */
  readonly standsOut: boolean;
};

/** The share of the groups that stand out which may do so by chance. */
const falseShare = 0.05;

/**
 * Compares the treated with the held out within each group, in the same way as over the whole campaign. Where there are
 * many groups some differ by chance, so a group stands out only by the procedure of Benjamini and Hochberg over all
 * groups of the campaign together, whatever their dimension; the others are undecided. It is exploration all the same:
 * what it finds is to be tried with a campaign of its own.
 *
 * Groups of which nobody was treated or nobody held out are left out, since nothing can be said of them.
 *
 * @param groups all groups of one campaign version; a customer may be in one of each dimension
 */
export function exploreGroups<G extends Group>(groups: readonly G[]): readonly ExploredGroup<G>[] {
  const compared = groups.flatMap((group) => {
    const difference = differenceOf(group.treated, group.heldOut);
    return difference ? [{ group, difference, p: everyNightP(group.treated, group.heldOut) }] : [];
  });
  const discoveries = discoveriesIn(
    compared.map(({ p }) => p),
    falseShare,
  );
  return compared.map(({ group, difference }, index) => {
    const standsOut = discoveries[index] === true;
    return {
      ...group,
      difference: standsOut ? difference : { ...difference, verdict: 'undecided' },
      standsOut,
    };
  });
}

/**
 * Which p-values are discoveries when at most `share` of the discoveries may be false: Benjamini and Hochberg,
 * "Controlling the false discovery rate", Journal of the Royal Statistical Society B 57, 1995. It holds for p-values
 * that are independent or rise and fall together, as those of overlapping groups do.
 */
export function discoveriesIn(pValues: readonly number[], share: number): readonly boolean[] {
  const ascending = [...pValues].sort((one, other) => one - other);
  const largest = ascending.findLast((p, index) => p <= ((index + 1) / ascending.length) * share);
  return pValues.map((p) => largest !== undefined && p <= largest);
}
