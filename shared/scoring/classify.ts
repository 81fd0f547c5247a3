import { isDeepStrictEqual } from 'node:util';
import type { PlainDate } from '../calendar.ts';
import type { Profile } from '../profile/profile.ts';
import type { Settings } from '../settings/settings.ts';
import type { Classes, Dated } from './classes.ts';
import { lifecycleOf } from './lifecycle.ts';
import type { Population } from './population.ts';
import { rfmScoresOf } from './rfm.ts';
import { decideTier, spentInLastYear } from './tier.ts';
import { traitsOf } from './traits.ts';

/**
 * The classes of one customer as of a night. Returns the very object that the profile holds when nothing changed,
 * so that `classify(...) === profile.classes` means "no write". Deciding twice on the same night changes nothing.
 */
export function classify(
  profile: Pick<Profile, 'orders' | 'classes'>,
  population: Population,
  settings: Settings,
  asOf: PlainDate,
): Classes {
  const { orders, classes: before } = profile;
  const lifecycle = lifecycleOf(orders, population.gaps, asOf, before?.lifecycle.is);
  const rfm = orders && rfmScoresOf(orders, population.rfmCutPoints);
  const tierBefore = before && {
    tier: before.tier.is,
    ...(before.tierUnearnedSince !== undefined && { unearnedSince: before.tierUnearnedSince }),
  };
  const { tier, unearnedSince } = decideTier(tierBefore, spentInLastYear(orders, asOf), settings.tiers, asOf);
  const decided: Omit<Classes, 'decidedOn'> = {
    lifecycle: dated(lifecycle, before?.lifecycle, asOf),
    tier: dated(tier, before?.tier, asOf),
    ...(unearnedSince !== undefined && { tierUnearnedSince: unearnedSince }),
    ...(rfm !== undefined && { rfm }),
    traits: traitsOf(orders, lifecycle, rfm, settings.traits),
  };
  if (before === undefined) return { ...decided, decidedOn: asOf };
  const { decidedOn: _, ...decidedBefore } = before;
  return isDeepStrictEqual(decided, decidedBefore) ? before : { ...decided, decidedOn: asOf };
}

function dated<T>(is: T, before: Dated<T> | undefined, asOf: PlainDate): Dated<T> {
  if (before === undefined) return { is, since: asOf };
  return before.is === is ? before : { is, since: asOf, was: before.is };
}
