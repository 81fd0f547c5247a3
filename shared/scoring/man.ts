import type { PlainDate } from '../calendar.ts';
import type { Level, Man } from '../profile/classes.ts';
import type { Facts } from '../profile/profile.ts';
import type { ScoringSettings } from '../settings/scoring-settings.ts';
import { isInterested } from './interest.ts';
import { type Percentiles, positionOf } from './percentiles.ts';
import type { Ranking } from './ranking.ts';

/** What money, authority and need are decided from: facts, and the ranking of a customer with orders. */
export interface ManEvidence {
  readonly facts: Pick<Facts, 'orders' | 'cancelledOrders' | 'interest'>;
  readonly ranking?: Ranking;
  /** The shop's orders by value, among which a prospect's cart is ranked. */
  readonly orderValue: Percentiles;
}

/**
 * Money, authority and need, as sales people qualify whom to talk to (MAN法则), each from what a shop can measure:
 *
 * - money: the position of the customer's mean order value (or a prospect's cart) among all customers';
 * - authority: a customer who ordered and paid decides; one who fills carts and never orders, or cancels most orders,
 *   seems to depend on somebody else;
 * - need: the chance of an order compared with the average customer's, or something looked at lately.
 *
 * @param before last night's levels, which are kept while the numbers are within the slack of a limit
 */
export function manOf(evidence: ManEvidence, settings: ScoringSettings, asOf: PlainDate, before?: Man): Man {
  return {
    money: moneyOf(evidence, settings.man, before?.money),
    authority: authorityOf(evidence.facts, settings.man),
    need: needOf(evidence, settings, asOf, before?.need),
  };
}

type ManSettings = ScoringSettings['man'];

/** High from `limit` on; a customer who was on either side stays there until past it by `slack`. */
function levelOf(value: number, limit: number, slack: number, before: Level | undefined): Level {
  // A tiny tolerance: where all customers are alike, a ratio of 1 is not always 1 in binary.
  const raised = value + 1e-9;
  if (before === 'high') return raised >= limit - slack ? 'high' : 'low';
  if (before === 'low') return raised >= limit + slack ? 'high' : 'low';
  return raised >= limit ? 'high' : 'low';
}

function moneyOf({ facts, ranking, orderValue }: ManEvidence, settings: ManSettings, before?: Level): Level {
  const cartValue = facts.interest?.cartValue;
  const cart = cartValue === undefined ? undefined : positionOf(cartValue, orderValue);
  const position = ranking?.positions.orderValue ?? cart;
  if (position === undefined || orderValue.length === 0) return 'unknown';
  return levelOf(position, settings.moneyFrom, settings.slack / 2, before);
}

function authorityOf(
  { orders, cancelledOrders, interest }: ManEvidence['facts'],
  { cancelledShare, cartDaysWithoutOrder }: ManSettings,
): Level {
  const placed = (orders?.count ?? 0) + cancelledOrders;
  if (placed >= 2 && cancelledOrders / placed >= cancelledShare) return 'low';
  if (orders !== undefined) return 'high';
  return (interest?.cartDays ?? 0) >= cartDaysWithoutOrder ? 'low' : 'unknown';
}

function needOf(
  { facts, ranking }: ManEvidence,
  { man, traits }: ScoringSettings,
  asOf: PlainDate,
  before?: Level,
): Level {
  if (isInterested(facts, traits.interestDays, asOf)) return 'high';
  const chance = ranking?.forecast?.chanceOverAverage;
  if (chance === undefined) return 'unknown';
  return levelOf(chance, man.needFrom, man.slack, before);
}

const letters = { money: 'm', authority: 'a', need: 'n' } as const;

/** The code, such as `MaN` or `M?n`: a capital letter for high, a small one for low, a question mark for unknown. */
export const manCodeOf = (man: Man): string =>
  (['money', 'authority', 'need'] as const)
    .map((part) => {
      if (man[part] === 'unknown') return '?';
      return man[part] === 'high' ? letters[part].toUpperCase() : letters[part];
    })
    .join('');

export const manCodes = ['MAN', 'MAn', 'MaN', 'mAN', 'maN', 'mAn', 'Man', 'man'] as const;
export type ManCode = (typeof manCodes)[number];

/** What to do about each of the eight codes. */
export const manTreatments = {
  MAN: 'ideal',
  MAn: 'contact-with-skill',
  MaN: 'find-the-decider',
  mAN: 'offer-instalments',
  maN: 'cultivate',
  mAn: 'cultivate',
  Man: 'cultivate',
  man: 'stop',
} as const satisfies Record<ManCode, string>;
export type ManTreatment = (typeof manTreatments)[ManCode] | 'find-out' | 'offer-smaller';

const byCode: Readonly<Record<string, ManTreatment>> = manTreatments;

/**
 * The standard treatment of a code; `find-out` where something is unknown. Nobody checks the credit of a customer, or
 * offers instalments, where an order is worth little: there, something smaller is offered.
 *
 * @param meanOrder what an order of the shop is worth on average, in minor units; undefined when it is not known
 * @param instalmentsFrom the value from which instalments are worth the trouble
 */
export function manTreatmentOf(
  code: string,
  meanOrder: number | undefined,
  instalmentsFrom: number,
): ManTreatment {
  const treatment = byCode[code] ?? 'find-out';
  const isSmall = meanOrder !== undefined && meanOrder < instalmentsFrom;
  return treatment === 'offer-instalments' && isSmall ? 'offer-smaller' : treatment;
}
