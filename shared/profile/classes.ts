import type { PlainDate } from '../calendar.ts';

export const lifecycles = ['prospect', 'first-time', 'active', 'cooling', 'silent', 'lost'] as const;
export type Lifecycle = (typeof lifecycles)[number];

export const tiers = ['bronze', 'silver', 'gold', 'platinum'] as const;
export type Tier = (typeof tiers)[number];

export const traits = [
  'discount-driven',
  'dissatisfied',
  'loyal',
  'high-value',
  'interested',
  'reactivated',
  'potential',
  'effective',
] as const;
export type Trait = (typeof traits)[number];

export type Score = 1 | 2 | 3 | 4 | 5;

/** Recency, frequency and monetary value, each from 1 (worst fifth) to 5 (best fifth). */
export interface RfmScores {
  readonly recency: Score;
  readonly frequency: Score;
  readonly monetary: Score;
}

/** Levels of money, authority and need. What was never measured is `unknown`, not `low`. */
export const levels = ['high', 'low', 'unknown'] as const;
export type Level = (typeof levels)[number];

/** Money, authority and need of a customer, as sales people qualify whom to talk to. */
export interface Man {
  readonly money: Level;
  readonly authority: Level;
  readonly need: Level;
}

/** A class with its history: what it is, since which night, and what it was before. */
export interface Dated<T> {
  readonly is: T;
  readonly since: PlainDate;
  readonly was?: T;
}

/** A customer's tier; bronze, which begins at nothing, before the first night. */
export const tierOf = (classes: Pick<Classes, 'tier'> | undefined): Tier => classes?.tier.is ?? 'bronze';

/** What a night decides about one customer. */
export interface Classes {
  readonly lifecycle: Dated<Lifecycle>;
  readonly tier: Dated<Tier>;
  /** Since when the spend has been too low for the tier, while the grace period still keeps it. */
  readonly tierUnearnedSince?: PlainDate;
  /** Absent for a prospect. */
  readonly rfm?: RfmScores;
  readonly man: Man;
  readonly traits: readonly Trait[];
  /** The last night that changed any of this. */
  readonly decidedOn: PlainDate;
}
