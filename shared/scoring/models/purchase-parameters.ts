/**
 * While alive, a customer buys after gaps of k steps, each taken at a rate λ, and after a purchase drops out with a
 * chance p. Between customers λ is distributed as Gamma(r, α) and p as Beta(a, b). All times are in the same unit as α.
 */
export interface PurchaseParameters {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** A customer as these models see them; times are in the unit of the parameters. */
export interface PurchaseHistory {
  /** x: repeat purchases, on distinct days. */
  readonly x: number;
  /** t_x: time from the first purchase to the last; 0 without a repeat. */
  readonly tx: number;
  /** T: time from the first purchase to now. */
  readonly T: number;
}

/** Customers in weighted cells, as columns. `x` may be a mean over a cell, and so not a whole number. */
export interface WeightedHistories {
  readonly weight: Float64Array;
  readonly x: Float64Array;
  readonly tx: Float64Array;
  readonly T: Float64Array;
  /** At index n, how many customers have n repeat purchases or more; exact, however coarse the cells. */
  readonly atLeast: Float64Array;
  /** The sum of the logarithms of all gaps between purchases. */
  readonly logGaps: number;
}

/**
 * What distinguishes the models: whether a customer can drop out right after the very first purchase, and how regular
 * gaps are.
 */
export interface PurchaseShape {
  /** How many purchases a living customer has survived beyond the repeats: 0 for BG/NBD, 1 for MBG/NBD. */
  readonly survivedAtFirst: 0 | 1;
  /** k: the steps of a gap. With 1, purchases come at random; the more, the more regular they are. */
  readonly steps: number;
}
