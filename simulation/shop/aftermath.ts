import { between, chance, createRandomStream, type Draw, exponential } from './random.ts';
import type { Temper } from './temper.ts';

/** What happens to an order after it was placed. Delays are in days, with fractions. */
export type Aftermath =
  | { readonly kind: 'none' }
  | { readonly kind: 'cancelled' | 'refunded'; readonly afterDays: number }
  | { readonly kind: 'refunded-in-part'; readonly afterDays: number; readonly share: number };

/** One webhook of the shop: which version of the order it carries, and how long after the order it goes out. */
export interface Webhook {
  readonly version: 'placed' | 'changed';
  readonly afterDays: number;
}

export interface Fortune {
  readonly aftermath: Aftermath;
  readonly webhooks: readonly Webhook[];
}

const hour = 1 / 24;

/** Draws what becomes of one order, and how its webhooks travel. */
export function fortuneOf(seed: number, customer: number, orderIndex: number, temper: Temper): Fortune {
  const draw = createRandomStream(seed, customer, 'aftermath', orderIndex);
  const aftermath = aftermathOf(draw, temper);
  return { aftermath, webhooks: webhooksOf(draw, aftermath) };
}

function aftermathOf(draw: Draw, temper: Temper): Aftermath {
  const luck = draw();
  if (luck < 0.015) return { kind: 'cancelled', afterDays: between(draw, hour / 6, 20 * hour) };
  const refundChance = temper.isHardToPlease ? 0.35 : 0.028;
  if (luck > 0.015 + refundChance) return { kind: 'none' };
  const afterDays = Math.min(2 + exponential(draw, 7), 60);
  if (chance(draw, 0.55)) return { kind: 'refunded', afterDays };
  return { kind: 'refunded-in-part', afterDays, share: between(draw, 0.1, 0.8) };
}

/**
 * Most webhooks arrive once and in order. Some are sent twice because our answer got lost; some late because the
 * shop's queue stood still, and then a change can overtake the order that it changes.
 */
function webhooksOf(draw: Draw, aftermath: Aftermath): Webhook[] {
  const isLate = chance(draw, aftermath.kind === 'none' ? 0.004 : 0.06);
  const isRepeated = chance(draw, 0.01);
  const delay = between(draw, 0.2 * hour, 12 * hour);
  const repeatedAfter = between(draw, 0.05 * hour, 48 * hour);
  const changedAfter = aftermath.kind === 'none' ? 0 : aftermath.afterDays;
  const placedAfter = isLate ? changedAfter + delay : 0;
  return [
    { version: 'placed', afterDays: placedAfter },
    ...(aftermath.kind === 'none' ? [] : [{ version: 'changed' as const, afterDays: changedAfter }]),
    ...(isRepeated ? [{ version: 'placed' as const, afterDays: placedAfter + repeatedAfter }] : []),
  ];
}
