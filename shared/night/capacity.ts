/** Capacity units that DynamoDB reported as consumed. */
export interface Capacity {
  readonly readUnits: number;
  readonly writeUnits: number;
}

export const noCapacity: Capacity = { readUnits: 0, writeUnits: 0 };

/** The sum of two amounts of capacity. */
export const sumCapacity = (one: Capacity, other: Capacity): Capacity => ({
  readUnits: one.readUnits + other.readUnits,
  writeUnits: one.writeUnits + other.writeUnits,
});

/** List prices of DynamoDB on demand, in US dollars (docs/deploy.md). */
const perReadUnit = 0.125 / 1e6;
const perWriteUnit = 0.625 / 1e6;

/** What capacity costs on demand, in US dollars, at list prices. */
export const dollarsFor = ({ readUnits, writeUnits }: Capacity): number =>
  readUnits * perReadUnit + writeUnits * perWriteUnit;
