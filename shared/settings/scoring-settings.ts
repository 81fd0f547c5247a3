import * as z from 'zod';

const fractionSchema = z.number().min(0).max(1);
const daysSchema = z.int().positive();

/** What turns expected orders into money: customer lifetime value. */
const valueSchema = z.strictObject({
  /** The share of an order's value that the shop keeps; 1 counts revenue. */
  margin: z.number().positive().max(1).default(1),
  /** Per year, as a fraction: 0.1 makes an order in a year's time worth 1/1.1 of one today. */
  annualDiscount: z.number().min(0).max(1).default(0.1),
  /** How many months ahead orders count. */
  months: z.int().min(1).max(60).default(12),
});

const rfmSchema = z.strictObject({
  /** How far past a cut-point, as a share of all customers, a customer must be before last night's score changes. */
  slack: z.number().min(0).max(0.09).default(0.02),
  /** The score from which the eight value groups call recency, frequency or money high. */
  highFrom: z.int().min(2).max(5).default(4),
});

/**
 * Where one lifecycle ends and the next begins. The first three are quantiles of the gaps between orders: 0.8 means
 * "four out of five repeat orders had come by then".
 */
const lifecycleSchema = z
  .strictObject({
    activeUpTo: fractionSchema.default(0.8),
    coolingUpTo: fractionSchema.default(0.85),
    /** Used only while no forecast can be made; with one, the chance decides who is lost. */
    silentUpTo: fractionSchema.default(0.99),
    /** The chance of an order is that of an order within this many days. */
    horizonDays: z.int().min(7).max(365).default(90),
    /** The average customer is the average over those who ordered within this many days. */
    recentDays: daysSchema.default(365),
    /** Quiet customers are silent when their chance is below this share of the average customer's. */
    silentBelow: z.number().positive().max(2).default(1),
    /** Those quiet beyond `coolingUpTo` are lost when their chance is below this share. */
    lostBelow: z.number().positive().max(2).default(0.5),
    /** How far within every limit, as a share of it, a customer must be to return without an order. */
    slack: z.number().min(0).max(0.5).default(0.15),
    /** Gaps, in days, for a shop without a model to measure its own. */
    assumedGapsDays: z
      .strictObject({ active: daysSchema, cooling: daysSchema, silent: daysSchema })
      .refine((gaps) => gaps.active < gaps.cooling && gaps.cooling < gaps.silent, {
        error: 'assumed gaps must rise: active < cooling < silent',
      })
      .default({ active: 60, cooling: 120, silent: 365 }),
    /** Days from the shop's first order before anything is forecast. */
    historyDaysNeeded: z.int().nonnegative().default(60),
  })
  .refine((at) => at.activeUpTo < at.coolingUpTo && at.coolingUpTo < at.silentUpTo && at.silentUpTo < 1, {
    error: 'quantiles must rise and stay below 1: activeUpTo < coolingUpTo < silentUpTo < 1',
  })
  .refine((at) => at.lostBelow < at.silentBelow, { error: 'lostBelow must be less than silentBelow' });

/**
 * How many orders each month of the year brings, from January, relative to the others: what is known of a season before
 * the shop's own 24 months show it.
 */
const seasonSchema = z.array(z.number().positive().max(100)).length(12).optional();

/** Spend in the last 12 months, in minor units, from which each tier begins. Bronze begins at nothing. */
const tiersSchema = z
  .strictObject({
    silver: z.int().positive().default(20_000),
    gold: z.int().positive().default(50_000),
    platinum: z.int().positive().default(150_000),
    /** How long a customer keeps a tier after the spend has become too low for it. */
    graceDays: z.int().nonnegative().default(30),
  })
  .refine((tiers) => tiers.silver < tiers.gold && tiers.gold < tiers.platinum, {
    error: 'tiers must rise: silver < gold < platinum',
  });

const traitsSchema = z.strictObject({
  /** Share of orders with a discount from which a customer counts as discount-driven. */
  discountedShare: fractionSchema.default(0.5),
  /** Share of order value given back from which a customer counts as dissatisfied. */
  refundedShare: fractionSchema.default(0.3),
  /** The Net Promoter Score (0 to 10) up to which a customer counts as dissatisfied: a detractor. */
  npsUpTo: z.int().min(0).max(10).default(6),
  /** The satisfaction score (1 to 5) up to which a customer counts as dissatisfied. */
  csatUpTo: z.int().min(1).max(5).default(2),
  /** For how long a score, or a complaint that nobody closed, counts. */
  feedbackDays: daysSchema.default(180),
  /** For how long looking at something without buying it counts as interest. */
  interestDays: daysSchema.default(30),
  /** For how long a customer who came back counts as reactivated. */
  reactivatedDays: daysSchema.default(30),
  /** Order days from which a customer can count as loyal. */
  loyalOrderDays: z.int().positive().default(5),
  /** Traits about habits need at least this many orders. */
  ordersNeeded: z.int().positive().default(2),
});

/** Whose value is expected to grow. A position is the share of customers below: 0.7 is better than 70%. */
const potentialSchema = z.strictObject({
  /** How far the position by expected value must be above the position by last year's spend. */
  ahead: fractionSchema.default(0.1),
  /** The position by expected value from which a customer is worth the effort. */
  from: fractionSchema.default(0.5),
  slack: z.number().min(0).max(0.2).default(0.03),
});

/** Who is worth the most to the shop: a score from 0 to 100, the weighted mean of three. */
const effectiveSchema = z.strictObject({
  weights: z
    .strictObject({
      value: fractionSchema.default(0.5),
      influence: fractionSchema.default(0.2),
      loyalty: fractionSchema.default(0.3),
    })
    .refine((weights) => weights.value + weights.influence + weights.loyalty > 0, {
      error: 'at least one weight must be above 0',
    })
    .prefault({}),
  /** Influence is full from this many friends who bought. */
  fullInfluenceReferrals: z.int().positive().default(3),
  /** What a friend who was sent but did not buy counts, where one who bought counts 1. */
  sentOverWon: fractionSchema.default(0.25),
  from: z.number().min(0).max(100).default(70),
  slack: z.number().min(0).max(20).default(3),
});

/** Money, authority and need, each from what can be measured. */
const manSchema = z.strictObject({
  /** Money is high from this position by the value of an order. */
  moneyFrom: fractionSchema.default(0.5),
  /** Need is high from this share of the average customer's chance of an order. */
  needFrom: z.number().positive().max(2).default(1),
  /** From this many days with a filled cart and no order ever, somebody else seems to decide. */
  cartDaysWithoutOrder: z.int().positive().default(3),
  /** From this share of orders cancelled, out of at least two, somebody else seems to decide. */
  cancelledShare: fractionSchema.default(0.5),
  /** Instalments are offered where an order is worth this much on average, in minor units. */
  instalmentsFrom: z.int().positive().default(20_000),
  slack: z.number().min(0).max(0.5).default(0.1),
});

const concentrationSchema = z.strictObject({
  /** The share of a period's buyers, by spend, who count as its heavy buyers. */
  heavyShare: z.number().min(0.01).max(0.5).default(0.2),
});

/** Every threshold of scoring; docs/scoring.md says what each decides. */
export const scoringShape = {
  value: valueSchema.prefault({}),
  rfm: rfmSchema.prefault({}),
  lifecycle: lifecycleSchema.prefault({}),
  tiers: tiersSchema.prefault({}),
  traits: traitsSchema.prefault({}),
  potential: potentialSchema.prefault({}),
  effective: effectiveSchema.prefault({}),
  man: manSchema.prefault({}),
  concentration: concentrationSchema.prefault({}),
  season: seasonSchema,
};

const scoringSchema = z.object(scoringShape);

export type ScoringSettings = Readonly<z.output<typeof scoringSchema>>;
export type LifecycleSettings = ScoringSettings['lifecycle'];
export type TierSettings = ScoringSettings['tiers'];
export type TraitSettings = ScoringSettings['traits'];

/** The thresholds alone, without the other settings, as a night stores them with what it measured. */
export const scoringSettingsIn = (settings: ScoringSettings): ScoringSettings =>
  scoringSchema.parse(settings);
