import type { PlainDate } from '../calendar.ts';
import type { Man } from '../profile/classes.ts';
import { meanOrderOf } from '../scoring/concentration.ts';
import { isInterested, lastInterestOn } from '../scoring/interest.ts';
import { type ManTreatment, manCodeOf, manOf, manTreatmentOf } from '../scoring/man.ts';
import { positionOf } from '../scoring/percentiles.ts';
import type { Subject } from './subject.ts';

/** Why money, authority and need are what they are. What is absent was not measured. */
export interface ManReason {
  readonly man: Man;
  readonly code: string;
  readonly treatment: ManTreatment;
  /** True where only the slack of a limit keeps the level: tonight's numbers alone would decide otherwise. */
  readonly held: { readonly money: boolean; readonly need: boolean };
  /** The value of the customer's orders or, for a prospect, of the cart, and its position among all orders. */
  readonly money?: { readonly of: 'orders' | 'cart'; readonly amount: number; readonly position: number };
  readonly authority: {
    readonly orders: number;
    readonly cancelledOrders: number;
    readonly cartDays: number;
  };
  /** A recent visit, or else the chance of an order beside the average customer's. */
  readonly need?:
    | { readonly by: 'interest'; readonly on: PlainDate }
    | {
        readonly by: 'chance';
        readonly horizonDays: number;
        readonly chance: number;
        readonly average: number;
      };
}

/** Explains the MAN code of a customer. */
export function manReason(subject: Subject): ManReason {
  const { profile, population, asOf, classes, ordered } = subject;
  const { settings, distributions } = population;
  const evidence = {
    facts: profile,
    orderValue: distributions.orderValue,
    ...(ordered && { ranking: ordered.ranking }),
  };
  const byNumbers = manOf(evidence, settings, asOf);
  const [money, need] = [moneyReason(subject), needReason(subject)];
  return {
    man: classes.man,
    code: manCodeOf(classes.man),
    treatment: manTreatmentOf(
      manCodeOf(classes.man),
      meanOrderOf(population.concentration),
      settings.man.instalmentsFrom,
    ),
    held: { money: byNumbers.money !== classes.man.money, need: byNumbers.need !== classes.man.need },
    ...(money && { money }),
    authority: {
      orders: profile.orders?.count ?? 0,
      cancelledOrders: profile.cancelledOrders,
      cartDays: profile.interest?.cartDays ?? 0,
    },
    ...(need && { need }),
  };
}

function moneyReason({ profile, population, ordered }: Subject): ManReason['money'] {
  if (ordered !== undefined) {
    const { orders, ranking } = ordered;
    return {
      of: 'orders',
      amount: Math.max(0, orders.spent / orders.days),
      position: ranking.positions.orderValue,
    };
  }
  const amount = profile.interest?.cartValue;
  const { orderValue } = population.distributions;
  return amount === undefined ? undefined : { of: 'cart', amount, position: positionOf(amount, orderValue) };
}

function needReason({ profile, population, asOf, ordered }: Subject): ManReason['need'] {
  const { traits, lifecycle } = population.settings;
  const on = lastInterestOn(profile);
  if (on !== undefined && isInterested(profile, traits.interestDays, asOf)) {
    return { by: 'interest', on };
  }
  const chance = ordered?.ranking.forecast?.outlook.chanceOfOrder;
  const average = population.distributions.forecast?.meanChance;
  if (chance === undefined || average === undefined) return undefined;
  return { by: 'chance', horizonDays: lifecycle.horizonDays, chance, average };
}
