import { type BasketLine, fillBasket } from './basket.ts';
import type { Catalogue } from './catalogue.ts';
import type { Doing } from './doing.ts';
import { momentOfDay } from './opening-hours.ts';
import {
  between,
  chance,
  createRandomStream,
  type Draw,
  exponential,
  oneByWeight,
  oneOf,
  timesBeforeItStops,
  wholeBetween,
} from './random.ts';
import type { BuyingLife } from './rhythm.ts';
import { type Standing, standingOn } from './standing.ts';
import { type Temper, temperOf } from './temper.ts';

const meanDaysBetweenVisits = 110;

/** The chance that somebody who thinks of the shop looks in without buying. The silent are undecided, and look. */
const looksIn: Readonly<Record<Standing, number>> = { 'not-yet': 0, active: 0.8, silent: 0.9, gone: 0.12 };

const buyersVisits = [
  { type: 'browse', weight: 60 },
  { type: 'cart', weight: 25 },
  { type: 'wishlist', weight: 15 },
] as const;

const prospectsVisits = [
  { type: 'browse', weight: 52 },
  { type: 'cart', weight: 36 },
  { type: 'wishlist', weight: 12 },
] as const;

/** What a customer looks at, before some of the orders and in between. */
export function visitsOf(
  seed: number,
  customer: number,
  life: BuyingLife,
  catalogue: Catalogue,
  periodDays: number,
): Doing[] {
  const temper = temperOf(seed, customer);
  const before = life.orderDays.flatMap((day, orderIndex) =>
    visitsBefore(seed, customer, { orderIndex, day }, temper, catalogue),
  );
  const draw = createRandomStream(seed, customer, 'visit');
  const between: Doing[] = [];
  for (let at = life.orderDays[0] ?? periodDays; ; ) {
    at += 1 + exponential(draw, meanDaysBetweenVisits);
    if (at >= periodDays) return [...before, ...between];
    const isLooking = chance(draw, looksIn[standingOn(life, [], Math.floor(at))]);
    const visit = visitAt(at, draw, buyersVisits, temper, catalogue);
    if (isLooking) between.push(visit);
  }
}

/** Some look at it for days before they buy, and some leave what they then buy in the cart overnight. */
function visitsBefore(
  seed: number,
  customer: number,
  { orderIndex, day }: { readonly orderIndex: number; readonly day: number },
  temper: Temper,
  catalogue: Catalogue,
): Doing[] {
  const draw = createRandomStream(seed, customer, 'lookBeforeOrder', orderIndex);
  const looks = chance(draw, 0.2);
  const fills = chance(draw, 0.08);
  const lookedAt = day - wholeBetween(draw, 1, 6) + momentOfDay(draw);
  const filledAt = day - 1 + momentOfDay(draw);
  if (!looks && !fills) return [];
  const bought = fillBasket(createRandomStream(seed, customer, 'basket', orderIndex), temper, catalogue);
  return [
    ...(looks ? [{ type: 'browse' as const, at: lookedAt, lines: bought.slice(0, 1) }] : []),
    ...(fills ? [{ type: 'cart' as const, at: filledAt, lines: bought }] : []),
  ];
}

/**
 * The visits of somebody who never buys: a few within some weeks.
 *
 * @param fromDay from which on prospects come by
 */
export function prospectsVisitsOf(
  seed: number,
  prospect: number,
  catalogue: Catalogue,
  fromDay: number,
  periodDays: number,
): Doing[] {
  const temper = temperOf(seed, prospect);
  const draw = createRandomStream(seed, prospect, 'visit');
  const visits: Doing[] = [];
  let at = between(draw, fromDay, periodDays);
  for (let left = 1 + timesBeforeItStops(draw, 0.6, 9); left > 0 && at < periodDays; left -= 1) {
    visits.push(visitAt(at, draw, prospectsVisits, temper, catalogue));
    at += exponential(draw, 12);
  }
  return visits;
}

function visitAt(
  at: number,
  draw: Draw,
  kinds: typeof buyersVisits | typeof prospectsVisits,
  temper: Temper,
  catalogue: Catalogue,
): Doing {
  const { type } = oneByWeight<(typeof kinds)[number]>(draw, kinds);
  const basket = fillBasket(draw, temper, catalogue);
  return {
    type,
    at: Math.floor(at) + momentOfDay(draw),
    lines: type === 'cart' ? basket : [oneOf<BasketLine>(draw, basket)],
  };
}
