import { isDeepStrictEqual } from 'node:util';
import type { PlainDate } from '../calendar.ts';
import type { Classes, Dated } from '../profile/classes.ts';
import type { Facts, Profile } from '../profile/profile.ts';
import type { TierSettings } from '../settings/scoring-settings.ts';
import { lifecycleOf } from './lifecycle.ts';
import { manOf } from './man.ts';
import type { Population } from './population.ts';
import { createRanker, type Ranker } from './ranking.ts';
import { rfmScoresOf } from './rfm.ts';
import { decideTier } from './tier.ts';
import { traitsOf } from './traits.ts';

/** The part of a profile from which its classes are decided. */
export type Classifiable = Pick<
  Profile,
  'orders' | 'cancelledOrders' | 'interest' | 'feedback' | 'complaints' | 'referrals' | 'classes'
>;

/** Decides the classes of one customer as of a night. */
export interface Classifier {
  (profile: Classifiable, asOf: PlainDate): Classes;
  /** Ranks within the same population. */
  readonly rank: Ranker;
}

/** {@link classify} for many customers: decides the same classes, and caches what is expensive to compute. */
export function createClassifier(population: Population, rank = createRanker(population)): Classifier {
  const { settings, rfmCutPoints, distributions } = population;
  const decide = (profile: Classifiable, asOf: PlainDate): Classes => {
    const { orders, classes: before } = profile;
    const ranking = orders && rank(orders, asOf);
    const evidence = orders && ranking && { days: orders.days, ranking };
    const lifecycle = toDated(
      lifecycleOf(evidence, settings.lifecycle, before?.lifecycle.is),
      before?.lifecycle,
      asOf,
    );
    const rfm = orders && rfmScoresOf(orders, rfmCutPoints, before?.rfm);
    const measured = { facts: profile satisfies Partial<Facts>, ...(ranking && { ranking }) };
    const man = manOf({ ...measured, orderValue: distributions.orderValue }, settings, asOf, before?.man);
    const awaySince = awaySinceIn(before);
    const ofTraits = {
      ...measured,
      lifecycle,
      man,
      ...(rfm && { rfm }),
      ...(awaySince && { awaySince }),
    };
    const decided: Omit<Classes, 'decidedOn'> = {
      lifecycle,
      ...tierOf(before, ranking?.spentLastYear ?? 0, settings.tiers, asOf),
      ...(rfm && { rfm }),
      man,
      traits: traitsOf(ofTraits, settings, asOf, before?.traits),
    };
    return beforeIfUnchanged(before, decided) ?? { ...decided, decidedOn: asOf };
  };
  return Object.assign(decide, { rank });
}

/**
 * Decides the classes of one customer as of a night. Returns the very object in the profile when nothing changed, so
 * that `classify(...) === profile.classes` means "no write". Deciding twice on the same night changes nothing.
 */
export const classify = (profile: Classifiable, population: Population, asOf: PlainDate): Classes =>
  createClassifier(population)(profile, asOf);

function tierOf(
  classes: Classes | undefined,
  spentLastYear: number,
  settings: TierSettings,
  asOf: PlainDate,
): Pick<Classes, 'tier' | 'tierUnearnedSince'> {
  const before = classes && {
    tier: classes.tier.is,
    ...(classes.tierUnearnedSince !== undefined && { unearnedSince: classes.tierUnearnedSince }),
  };
  const { tier, unearnedSince } = decideTier(before, spentLastYear, settings, asOf);
  return {
    tier: toDated(tier, classes?.tier, asOf),
    ...(unearnedSince !== undefined && { tierUnearnedSince: unearnedSince }),
  };
}

/** Since when a customer who was silent or lost last night had been so. */
function awaySinceIn(before: Classes | undefined): PlainDate | undefined {
  const was = before?.lifecycle;
  return was?.is === 'silent' || was?.is === 'lost' ? was.since : undefined;
}

function toDated<T>(is: T, before: Dated<T> | undefined, asOf: PlainDate): Dated<T> {
  if (before === undefined) return { is, since: asOf };
  return before.is === is ? before : { is, since: asOf, was: before.is };
}

function beforeIfUnchanged(
  before: Classes | undefined,
  decided: Omit<Classes, 'decidedOn'>,
): Classes | undefined {
  if (before === undefined) return undefined;
  return isDeepStrictEqual({ ...decided, decidedOn: before.decidedOn }, before) ? before : undefined;
}
