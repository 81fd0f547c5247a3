/** By what an order earns points, as it was when the order was first received. */
export interface Earning {
  /** Points for each whole unit of the currency, with at most two decimals. */
  readonly pointsRate: number;
  /** For how many months after the one of the order they count; absent for good. */
  readonly months?: number;
}
