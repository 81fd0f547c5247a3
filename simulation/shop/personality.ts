import { categories } from './catalogue.ts';
import { between, chance, createRandomStream, logNormal, oneOf } from './random.ts';

/** A customer's lasting characteristics. They are hidden outside the simulation and can only be inferred. */
export interface Personality {
  /** How full baskets are; around 1. */
  readonly appetite: number;
  /** The categories from which most purchases come. */
  readonly favourites: readonly [string, string];
  readonly isDiscountDriven: boolean;
  /** Returns products often. */
  readonly isHardToPlease: boolean;
  /** The mailbox no longer exists: every email bounces. */
  readonly hasDeadAddress: boolean;
  /** Probability of opening an email. */
  readonly openChance: number;
  /** Probability of clicking in an opened email. */
  readonly clickChance: number;
  /** Probability of answering the phone. */
  readonly answerChance: number;
  /** Asks not to be called again when reached by phone. */
  readonly hatesCalls: boolean;
}

/** The share of customers whose mailbox no longer exists. */
export const shareOfDeadAddresses = 0.025;

/** The personality of a customer or prospect by number. */
export function personalityOf(seed: number, number: number): Personality {
  const draw = createRandomStream(seed, number, 'temper');
  return {
    appetite: Math.min(logNormal(draw, 0.9, 0.75), 12),
    favourites: [oneOf(draw, categories), oneOf(draw, categories)],
    isDiscountDriven: chance(draw, 0.11),
    isHardToPlease: chance(draw, 0.05),
    hasDeadAddress: chance(draw, shareOfDeadAddresses),
    openChance: between(draw, 0.15, 0.75),
    clickChance: between(draw, 0.08, 0.4),
    answerChance: between(draw, 0.3, 0.75),
    hatesCalls: chance(draw, 0.06),
  };
}
