import type { Lifecycle } from '../profile/classes.ts';
import type { OrderFacts } from '../profile/profile.ts';
import type { LifecycleSettings } from '../settings/scoring-settings.ts';
import type { Ranking } from './ranking.ts';

/** What a lifecycle is decided from. */
export type LifecycleEvidence = Pick<OrderFacts, 'days'> & {
  readonly ranking: Pick<Ranking, 'quietDays' | 'limits' | 'forecast'>;
};

/**
 * How alive a customer is, by the days since the last order and the chance of another. A customer quiet for longer
 * than four out of five repeat orders took is cooling while the chance of an order is at least the average recent
 * customer's, and silent below it; lost below half of it, once quiet for longer than 85 out of 100 took. Without a
 * forecast the days decide alone. A customer with one order day has no rhythm that could cool, and so stays first-time
 * until silent. Without an order a customer is a prospect.
 *
 * Limits and averages move a little every night, and nobody should come back to life because they did (hysteresis): a
 * customer who was further gone last night returns only from well within every limit, which hardly happens without an
 * order.
 *
 * @param evidence undefined for a customer without an order that counts
 * @param before last night's lifecycle
 */
export function lifecycleOf(
  evidence: LifecycleEvidence | undefined,
  settings: LifecycleSettings,
  before?: Lifecycle,
): Lifecycle {
  if (evidence === undefined) return 'prospect';
  const now = lifecycleBy(evidence, settings, 0);
  // A prospect was not silent, so there is nothing to return from.
  if (before === undefined || before === 'prospect' || distanceOf[now] >= distanceOf[before]) return now;
  const wellWithin = lifecycleBy(evidence, settings, settings.slack);
  return distanceOf[wellWithin] < distanceOf[before] ? wellWithin : before;
}

/** The lifecycles of customers with an order that counts. */
type BuyersLifecycle = Exclude<Lifecycle, 'prospect'>;

/** @param slack by how much every limit is tightened */
function lifecycleBy(
  evidence: LifecycleEvidence,
  settings: LifecycleSettings,
  slack: number,
): BuyersLifecycle {
  const { quietDays, limits, forecast } = evidence.ranking;
  const factor = 1 - slack;
  const isQuiet = quietDays > limits.activeDays * factor;
  const isQuietForLong = quietDays > limits.coolingDays * factor;
  if (forecast === undefined) {
    if (quietDays > limits.silentDays * factor) return 'lost';
    if (isQuietForLong) return 'silent';
  } else {
    // A tiny tolerance: where all customers are alike, a ratio of 1 is not always 1 in binary.
    const chance = forecast.chanceOverAverage * factor + 1e-9;
    if (isQuietForLong && chance < settings.lostBelow) return 'lost';
    if (isQuiet && chance < settings.silentBelow) return 'silent';
  }
  if (evidence.days === 1) return 'first-time';
  return isQuiet ? 'cooling' : 'active';
}

/** How far gone each is. Becoming a first-time buyer again, because other orders were cancelled, is not a return. */
const distanceOf: Record<BuyersLifecycle, number> = {
  'first-time': 0,
  active: 0,
  cooling: 1,
  silent: 2,
  lost: 3,
};

/** True for a change of lifecycle by which a customer whom the shop had nearly given up on buys again (回流). */
export const isReactivation = (from: string | undefined, to: string): boolean =>
  (from === 'silent' || from === 'lost') && (to === 'active' || to === 'first-time');
