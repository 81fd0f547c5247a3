import * as z from 'zod';
import { addDays, type PlainDate } from '../../calendar.ts';
import { type Classes, type Tier, tiers } from '../../profile/classes.ts';
import type { Profile } from '../../profile/profile.ts';
import { spentInLastYear, tierFor } from '../../scoring/tier.ts';
import type { TierSettings } from '../../settings/scoring-settings.ts';
import { oneOrMore } from '../conditions/one-or-more.ts';

/** A tier that customers rise to, or past. */
export const tierTriggerSchema = z.strictObject({ tierReached: oneOrMore(tiers) });

export type TierTrigger = z.output<typeof tierTriggerSchema>;

/** What of a customer says whether they have risen. */
export interface Riser {
  readonly classes?: Pick<Classes, 'tier'>;
  readonly orders?: NonNullable<Profile['orders']>;
}

/** An order that is older did not lift anybody tonight, unless it came from a file, and an import begins nothing. */
const recentDays = 7;

/**
 * True for a customer whose own orders lifted them tonight from below one of the tiers to it, or past it. Not for one
 * whom only other settings lift, or orders of long ago that have come in late.
 *
 * @param before the settings of the night before; undefined for the first night, which lifts nobody
 */
export function hasRisenTo(
  { tierReached }: TierTrigger,
  { classes, orders }: Riser,
  tonight: PlainDate,
  before: TierSettings | undefined,
): boolean {
  if (classes === undefined || orders === undefined || before === undefined) return false;
  const { is, since } = classes.tier;
  if (since !== tonight || orders.lastDay < addDays(tonight, -recentDays)) return false;
  const earned = tierFor(spentInLastYear(orders, tonight), before);
  return isRise(tierReached, tierBefore(classes.tier, orders), lower(is, earned));
}

/** The day on which a customer last rose to one of the tiers, or past it, as far as their profile knows. */
export function roseOn({ tierReached }: TierTrigger, { classes, orders }: Riser): PlainDate | undefined {
  if (classes === undefined || orders === undefined) return undefined;
  const { is, since } = classes.tier;
  return isRise(tierReached, tierBefore(classes.tier, orders), rankOf(is)) ? since : undefined;
}

/** Whoever has just come began with nothing; of others who are new to the nights, nobody knows what they had. */
const tierBefore = (
  { since, was }: Classes['tier'],
  { firstDay }: NonNullable<Riser['orders']>,
): Tier | undefined => was ?? (firstDay >= addDays(since, -1) ? 'bronze' : undefined);

const isRise = (wanted: readonly Tier[], from: Tier | undefined, to: number): boolean =>
  from !== undefined && wanted.some((tier) => rankOf(from) < rankOf(tier) && rankOf(tier) <= to);

const rankOf = (tier: Tier): number => tiers.indexOf(tier);
const lower = (one: Tier, other: Tier): number => Math.min(rankOf(one), rankOf(other));
