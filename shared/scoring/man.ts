import type { PlainDate } from '../calendar.ts';
import type { Level, Man } from '../profile/classes.ts';
import type { Facts } from '../profile/profile.ts';
import type { ScoringSettings } from '../settings/scoring-settings.ts';
import { isInterested } from './interest.ts';
import { type Percentiles, positionOf } from './percentiles.ts';
import type { Ranking } from './ranking.ts';

/** What is held against the settings: facts, and for a customer with orders the ranking among others. */
export interface ManEvidence {
  readonly facts: Pick<Facts, 'orders' | 'cancelledOrders' | 'interest'>;
  readonly ranking?: Ranking;
  /** Of the shop's orders by value: what a prospect's cart is held against. */
  readonly orderValue: Percentiles;
}

/**
 * Money, authority and need, as sales people qualify whom to talk to, each from what a shop can measure:
 *
 * - money: the value of the customer's orders (a prospect's cart) among all customers';
 * - authority: whoever has ordered and paid decides; whoever fills carts and never orders, or cancels most orders,
 *   seems to ask somebody else;
 * - need: the chance of an order against the average customer's, or something looked at lately.
 */
export function manOf(evidence: ManEvidence, settings: ScoringSettings, asOf: PlainDate, before?: Man): Man {
  return {
    money: moneyOf(evidence, settings.man, before?.money),
    authority: authorityOf(evidence.facts, settings.man),
    need: needOf(evidence, settings, asOf, before?.need),
  };
}

type ManSettings = ScoringSettings['man'];

/** High from a limit; who was on either side stays there until past it by the slack. */
function levelOf(value: number, limit: number, slack: number, before: Level | undefined): Level {
  // A hair of slack: where all customers are alike, a ratio of 1 is not always 1 in binary.
  const kept = value + 1e-9;
  if (before === 'high') return kept >= limit - slack ? 'high' : 'low';
  if (before === 'low') return kept >= limit + slack ? 'high' : 'low';
  return kept >= limit ? 'high' : 'low';
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

/** The code: a capital for high, a small letter for low, a question mark for what is not known. `MaN`, `M?n`. */
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
export type ManTreatment = (typeof manTreatments)[ManCode] | 'find-out';

const byCode: Readonly<Record<string, ManTreatment>> = manTreatments;

/** The standard treatment of a code; where something is unknown, to find it out. */
export const manTreatmentOf = (man: Man): ManTreatment => byCode[manCodeOf(man)] ?? 'find-out';
