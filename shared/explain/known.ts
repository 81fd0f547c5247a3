import type { PlainDate } from '../calendar.ts';
import type { Classes } from '../profile/classes.ts';
import type { OrderFacts } from '../profile/profile.ts';
import { type Classifiable, classifierFor } from '../scoring/classify.ts';
import type { Population } from '../scoring/population.ts';
import { type Standing, standingIn } from '../scoring/standing.ts';

/** All that reasons are made of: a customer, the population, and the classes as of a day. */
export interface Known {
  readonly profile: Classifiable;
  readonly population: Population;
  readonly asOf: PlainDate;
  /** As of the day, so they may be ahead of the last night's. */
  readonly classes: Classes;
  /** Absent for a customer without an order that counts. */
  readonly ordered?: { readonly orders: OrderFacts; readonly standing: Standing };
}

export function knownOf(profile: Classifiable, population: Population, asOf: PlainDate): Known {
  const { orders } = profile;
  const standingOf = standingIn(population);
  return {
    profile,
    population,
    asOf,
    classes: classifierFor(population, standingOf)(profile, asOf),
    ...(orders && { ordered: { orders, standing: standingOf(orders, asOf) } }),
  };
}
