import type { Baseline } from './baseline.ts';
import { type BasketLine, fillBasket } from './basket.ts';
import type { Catalogue } from './catalogue.ts';
import { drawTimeOfDay } from './opening-hours.ts';
import { type Personality, personalityOf } from './personality.ts';
import { type PurchaseState, purchaseStateOn } from './purchase-state.ts';
import {
  between,
  cappedGeometric,
  chance,
  createRandomStream,
  type Draw,
  exponential,
  oneByWeight,
  oneOf,
  wholeBetween,
} from './random.ts';
import type { SimulatedInteraction } from './simulated-interaction.ts';

const meanDaysBetweenVisits = 110;

/** The probability that somebody who thinks of the shop visits it. Silent customers are undecided, and look around. */
const visitChance: Readonly<Record<PurchaseState, number>> = {
  'not-yet': 0,
  active: 0.8,
  silent: 0.9,
  gone: 0.12,
};

const buyerVisitTypes = [
  { type: 'browse', weight: 60 },
  { type: 'cart', weight: 25 },
  { type: 'wishlist', weight: 15 },
] as const;

const prospectVisitTypes = [
  { type: 'browse', weight: 52 },
  { type: 'cart', weight: 36 },
  { type: 'wishlist', weight: 12 },
] as const;

/** A customer's visits, before some of the orders and in between. */
export function visitsOf(
  seed: number,
  customer: number,
  baseline: Baseline,
  catalogue: Catalogue,
  periodDays: number,
): SimulatedInteraction[] {
  const personality = personalityOf(seed, customer);
  const before = baseline.orderDays.flatMap((day, orderIndex) =>
    visitsBefore(seed, customer, { orderIndex, day }, personality, catalogue),
  );
  const draw = createRandomStream(seed, customer, 'visit');
  const between: SimulatedInteraction[] = [];
  for (let at = baseline.orderDays[0] ?? periodDays; ; ) {
    at += 1 + exponential(draw, meanDaysBetweenVisits);
    if (at >= periodDays) return [...before, ...between];
    const visitsShop = chance(draw, visitChance[purchaseStateOn(baseline, [], Math.floor(at))]);
    const visit = visitAt(at, draw, buyerVisitTypes, personality, catalogue);
    if (visitsShop) between.push(visit);
  }
}

/** Some look at a product days before they buy it, and some leave it in the cart overnight. */
function visitsBefore(
  seed: number,
  customer: number,
  { orderIndex, day }: { readonly orderIndex: number; readonly day: number },
  personality: Personality,
  catalogue: Catalogue,
): SimulatedInteraction[] {
  const draw = createRandomStream(seed, customer, 'lookBeforeOrder', orderIndex);
  const browses = chance(draw, 0.2);
  const fillsCart = chance(draw, 0.08);
  const browsedAt = day - wholeBetween(draw, 1, 6) + drawTimeOfDay(draw);
  const filledAt = day - 1 + drawTimeOfDay(draw);
  if (!browses && !fillsCart) return [];
  const bought = fillBasket(createRandomStream(seed, customer, 'basket', orderIndex), personality, catalogue);
  return [
    ...(browses ? [{ type: 'browse' as const, at: browsedAt, lines: bought.slice(0, 1) }] : []),
    ...(fillsCart ? [{ type: 'cart' as const, at: filledAt, lines: bought }] : []),
  ];
}

/**
 * The visits of a prospect: a few within some weeks.
 *
 * @param fromDay first day on which prospects can visit, as an index in the period
 */
export function prospectVisitsOf(
  seed: number,
  prospect: number,
  catalogue: Catalogue,
  fromDay: number,
  periodDays: number,
): SimulatedInteraction[] {
  const personality = personalityOf(seed, prospect);
  const draw = createRandomStream(seed, prospect, 'visit');
  const visits: SimulatedInteraction[] = [];
  let at = between(draw, fromDay, periodDays);
  for (let left = 1 + cappedGeometric(draw, 0.6, 9); left > 0 && at < periodDays; left -= 1) {
    visits.push(visitAt(at, draw, prospectVisitTypes, personality, catalogue));
    at += exponential(draw, 12);
  }
  return visits;
}

function visitAt(
  at: number,
  draw: Draw,
  kinds: typeof buyerVisitTypes | typeof prospectVisitTypes,
  personality: Personality,
  catalogue: Catalogue,
): SimulatedInteraction {
  const { type } = oneByWeight<(typeof kinds)[number]>(draw, kinds);
  const basket = fillBasket(draw, personality, catalogue);
  return {
    type,
    at: Math.floor(at) + drawTimeOfDay(draw),
    lines: type === 'cart' ? basket : [oneOf<BasketLine>(draw, basket)],
  };
}
