/** What was foretold of one customer, and what came. */
export interface Foretold {
  readonly chanceOfOrder: number;
  readonly expectedOrders: number;
  /** Days with an order within the horizon. */
  readonly orders: number;
}

/** A tenth of the customers, by the chance of an order, from the least likely up. */
export interface CalibrationDecile {
  readonly customers: number;
  /** Mean chance that was foretold. */
  readonly chanceOfOrder: number;
  /** Share that did order. */
  readonly ordered: number;
  readonly expectedOrders: number;
  readonly orders: number;
}

/** How well a model foretold a period that it had not seen. */
export interface Calibration {
  readonly customers: number;
  readonly expectedOrders: number;
  readonly orders: number;
  /** Orders that came for each that was foretold; below 1, the model promised too much. Absent where none was. */
  readonly factor?: number;
  /** The chance that of two customers the one who ordered had been given the higher chance; absent without both. */
  readonly auc?: number;
  readonly deciles: readonly CalibrationDecile[];
}

/** Holds what was foretold against what came. */
export function calibrationOf(foretold: readonly Foretold[]): Calibration {
  const ascending = [...foretold].sort((one, other) => one.chanceOfOrder - other.chanceOfOrder);
  const expectedOrders = sumOf(ascending, (one) => one.expectedOrders);
  const orders = sumOf(ascending, (one) => one.orders);
  const auc = areaUnderCurve(
    ascending.map((one) => ({ score: one.chanceOfOrder, isPositive: one.orders > 0 })),
  );
  return {
    customers: ascending.length,
    expectedOrders,
    orders,
    ...(expectedOrders > 0 && { factor: orders / expectedOrders }),
    ...(auc !== undefined && { auc }),
    deciles: decilesOf(ascending),
  };
}

function decilesOf(ascending: readonly Foretold[]): CalibrationDecile[] {
  const edgeOf = (tenth: number) => Math.round((tenth * ascending.length) / 10);
  return Array.from({ length: 10 }, (_, tenth) => ascending.slice(edgeOf(tenth), edgeOf(tenth + 1)))
    .filter((group) => group.length > 0)
    .map((group) => ({
      customers: group.length,
      chanceOfOrder: sumOf(group, (one) => one.chanceOfOrder) / group.length,
      ordered: sumOf(group, (one) => (one.orders > 0 ? 1 : 0)) / group.length,
      expectedOrders: sumOf(group, (one) => one.expectedOrders),
      orders: sumOf(group, (one) => one.orders),
    }));
}

/**
 * The area under the ROC curve, by ranks (Mann & Whitney); a tie counts half. Undefined unless there are both
 * positives and others.
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
