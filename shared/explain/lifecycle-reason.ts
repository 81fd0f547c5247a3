import type { PlainDate } from '../calendar.ts';
import type { Lifecycle } from '../profile/classes.ts';
import { lifecycleOf } from '../scoring/lifecycle.ts';
import type { Population } from '../scoring/population.ts';
import type { Ranking } from '../scoring/ranking.ts';
import type { Subject } from './subject.ts';

/** Why a customer is in a lifecycle. Chances are shares, days are whole. */
export interface LifecycleReason {
  readonly is: Lifecycle;
  readonly since: PlainDate;
  readonly was?: Lifecycle;
  /** What tonight's numbers alone would say, where the customer is kept by the slack of a boundary. */
  readonly heldAgainst?: Lifecycle;
  /** What the last night said, where something has happened since. */
  readonly lastNight?: Lifecycle;
  readonly cancelledOrders: number;
  readonly slack: number;
  readonly quiet?: {
    readonly orderDays: number;
    readonly days: number;
    readonly limit: QuietLimit;
    readonly rhythmDays?: number;
    readonly forecast?: {
      readonly horizonDays: number;
      readonly chance: number;
      readonly average: number;
      readonly lostBelow: number;
    };
  };
}

/** How long is long: so many days, since this share of gaps is no longer, by whose gaps. */
export interface QuietLimit {
  readonly days: number;
  readonly share: number;
  readonly of: Ranking['limits']['of'];
}

export function lifecycleReason({ profile, population, classes, ordered }: Subject): LifecycleReason {
  const { lifecycle } = classes;
  const { settings, distributions } = population;
  const evidence = ordered && { days: ordered.orders.days, ranking: ordered.ranking };
  const byNumbersAlone = lifecycleOf(evidence, settings.lifecycle);
  const lastNight = profile.classes?.lifecycle.is;
  const average = distributions.forecast?.meanChance;
  const chance = ordered?.ranking.forecast?.outlook.chanceOfOrder;
  return {
    ...lifecycle,
    ...(byNumbersAlone !== lifecycle.is && { heldAgainst: byNumbersAlone }),
    ...(lastNight !== undefined && lastNight !== lifecycle.is && { lastNight }),
    cancelledOrders: profile.cancelledOrders,
    slack: settings.lifecycle.slack,
    ...(ordered && {
      quiet: {
        orderDays: ordered.orders.days,
        days: ordered.ranking.quietDays,
        limit: limitBehind(lifecycle.is, ordered.ranking, population),
        ...(ordered.ranking.rhythmDays !== undefined && { rhythmDays: ordered.ranking.rhythmDays }),
        ...(chance !== undefined &&
          average !== undefined && {
            forecast: {
              horizonDays: settings.lifecycle.horizonDays,
              chance,
              average,
              lostBelow: settings.lifecycle.lostBelow,
            },
          }),
      },
    }),
  };
}

/** The limit that the lifecycle was decided by, and for one who is not quiet the first that comes. */
function limitBehind(
  is: Lifecycle,
  { limits, forecast }: Ranking,
  { gaps, settings }: Population,
): QuietLimit {
  const { activeUpTo, coolingUpTo, silentUpTo } = settings.lifecycle;
  const ofLimit = (name: 'activeDays' | 'coolingDays' | 'silentDays', share: number): QuietLimit => {
    const ofShop = gaps.source === 'assumed' ? 'assumed' : 'shop';
    return { days: Math.floor(limits[name]), share, of: limits[name] < gaps[name] ? 'own' : ofShop };
  };
  if (is === 'lost') {
    return forecast ? ofLimit('coolingDays', coolingUpTo) : ofLimit('silentDays', silentUpTo);
  }
  if (is === 'silent' && forecast === undefined) return ofLimit('coolingDays', coolingUpTo);
  return ofLimit('activeDays', activeUpTo);
}
