import { categories } from './catalogue.ts';
import { between, chance, createRandomStream, logNormal, oneOf } from './random.ts';

/** How a customer is, all life long. Nobody outside the simulation can see it; it can only be inferred. */
export interface Temper {
  /** Around 1; how full baskets are. */
  readonly appetite: number;
  /** Most of what is bought comes from here. */
  readonly favourites: readonly [string, string];
  readonly isDiscountDriven: boolean;
  /** Sends back what does not please, again and again. */
  readonly isHardToPlease: boolean;
  /** The mailbox no longer exists: every email bounces. */
  readonly hasDeadAddress: boolean;
  /** Chance of opening an email, of clicking in an opened one, and of answering the phone. */
  readonly opens: number;
  readonly clicks: number;
  readonly answers: number;
  /** Will say so when called. */
  readonly hatesCalls: boolean;
}

export const shareOfDeadAddresses = 0.025;

export function temperOf(seed: number, number: number): Temper {
  const draw = createRandomStream(seed, number, 'temper');
  return {
    appetite: Math.min(logNormal(draw, 0.9, 0.75), 12),
    favourites: [oneOf(draw, categories), oneOf(draw, categories)],
    isDiscountDriven: chance(draw, 0.11),
    isHardToPlease: chance(draw, 0.05),
    hasDeadAddress: chance(draw, shareOfDeadAddresses),
    opens: between(draw, 0.15, 0.75),
    clicks: between(draw, 0.08, 0.4),
    answers: between(draw, 0.3, 0.75),
    hatesCalls: chance(draw, 0.06),
  };
}
