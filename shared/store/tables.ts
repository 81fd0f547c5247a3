/** A table's shape, as the CDK app and the embedded stack both create it. All keys are strings. */
export interface TableShape {
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly indexes: Readonly<Record<string, { readonly partitionKey: string; readonly sortKey: string }>>;
  readonly timeToLive?: string;
}

export const tableShapes = {
  /** The profile, about 1 KB. The only table that a night scans. */
  customers: {
    partitionKey: 'customerId',
    indexes: { byEmail: { partitionKey: 'emailKey', sortKey: 'customerId' } },
  },
  /**
   * Orders, refunds, what is told beyond orders, suppressions, coupons, callback tasks, and deliveries outside
   * campaigns.
   */
  activity: {
    partitionKey: 'customerId',
    sortKey: 'key',
    indexes: {
      // One sparse index for everything that is looked up by a name of its own: coupon codes and task ids.
      byName: { partitionKey: 'name', sortKey: 'customerId' },
      // Tasks that wait for staff. Spread over a few partitions; a queue that people work is short.
      waiting: { partitionKey: 'queue', sortKey: 'urgency' },
    },
  },
  /** Enrolments, by `campaign#version#date#shard` and customer. */
  journeys: { partitionKey: 'cohortShard', sortKey: 'customerId', indexes: {} },
  /** Campaigns, nights, populations, cohorts, settings. */
  control: { partitionKey: 'kind', sortKey: 'id', indexes: {}, timeToLive: 'expiresAt' },
} as const satisfies Record<string, TableShape>;

export type TableName = keyof typeof tableShapes;
export type TableNames = Readonly<Record<TableName, string>>;

/** The environment variable that tells a Lambda what a table is called in this deployment. */
export const tableVariable = (table: TableName): string => `REKINDLE_${table.toUpperCase()}_TABLE`;

/** Table names as the environment gives them; without it, `rekindle-customers` and so on. */
export const tableNamesFrom = (environment: Readonly<Record<string, string | undefined>>): TableNames => {
  const nameOf = (table: TableName) => environment[tableVariable(table)] ?? `rekindle-${table}`;
  return {
    customers: nameOf('customers'),
    activity: nameOf('activity'),
    journeys: nameOf('journeys'),
    control: nameOf('control'),
  };
};
