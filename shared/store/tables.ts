/**
 * The keys and indexes of a table. The CDK app and the embedded stack create it from the same shape. All keys are
 * strings.
 */
export interface TableShape {
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly indexes: Readonly<Record<string, IndexShape>>;
  readonly timeToLive?: string;
}

/** An index. It holds whole items, unless it holds keys only, for finding items that are then read themselves. */
export interface IndexShape {
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly holdsKeysOnly?: true;
}

/** The four tables of a deployment. */
export const tableShapes = {
  /** The profile, about 1 KB. The only table that a night scans. */
  customers: {
    partitionKey: 'customerId',
    indexes: {
      byEmail: { partitionKey: 'emailKey', sortKey: 'customerId' },
      // For somebody who looks a customer up; a night that changes only classes writes neither.
      byPhone: { partitionKey: 'phoneKey', sortKey: 'customerId', holdsKeysOnly: true },
      byName: { partitionKey: 'namePrefix', sortKey: 'nameKey', holdsKeysOnly: true },
    },
  },
  /**
   * Orders, refunds, interactions, suppressions, coupons, callback tasks, and deliveries outside campaigns.
   */
  activity: {
    partitionKey: 'customerId',
    sortKey: 'key',
    timeToLive: 'expiresAt',
    indexes: {
      // One sparse index for everything that has a unique name: coupon codes and task ids.
      byName: { partitionKey: 'name', sortKey: 'customerId' },
      // Tasks that wait for staff, over a few partitions: a queue that people work through is short.
      waiting: { partitionKey: 'queue', sortKey: 'urgency' },
    },
  },
  /** Enrolments, keyed by `campaign#version#date#shard` and the customer's opaque id. */
  journeys: {
    partitionKey: 'cohortShard',
    sortKey: 'ref',
    timeToLive: 'expiresAt',
    // Serves erasure, export and the page of one customer; no night reads it.
    indexes: { ofCustomer: { partitionKey: 'customerId', sortKey: 'cohortShard', holdsKeysOnly: true } },
  },
  /** Campaigns, nights, populations, cohorts, settings. */
  control: { partitionKey: 'kind', sortKey: 'id', indexes: {}, timeToLive: 'expiresAt' },
} as const satisfies Record<string, TableShape>;

/** One of the four tables. */
export type TableName = keyof typeof tableShapes;
/** The name of each table in a deployment. */
export type TableNames = Readonly<Record<TableName, string>>;

/** The environment variable that holds a table's name in this deployment. */
export const tableVariable = (table: TableName): string => `REKINDLE_${table.toUpperCase()}_TABLE`;

/** Reads the table names from the environment; the defaults are `rekindle-customers` and so on. */
export const tableNamesFrom = (environment: Readonly<Record<string, string | undefined>>): TableNames => {
  const nameOf = (table: TableName) => environment[tableVariable(table)] ?? `rekindle-${table}`;
  return {
    customers: nameOf('customers'),
    activity: nameOf('activity'),
    journeys: nameOf('journeys'),
    control: nameOf('control'),
  };
};
