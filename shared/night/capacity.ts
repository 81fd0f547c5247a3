/** Capacity units that DynamoDB says it charged. */
export interface Capacity {
  readonly readUnits: number;
  readonly writeUnits: number;
}

export const noCapacity: Capacity = { readUnits: 0, writeUnits: 0 };

export const sumCapacity = (one: Capacity, other: Capacity): Capacity => ({
  readUnits: one.readUnits + other.readUnits,
  writeUnits: one.writeUnits + other.writeUnits,
});
