import { labels } from './labels.ts';
import type { LifecycleReason, QuietLimit } from './lifecycle-reason.ts';
import type { ManReason } from './man-reason.ts';
import type { TypeReason } from './type-reason.ts';
import { type Money, percent, told, type Words } from './words.ts';

const { lifecycles, tiers, levels } = labels.en;

/** The reasons in English. */
export const english: Words = {
  lifecycle: (reason) => [whyLifecycle(reason), ...asides(reason)].join(' '),

  scores: ({ scores, daysAgo, orderDays, spent, better }, money) =>
    [
      `recency ${scores.recency}: last order ${count(daysAgo, 'day')} ago${better.daysAgo === undefined ? '' : ` (${scores.recency + 1} needs fewer than ${better.daysAgo})`}`,
      `frequency ${scores.frequency}: ${count(orderDays, 'day')} with an order${better.orderDays === undefined ? '' : ` (${scores.frequency + 1} needs more than ${better.orderDays})`}`,
      `money ${scores.monetary}: ${money(spent)} net${better.spent === undefined ? '' : ` (${scores.monetary + 1} needs more than ${money(better.spent)})`}`,
    ].join('; '),

  segment: ({ scores }) => `recency ${scores.recency} with frequency ${scores.frequency}`,

  group: ({ scores, highFrom }) => {
    const level = (score: number) => (score >= highFrom ? 'high' : 'low');
    return `money ${level(scores.monetary)}, recency ${level(scores.recency)}, frequency ${level(scores.frequency)} (high from ${highFrom})`;
  },

  tier: ({ is, spent, from, next, keptUntil }, money) => {
    const spend = `${money(spent)} net in this month and the eleven before`;
    if (keptUntil !== undefined)
      return `${spend}, less than ${tiers[is]} takes; kept in grace until ${keptUntil}`;
    const begins = from === undefined ? '' : `; ${tiers[is]} begins at ${money(from)}`;
    return `${spend}${begins}${next === undefined ? '' : `; ${tiers[next.tier]} at ${money(next.from)}`}`;
  },

  borderline: (kind, interestOn) =>
    ({
      'slowed-regular': 'a regular who has been quiet for long, and whom it is not too late to keep',
      sleeper: 'asleep, and not given up: a fitting word may wake them',
      'interested-prospect': `looked around${interestOn === undefined ? '' : ` on ${interestOn}`}, and no order is on record`,
    })[kind],

  type: (reason) => whyType(reason),

  potential: ({ lifetimeValue, byLifetimeValue, spentLastYear, bySpentLastYear, months }, money) =>
    `expected to bring ${money(Math.round(lifetimeValue))} in the coming ${months} months, ${above(byLifetimeValue)}, after ${money(spentLastYear)} in the last year, ${above(bySpentLastYear)}`,

  effective: ({ total, value, influence, loyalty, from, keptFrom, orderDays, chanceKept, referrals }) => {
    const brought =
      influence === undefined
        ? 'influence not counted, since no referral is known of'
        : `influence ${Math.round(influence)} (${count(referrals.made, 'friend')} sent, ${referrals.converted} bought)`;
    const stays =
      chanceKept === undefined
        ? ''
        : `, the chance of an order ${percent(chanceKept)} of what it was right after the last one`;
    return `${Math.round(total)} of 100 (effective from ${from}, kept down to ${keptFrom}): value ${Math.round(value)}, ${brought}, loyalty ${Math.round(loyalty)} (${count(orderDays, 'order day')}${stays})`;
  },

  notEffective: 'not effective',

  afterwards: (treatment) => `After that: ${treatment}`,

  man: (reason, money) => [whyMoney(reason, money), whyAuthority(reason), whyNeed(reason)].join('; '),

  trait: (trait, since) =>
    ({
      'high-value': 'in the best fifth by money',
      reactivated: `bought again by ${since}, after having been quiet`,
    })[trait],
};

/** A position, as the share of customers who lie below. */
const above = (position: number): string =>
  position < 0.005 ? 'among the lowest' : `more than for ${percent(position)} of customers`;

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** Of gaps: 0.8 as "four of five" for whoever does not like percent. */
const ofGaps = (share: number): string => (share === 0.8 ? 'four of five' : percent(share));

const ofAverage = (share: number): string => (share === 0.5 ? 'half' : `${percent(share)} of`);

function howLongIsLong({ days, share, of }: QuietLimit): string {
  const within = `within ${count(days, 'day')}`;
  if (of === 'own') return `${ofGaps(share)} of those who stay customers at this rhythm are back ${within}`;
  if (of === 'shop') return `${ofGaps(share)} of this shop's repeat customers last came back ${within}`;
  return `${count(days, 'day')} are taken for long until enough customers have come back`;
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
  { is, heldAgainst }: LifecycleReason,
): string {
  const [own, usually] = told(chance, average);
  const odds = `the chance of an order in the next ${horizonDays} days is ${own}`;
  // Where only the slack keeps a class, the numbers do not bear it out.
  if (heldAgainst === undefined && is === 'lost')
    return `${odds}, below ${ofAverage(lostBelow)} the recent customers' average of ${usually}`;
  if (heldAgainst === undefined && is === 'silent')
    return `${odds}, below the recent customers' average of ${usually}`;
  return `${odds} (recent customers: ${usually} on average)`;
}

function asides({ is, since, was, heldAgainst, lastNight, slack }: LifecycleReason): string[] {
  const wasSaid = was === undefined ? '' : `, ${lifecycles[was]} before`;
  return [
    ...(lastNight === undefined
      ? [`Since ${since}${wasSaid}.`]
      : [`The last night still said ${lifecycles[lastNight]}; the next will say ${lifecycles[is]}.`]),
    ...(heldAgainst === undefined
      ? []
      : [
          `Tonight's numbers alone would say ${lifecycles[heldAgainst]}; without an order, a customer comes back only when ${percent(slack)} past the limit.`,
        ]),
  ];
}

function whyType(reason: TypeReason): string {
  switch (reason.is) {
    case 'dissatisfied':
      return reason.signs
        .map((sign) => {
          if (sign === 'refunds') return `${percent(reason.refundedShare)} of what was paid was given back`;
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
      return `ordered for the first time on ${reason.firstDay}, and not again yet`;
    case 'prospect':
      return `no order is on record${reason.interestOn === undefined ? '' : `; last looked around on ${reason.interestOn}`}`;
  }
}

function scoresGiven(feedback: Extract<TypeReason, { is: 'dissatisfied' }>['feedback']): string {
  const given = [
    ...(feedback?.nps ? [`would recommend us ${feedback.nps.score} of 10 (${feedback.nps.on})`] : []),
    ...(feedback?.csat ? [`satisfied ${feedback.csat.score} of 5 (${feedback.csat.on})`] : []),
  ];
  return given.join(', ');
}

const kept = (isHeld: boolean): string => (isHeld ? ', kept until clearly past the limit' : '');

function whyMoney({ man, held, money: measured }: ManReason, money: Money): string {
  if (measured === undefined) return `money ${levels[man.money]}: no order and no cart to judge by`;
  const what = measured.of === 'orders' ? 'an order day is worth' : 'the cart was worth';
  return `money ${levels[man.money]}: ${what} ${money(Math.round(measured.amount))}, ${above(measured.position)}${kept(held.money)}`;
}

function whyAuthority({ man, authority: { orders, cancelledOrders, cartDays } }: ManReason): string {
  const said = `authority ${levels[man.authority]}`;
  if (man.authority === 'unknown') return `${said}: no order yet`;
  if (man.authority === 'high') return `${said}: orders and pays (${count(orders, 'order')})`;
  return cancelledOrders > 0
    ? `${said}: ${cancelledOrders} of ${count(orders + cancelledOrders, 'order')} cancelled`
    : `${said}: carts on ${count(cartDays, 'day')}, and no order`;
}

function whyNeed({ man, held, need }: ManReason): string {
  const said = `need ${levels[man.need]}`;
  if (need === undefined) return `${said}: looked at nothing lately, and there is no forecast`;
  if (need.by === 'interest') return `${said}: looked around on ${need.on}`;
  const [chance, average] = told(need.chance, need.average);
  return `${said}: ${chance} to order within ${need.horizonDays} days (recent customers: ${average})${kept(held.need)}`;
}
