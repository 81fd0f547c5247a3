import { daysBetween, type PlainDate } from '../calendar.ts';
import {
  type Dated,
  type Lifecycle,
  type Man,
  type RfmScores,
  type Trait,
  traits,
} from '../profile/classes.ts';
import type { ComplaintFacts, Facts, FeedbackFacts, OrderFacts } from '../profile/profile.ts';
import type { ScoringSettings, TraitSettings } from '../settings/scoring-settings.ts';
import { effectivenessOf, isEffective } from './effective.ts';
import { isInterested } from './interest.ts';
import { isReactivation } from './lifecycle.ts';
import { isPotential } from './potential.ts';
import type { Ranking } from './ranking.ts';

/** What traits are decided by: facts, the other classes of tonight, and the ranking of a customer with orders. */
export interface TraitEvidence {
  readonly facts: Pick<Facts, 'orders' | 'interest' | 'feedback' | 'complaints' | 'referrals'>;
  readonly lifecycle: Dated<Lifecycle>;
  readonly rfm?: RfmScores;
  readonly man: Man;
  readonly ranking?: Ranking;
  /** Since when a customer who was silent or lost last night had been so. */
  readonly awaySince?: PlainDate;
}

/** Flags that can coexist, in a fixed order so that an unchanged customer compares equal. */
export const traitsOf = (
  evidence: TraitEvidence,
  settings: ScoringSettings,
  asOf: PlainDate,
  before: readonly Trait[] = [],
): Trait[] => traits.filter((trait) => rules[trait](evidence, settings, asOf, before.includes(trait)));

/** @param heldBefore whether the customer had the trait last night */
type Rule = (
  evidence: TraitEvidence,
  settings: ScoringSettings,
  asOf: PlainDate,
  heldBefore: boolean,
) => boolean;

const rules: Readonly<Record<Trait, Rule>> = {
  'discount-driven': ({ facts: { orders } }, settings) =>
    orders !== undefined && isDiscountDriven(orders, settings.traits),
  dissatisfied: ({ facts }, settings, asOf) => dissatisfactionOf(facts, settings.traits, asOf).length > 0,
  loyal: ({ facts, lifecycle }, settings) =>
    (facts.orders?.days ?? 0) >= settings.traits.loyalOrderDays &&
    (lifecycle.is === 'active' || lifecycle.is === 'cooling'),
  'high-value': ({ rfm }) => rfm?.monetary === 5,
  interested: ({ facts, lifecycle }, settings, asOf) =>
    lifecycle.is === 'prospect' && isInterested(facts, settings.traits.interestDays, asOf),
  // By an order since: limits move too, and that brings nobody back.
  reactivated: ({ lifecycle, facts: { orders }, awaySince }, settings, asOf, heldBefore) =>
    isReactivation(lifecycle.was, lifecycle.is) &&
    daysBetween(lifecycle.since, asOf) < settings.traits.reactivatedDays &&
    (heldBefore || (orders !== undefined && awaySince !== undefined && orders.lastDay >= awaySince)),
  potential: ({ ranking, lifecycle, man }, settings, _, heldBefore) =>
    ranking !== undefined && isPotential(ranking, lifecycle.is, man, settings.potential, heldBefore),
  effective: ({ ranking, facts }, { effective }, _, heldBefore) =>
    ranking !== undefined &&
    isEffective(effectivenessOf(ranking, facts.referrals, effective), effective, heldBefore),
};

const isDiscountDriven = (orders: OrderFacts, settings: TraitSettings): boolean =>
  orders.count >= settings.ordersNeeded && orders.ordersDiscounted / orders.count >= settings.discountedShare;

/** What a customer has to be dissatisfied with. */
export type Dissatisfaction = 'open-complaint' | 'low-score' | 'refunds';

/** Every sign of dissatisfaction that there is, the most pressing first. */
export function dissatisfactionOf(
  { orders, feedback, complaints }: TraitEvidence['facts'],
  settings: TraitSettings,
  asOf: PlainDate,
): Dissatisfaction[] {
  const isGivenBack =
    orders !== undefined && orders.refunded > 0 && refundedShareOf(orders) >= settings.refundedShare;
  return [
    ...(isOpen(complaints, settings, asOf) ? (['open-complaint'] as const) : []),
    ...(isLow(feedback, settings, asOf) ? (['low-score'] as const) : []),
    ...(isGivenBack ? (['refunds'] as const) : []),
  ];
}

const isOpen = (complaints: ComplaintFacts | undefined, settings: TraitSettings, asOf: PlainDate): boolean =>
  complaints !== undefined &&
  complaints.open > 0 &&
  daysBetween(complaints.openedOn, asOf) <= settings.feedbackDays;

function isLow(feedback: FeedbackFacts | undefined, settings: TraitSettings, asOf: PlainDate): boolean {
  const isAtMost = (given: FeedbackFacts['nps'], most: number) =>
    given !== undefined && given.score <= most && daysBetween(given.on, asOf) <= settings.feedbackDays;
  return isAtMost(feedback?.nps, settings.npsUpTo) || isAtMost(feedback?.csat, settings.csatUpTo);
}

/** The share of what was paid that was given back; all of it, where refunds of unknown orders make it more. */
export const refundedShareOf = (orders: OrderFacts): number => {
  const paid = orders.spent + orders.refunded;
  return paid <= 0 ? 1 : Math.min(1, orders.refunded / paid);
};
