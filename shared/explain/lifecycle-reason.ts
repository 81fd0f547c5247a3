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
  /** What tonight's numbers alone would decide, where only the slack of a limit keeps the customer in the class. */
  readonly byNumbersAlone?: Lifecycle;
  /** What the last night decided, where something has happened since. */
  readonly lastNight?: Lifecycle;
  readonly cancelledOrders: number;
  readonly slack: number;
  /** Absent for a customer without an order that counts. */
  readonly quiet?: {
    readonly orderDays: number;
    /** Since the last order. */
    readonly days: number;
    readonly limit: QuietLimit;
    /** Usual days between the customer's orders. */
    readonly rhythmDays?: number;
    /** The chance of an order within the horizon, for the customer and on average; absent without a model. */
    readonly forecast?: {
      readonly horizonDays: number;
      readonly chance: number;
      readonly average: number;
      readonly lostBelow: number;
    };
  };
}

/** After how many days a customer counts as quiet: this share of gaps between orders is no longer, and whose gaps. */
export interface QuietLimit {
  readonly days: number;
  readonly share: number;
  readonly of: Ranking['limits']['of'];
}

/** Explains the lifecycle of a customer. */
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
    ...(byNumbersAlone !== lifecycle.is && { byNumbersAlone }),
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

/** The limit that decided the lifecycle; for a customer who is not quiet, the first limit ahead. */
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
