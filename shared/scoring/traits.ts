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

/** What traits are decided from: facts, the other classes of tonight, and the ranking of a customer with orders. */
export interface TraitEvidence {
  readonly facts: Pick<Facts, 'orders' | 'interest' | 'feedback' | 'complaints' | 'referrals'>;
  readonly lifecycle: Dated<Lifecycle>;
  readonly rfm?: RfmScores;
  readonly man: Man;
  readonly ranking?: Ranking;
  /** Since when a customer who was silent or lost last night had been so. */
  readonly awaySince?: PlainDate;
}

/**
 * Decides the traits of a customer: flags that can coexist, in a fixed order so that an unchanged customer compares
 * equal.
 *
 * @param before last night's traits
 */
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
  // Only by an order since: limits move too, but that brings nobody back.
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

/** A sign that a customer is dissatisfied. */
export type Dissatisfaction = 'open-complaint' | 'low-score' | 'refunds';

/** All signs that a customer is dissatisfied, the most urgent first; empty without any. */
export function dissatisfactionOf(
  { orders, feedback, complaints }: TraitEvidence['facts'],
  settings: TraitSettings,
  asOf: PlainDate,
): Dissatisfaction[] {
  const isMuchRefunded =
    orders !== undefined && orders.refunded > 0 && refundedShareOf(orders) >= settings.refundedShare;
  return [
    ...(isOpen(complaints, settings, asOf) ? (['open-complaint'] as const) : []),
    ...(isLow(feedback, settings, asOf) ? (['low-score'] as const) : []),
    ...(isMuchRefunded ? (['refunds'] as const) : []),
  ];
}

const isOpen = (complaints: ComplaintFacts | undefined, settings: TraitSettings, asOf: PlainDate): boolean =>
  complaints !== undefined &&
  complaints.open > 0 &&
  daysBetween(complaints.openedOn, asOf) <= settings.feedbackDays;

function isLow(feedback: FeedbackFacts | undefined, settings: TraitSettings, asOf: PlainDate): boolean {
  const isAtMost = (latest: FeedbackFacts['nps'], most: number) =>
    latest !== undefined && latest.score <= most && daysBetween(latest.on, asOf) <= settings.feedbackDays;
  return isAtMost(feedback?.nps, settings.npsUpTo) || isAtMost(feedback?.csat, settings.csatUpTo);
}

/** The share of what was paid that was refunded; 1 where refunds of unknown orders exceed what was paid. */
export const refundedShareOf = (orders: OrderFacts): number => {
  const paid = orders.spent + orders.refunded;
  return paid <= 0 ? 1 : Math.min(1, orders.refunded / paid);
};
