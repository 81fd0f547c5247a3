import type { Personality } from './personality.ts';
import { between, chance, createRandomStream, type Draw, exponential } from './random.ts';

/** What happens to an order after it was placed. Delays are in fractional days. */
export type LaterChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'cancelled' | 'refunded'; readonly afterDays: number }
  | { readonly kind: 'refunded-in-part'; readonly afterDays: number; readonly share: number };

/** One of the shop's webhooks: which version of the order it carries, and when it is sent. */
export interface Webhook {
  readonly version: 'placed' | 'changed';
  /** Days since the order was placed, with a fraction. */
  readonly afterDays: number;
}

/** What happens to one order, and the webhooks that report it. */
export interface OrderOutcome {
  readonly laterChange: LaterChange;
  readonly webhooks: readonly Webhook[];
}

const hour = 1 / 24;

/** Draws what happens to one order, and when its webhooks are sent. */
export function orderOutcomeOf(
  seed: number,
  customer: number,
  orderIndex: number,
  personality: Personality,
): OrderOutcome {
  const draw = createRandomStream(seed, customer, 'aftermath', orderIndex);
  const laterChange = laterChangeOf(draw, personality);
  return { laterChange, webhooks: webhooksOf(draw, laterChange) };
}

function laterChangeOf(draw: Draw, personality: Personality): LaterChange {
  const luck = draw();
  if (luck < 0.015) return { kind: 'cancelled', afterDays: between(draw, hour / 6, 20 * hour) };
  const refundChance = personality.isHardToPlease ? 0.35 : 0.028;
  if (luck > 0.015 + refundChance) return { kind: 'none' };
  const afterDays = Math.min(2 + exponential(draw, 7), 60);
  if (chance(draw, 0.55)) return { kind: 'refunded', afterDays };
  return { kind: 'refunded-in-part', afterDays, share: between(draw, 0.1, 0.8) };
}

/**
 * Most webhooks arrive once and in order. Some are sent twice because our response got lost. Some are late because the
 * shop's queue stalled, and then a change can overtake the order that it changes.
 */
function webhooksOf(draw: Draw, laterChange: LaterChange): Webhook[] {
  const isLate = chance(draw, laterChange.kind === 'none' ? 0.004 : 0.06);
  const isRepeated = chance(draw, 0.01);
  const delay = between(draw, 0.2 * hour, 12 * hour);
  const repeatedAfter = between(draw, 0.05 * hour, 48 * hour);
  const changedAfter = laterChange.kind === 'none' ? 0 : laterChange.afterDays;
  const placedAfter = isLate ? changedAfter + delay : 0;
  return [
    { version: 'placed', afterDays: placedAfter },
    ...(laterChange.kind === 'none' ? [] : [{ version: 'changed' as const, afterDays: changedAfter }]),
    ...(isRepeated ? [{ version: 'placed' as const, afterDays: placedAfter + repeatedAfter }] : []),
  ];
}
