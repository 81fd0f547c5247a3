import type { PlainDate } from '../calendar.ts';
import type { Classes } from '../profile/classes.ts';
import type { OrderFacts } from '../profile/profile.ts';
import { type Classifiable, createClassifier } from '../scoring/classify.ts';
import type { Population } from '../scoring/population.ts';
import { createRanker, type Ranking } from '../scoring/ranking.ts';

/** What reasons are derived from: a customer, the population, and the customer's classes as of a day. */
export interface Subject {
  readonly profile: Classifiable;
  readonly population: Population;
  readonly asOf: PlainDate;
  /** Computed as of the day, so they can be newer than those of the last night. */
  readonly classes: Classes;
  /** Absent for a customer without an order that counts. */
  readonly ordered?: { readonly orders: OrderFacts; readonly ranking: Ranking };
}

/** Classifies a customer as of a day, to explain the result. */
export function subjectOf(profile: Classifiable, population: Population, asOf: PlainDate): Subject {
  const { orders } = profile;
  const rank = createRanker(population);
  return {
    profile,
    population,
    asOf,
    classes: createClassifier(population, rank)(profile, asOf),
    ...(orders && { ordered: { orders, ranking: rank(orders, asOf) } }),
  };
}
