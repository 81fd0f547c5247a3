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
