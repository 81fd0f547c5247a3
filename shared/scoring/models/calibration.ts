/** What was predicted for one customer within a horizon, and what happened. */
export interface PredictionOutcome {
  /** The predicted chance of at least one order. */
  readonly chanceOfOrder: number;
  /** The predicted number of days with an order. */
  readonly expectedOrders: number;
  /** The actual number of days with an order. */
  readonly orders: number;
}

/** A tenth of the customers, sorted by the predicted chance of an order. */
export interface CalibrationDecile {
  readonly customers: number;
  /** Mean predicted chance. */
  readonly chanceOfOrder: number;
  /** Share that ordered. */
  readonly ordered: number;
  readonly expectedOrders: number;
  readonly orders: number;
}

/** How well a model predicted a period that it had not seen. */
export interface Calibration {
  readonly customers: number;
  readonly expectedOrders: number;
  readonly orders: number;
  /** Actual orders per predicted one; below 1, the model predicted too many. Absent when it predicted none. */
  readonly factor?: number;
  /** The 95% interval of the factor, from how far each customer was from what was predicted. */
  readonly factorInterval?: { readonly low: number; readonly high: number };
  /**
   * The chance that, of one customer who ordered and one who did not, the first had the higher predicted chance;
   * absent unless there are both.
   */
  readonly auc?: number;
  /** From the least likely up; fewer than ten when there are fewer customers. */
  readonly deciles: readonly CalibrationDecile[];
}

/** What was predicted to come from a customer within a horizon, and what came: orders, or money in minor units. */
export interface Predicted {
  readonly expected: number;
  readonly came: number;
}

/** How well a model predicted the money of a period that it had not seen. Amounts are in minor units. */
export interface MoneyCalibration extends Predicted {
  /** What came per unit predicted, and its 95% interval. Absent when nothing was predicted. */
  readonly factor?: number;
  readonly factorInterval?: { readonly low: number; readonly high: number };
  /** Tenths of the customers by what was predicted, from the least up, with what was predicted of each tenth. */
  readonly deciles: readonly (Predicted & { readonly customers: number })[];
}

/** Compares predicted money with what came, one of each per customer. */
export function moneyCalibrationOf(customers: readonly Predicted[]): MoneyCalibration {
  const ascending = [...customers].sort((one, another) => one.expected - another.expected);
  const totalsOf = (group: readonly Predicted[]): Predicted => ({
    expected: sumOf(group, (one) => one.expected),
    came: sumOf(group, (one) => one.came),
  });
  const totals = totalsOf(ascending);
  return {
    ...totals,
    ...(totals.expected > 0 && {
      factor: totals.came / totals.expected,
      factorInterval: factorIntervalOf(ascending, totals),
    }),
    deciles: tenthsOf(ascending).map((group) => ({ customers: group.length, ...totalsOf(group) })),
  };
}

/** Compares predictions with outcomes, one of each per customer. */
export function calibrationOf(predictions: readonly PredictionOutcome[]): Calibration {
  const ascending = [...predictions].sort((one, other) => one.chanceOfOrder - other.chanceOfOrder);
  const expectedOrders = sumOf(ascending, (one) => one.expectedOrders);
  const orders = sumOf(ascending, (one) => one.orders);
  const auc = areaUnderCurve(
    ascending.map((one) => ({ score: one.chanceOfOrder, isPositive: one.orders > 0 })),
  );
  return {
    customers: ascending.length,
    expectedOrders,
    orders,
    ...(expectedOrders > 0 && {
      factor: orders / expectedOrders,
      factorInterval: factorIntervalOf(
        ascending.map((one) => ({ expected: one.expectedOrders, came: one.orders })),
        { expected: expectedOrders, came: orders },
      ),
    }),
    ...(auc !== undefined && { auc }),
    deciles: decilesOf(ascending),
  };
}

/** Customers are independent of each other, however their orders cluster: their squared errors add up. */
function factorIntervalOf(
  customers: readonly Predicted[],
  { expected, came }: Predicted,
): { low: number; high: number } {
  const spread = 1.96 * Math.sqrt(sumOf(customers, (one) => (one.came - one.expected) ** 2));
  return { low: Math.max(0, (came - spread) / expected), high: (came + spread) / expected };
}

function tenthsOf<T>(ascending: readonly T[]): (readonly T[])[] {
  const edgeOf = (tenth: number) => Math.round((tenth * ascending.length) / 10);
  return Array.from({ length: 10 }, (_, tenth) => ascending.slice(edgeOf(tenth), edgeOf(tenth + 1))).filter(
    (group) => group.length > 0,
  );
}

const decilesOf = (ascending: readonly PredictionOutcome[]): CalibrationDecile[] =>
  tenthsOf(ascending).map((group) => ({
    customers: group.length,
    chanceOfOrder: sumOf(group, (one) => one.chanceOfOrder) / group.length,
    ordered: sumOf(group, (one) => (one.orders > 0 ? 1 : 0)) / group.length,
    expectedOrders: sumOf(group, (one) => one.expectedOrders),
    orders: sumOf(group, (one) => one.orders),
  }));

/**
 * The area under the ROC curve, by ranks (Mann & Whitney); a tie counts half. It is from 0 to 1, and 0.5 for a useless
 * score; undefined unless there are both positives and others.
 */
export function areaUnderCurve(
  scored: readonly { readonly score: number; readonly isPositive: boolean }[],
): number | undefined {
  const ascending = [...scored].sort((one, other) => one.score - other.score);
  let positives = 0;
  let rankSum = 0;
  for (let from = 0; from < ascending.length; ) {
    let to = from;
    let positivesHere = 0;
    while (to < ascending.length && ascending[to]?.score === ascending[from]?.score) {
      if (ascending[to]?.isPositive) positivesHere += 1;
      to += 1;
    }
    positives += positivesHere;
    rankSum += (positivesHere * (from + 1 + to)) / 2;
    from = to;
  }
  const others = ascending.length - positives;
  if (positives === 0 || others === 0) return undefined;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * others);
}

const sumOf = <T>(items: readonly T[], number: (item: T) => number): number =>
  items.reduce((sum, item) => sum + number(item), 0);
