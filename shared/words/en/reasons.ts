import type { PlainDate } from '../../calendar.ts';
import type { LifecycleReason, QuietLimit } from '../../explain/lifecycle-reason.ts';
import type { ManReason } from '../../explain/man-reason.ts';
import type { RfmReason } from '../../explain/rfm-reason.ts';
import type { TierReason } from '../../explain/tier-reason.ts';
import type { TypeReason } from '../../explain/type-reason.ts';
import type { EffectiveReason, PotentialReason } from '../../explain/worth-reason.ts';
import type { Trait } from '../../profile/classes.ts';
import type { Borderline } from '../../scoring/customer-types.ts';
import { type FormatMoney, percent, percentPair } from '../numbers.ts';
import { en as labels } from './labels.ts';

const { lifecycles, tiers, levels } = labels;

/** The sentences for reasons in English. */
export const en = {
  lifecycle: (reason: LifecycleReason): string => [whyLifecycle(reason), ...asides(reason)].join(' '),

  scores: ({ scores, daysAgo, orderDays, spent, better }: RfmReason, money: FormatMoney): string =>
    [
      `recency ${scores.recency}: last order ${count(daysAgo, 'day')} ago${better.daysAgo === undefined ? '' : ` (${scores.recency + 1} needs fewer than ${better.daysAgo})`}`,
      `frequency ${scores.frequency}: ${count(orderDays, 'day')} with an order${better.orderDays === undefined ? '' : ` (${scores.frequency + 1} needs more than ${better.orderDays})`}`,
      `money ${scores.monetary}: ${money(spent)} net${better.spent === undefined ? '' : ` (${scores.monetary + 1} needs more than ${money(better.spent)})`}`,
    ].join('; '),

  segment: ({ scores }: RfmReason): string => `recency ${scores.recency} with frequency ${scores.frequency}`,

  group: ({ scores, highFrom }: RfmReason): string => {
    const level = (score: number) => (score >= highFrom ? 'high' : 'low');
    return `money ${level(scores.monetary)}, recency ${level(scores.recency)}, frequency ${level(scores.frequency)} (high from ${highFrom})`;
  },

  tier: ({ is, spent, from, next, keptUntil }: TierReason, money: FormatMoney): string => {
    const spend = `${money(spent)} net in this month and the eleven before`;
    if (keptUntil !== undefined)
      return `${spend}, less than ${tiers[is]} requires; kept in grace until ${keptUntil}`;
    const begins = from === undefined ? '' : `; ${tiers[is]} begins at ${money(from)}`;
    return `${spend}${begins}${next === undefined ? '' : `; ${tiers[next.tier]} at ${money(next.from)}`}`;
  },

  borderline: (kind: Borderline, interestOn: PlainDate | undefined): string =>
    ({
      'slowed-regular': 'a regular who has been quiet for a long time; it is not too late to keep them',
      sleeper: 'asleep, but not lost: the right message may wake them',
      'interested-prospect': `looked around${interestOn === undefined ? '' : ` on ${interestOn}`}, without an order so far`,
    })[kind],

  type: (reason: TypeReason): string => whyType(reason),

  potential: (
    { lifetimeValue, byLifetimeValue, spentLastYear, bySpentLastYear, months }: PotentialReason,
    money: FormatMoney,
  ): string =>
    `expected to bring ${money(Math.round(lifetimeValue))} in the coming ${months} months, ${above(byLifetimeValue)}, after ${money(spentLastYear)} in the last year, ${above(bySpentLastYear)}`,

  effective: ({
    total,
    value,
    influence,
    loyalty,
    from,
    keptFrom,
    orderDays,
    chanceKept,
    referrals,
  }: EffectiveReason): string => {
    const brought =
      influence === undefined
        ? 'influence not counted, since no referral is known'
        : `influence ${Math.round(influence)} (${count(referrals.made, 'friend')} sent, ${referrals.converted} bought)`;
    const stays =
      chanceKept === undefined
        ? ''
        : `, the chance of an order ${percent(chanceKept)} of what it was right after the last one`;
    return `${Math.round(total)} of 100 (effective from ${from}, kept down to ${keptFrom}): value ${Math.round(value)}, ${brought}, loyalty ${Math.round(loyalty)} (${count(orderDays, 'order day')}${stays})`;
  },

  notEffective: 'not effective',

  /** A treatment that has to wait for another one. */
  afterwards: (treatment: string): string => `After that: ${treatment}`,

  man: (reason: ManReason, money: FormatMoney): string =>
    [whyMoney(reason, money), whyAuthority(reason), whyNeed(reason)].join('; '),

  /** A trait that no other class implies. */
  trait: (trait: Extract<Trait, 'high-value' | 'reactivated'>, since: PlainDate): string =>
    ({
      'high-value': 'in the best fifth by money',
      reactivated: `bought again by ${since}, after having been quiet`,
    })[trait],
};

/** A position, as the share of customers below it. */
const above = (position: number): string =>
  position < 0.005 ? 'among the lowest' : `more than for ${percent(position)} of customers`;

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** A share of gaps: 0.8 as "four of five", which reads more easily than a percentage. */
const ofGaps = (share: number): string => (share === 0.8 ? 'four of five' : percent(share));

const ofAverage = (share: number): string => (share === 0.5 ? 'half' : `${percent(share)} of`);

function howLongIsLong({ days, share, of }: QuietLimit): string {
  const within = `within ${count(days, 'day')}`;
  if (of === 'own') return `${ofGaps(share)} of those who stay customers at this rhythm are back ${within}`;
  if (of === 'shop') return `${ofGaps(share)} of this shop's repeat customers who stay are back ${within}`;
  return `${count(days, 'day')} counts as a long time until the shop has a forecast`;
}

function whyLifecycle(reason: LifecycleReason): string {
  const { quiet, cancelledOrders } = reason;
  if (quiet === undefined) {
    const cancelled = cancelledOrders === 0 ? '' : ` (${count(cancelledOrders, 'order')} cancelled)`;
    return `known to the shop, without an order that counts${cancelled}.`;
  }
  const { days, orderDays, limit, rhythmDays, forecast } = quiet;
  const since =
    orderDays === 1
      ? `ordered on one day only, ${count(days, 'day')} ago`
      : `${count(days, 'day')} since the last of ${orderDays} order days`;
  const rhythm =
    orderDays > 2 && rhythmDays !== undefined
      ? ` (usually one every ${count(Math.round(rhythmDays), 'day')})`
      : '';
  const begin = `${since}${rhythm}; ${howLongIsLong(limit)}`;
  return forecast === undefined
    ? `${begin}. Too few have come back for a forecast.`
    : `${begin}; ${oddsOf(forecast, reason)}.`;
}

function oddsOf(
  { horizonDays, chance, average, lostBelow }: NonNullable<NonNullable<LifecycleReason['quiet']>['forecast']>,
  { is, byNumbersAlone }: LifecycleReason,
): string {
  const [own, usually] = percentPair(chance, average);
  const odds = `the chance of an order in the next ${horizonDays} days is ${own}`;
  // Where only the slack keeps a class, tonight's numbers do not support it.
  if (byNumbersAlone === undefined && is === 'lost')
    return `${odds}, below ${ofAverage(lostBelow)} the recent customers' average of ${usually}`;
  if (byNumbersAlone === undefined && is === 'silent')
    return `${odds}, below the recent customers' average of ${usually}`;
  return `${odds} (recent customers: ${usually} on average)`;
}

function asides({ is, since, was, byNumbersAlone, lastNight, slack }: LifecycleReason): string[] {
  const before = was === undefined ? '' : `, ${lifecycles[was]} before`;
  return [
    ...(lastNight === undefined
      ? [`Since ${since}${before}.`]
      : [`The last night still said ${lifecycles[lastNight]}; the next will say ${lifecycles[is]}.`]),
    ...(byNumbersAlone === undefined
      ? []
      : [
          `Tonight's numbers alone would say ${lifecycles[byNumbersAlone]}; without an order, a customer comes back only when ${percent(slack)} past the limit.`,
        ]),
  ];
}

function whyType(reason: TypeReason): string {
  switch (reason.is) {
    case 'dissatisfied':
      return reason.signs
        .map((sign) => {
          if (sign === 'refunds') return `${percent(reason.refundedShare)} of what was paid was refunded`;
          if (sign === 'open-complaint')
            return `${count(reason.complaints?.open ?? 0, 'open complaint')}, the latest of ${reason.complaints?.openedOn}`;
          return scoresGiven(reason.feedback);
        })
        .join('; ');
    case 'loyal':
      return `${reason.orderDays} order days (${reason.needed} or more), and ${lifecycles[reason.lifecycle]}`;
    case 'discount-driven':
      return `${reason.discounted} of ${reason.orders} orders had a discount (${percent(reason.shareNeeded)} or more)`;
    case 'new':
      return `ordered for the first time on ${reason.firstDay}, and not since`;
    case 'prospect':
      return `no order so far${reason.interestOn === undefined ? '' : `; last looked around on ${reason.interestOn}`}`;
  }
}

function scoresGiven(feedback: Extract<TypeReason, { is: 'dissatisfied' }>['feedback']): string {
  const scores = [
    ...(feedback?.nps ? [`would recommend us: ${feedback.nps.score} of 10 (${feedback.nps.on})`] : []),
    ...(feedback?.csat ? [`satisfied ${feedback.csat.score} of 5 (${feedback.csat.on})`] : []),
  ];
  return scores.join(', ');
}

const kept = (isHeld: boolean): string => (isHeld ? ', kept until clearly past the limit' : '');

function whyMoney({ man, held, money: measured }: ManReason, money: FormatMoney): string {
  if (measured === undefined) return `money ${levels[man.money]}: no order and no cart to judge by`;
  const what = measured.of === 'orders' ? 'an order day is worth' : 'the cart was worth';
  return `money ${levels[man.money]}: ${what} ${money(Math.round(measured.amount))}, ${above(measured.position)}${kept(held.money)}`;
}

function whyAuthority({ man, authority: { orders, cancelledOrders, cartDays } }: ManReason): string {
  const level = `authority ${levels[man.authority]}`;
  if (man.authority === 'unknown') return `${level}: no order yet`;
  if (man.authority === 'high') return `${level}: orders and pays (${count(orders, 'order')})`;
  return cancelledOrders > 0
    ? `${level}: ${cancelledOrders} of ${count(orders + cancelledOrders, 'order')} cancelled`
    : `${level}: carts on ${count(cartDays, 'day')}, and no order`;
}

function whyNeed({ man, held, need }: ManReason): string {
  const level = `need ${levels[man.need]}`;
  if (need === undefined) return `${level}: looked at nothing lately, and there is no forecast`;
  if (need.by === 'interest') return `${level}: looked around on ${need.on}`;
  const [chance, average] = percentPair(need.chance, need.average);
  return `${level}: ${chance} to order within ${need.horizonDays} days (recent customers: ${average})${kept(held.need)}`;
}
