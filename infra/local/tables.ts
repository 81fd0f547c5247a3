import { setTimeout } from 'node:timers/promises';
import {
  type AttributeDefinition,
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type KeySchemaElement,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb';
import { RekindleError } from '../../shared/errors.ts';
import { type TableName, type TableNames, type TableShape, tableShapes } from '../../shared/store/tables.ts';

/**
 * Creates the tables that do not exist yet, with the shapes that the CDK app deploys, and resolves when all of them can
 * be used: a table that is still being created answers every request with ResourceNotFoundException.
 *
 * @throws RekindleError when a table is still being created after half a minute
 */
export async function createTables(
  endpoint: string,
  names: TableNames,
  patience: Patience = halfAMinute,
): Promise<void> {
  const client = new DynamoDBClient({ endpoint, ...localIdentity });
  try {
    for (const [table, shape] of Object.entries(tableShapes)) {
      await client.send(createTableCommandFor(names[table as TableName], shape)).catch((error: unknown) => {
        if (!(error instanceof ResourceInUseException)) throw error;
      });
    }
    for (const name of Object.values(names)) await waitUntilActive(client, name, patience);
  } finally {
    client.destroy();
  }
}

/** How often a table is asked for, and what happens in between. */
export interface Patience {
  readonly attempts: number;
  pause(): Promise<unknown>;
}

const halfAMinute: Patience = { attempts: 3_000, pause: () => setTimeout(10) };

async function waitUntilActive(
  client: DynamoDBClient,
  TableName: string,
  { attempts, pause }: Patience,
): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (await isActive(client, TableName)) return;
    await pause();
  }
  throw new RekindleError(
    `table ${TableName} is still being created; if the last start was broken off, delete this folder's "dynamodb" and start again`,
  );
}

/** True when a table and all its indexes can be used. */
async function isActive(client: DynamoDBClient, TableName: string): Promise<boolean> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  const indexes = Table?.GlobalSecondaryIndexes ?? [];
  return Table?.TableStatus === 'ACTIVE' && indexes.every(({ IndexStatus }) => IndexStatus === 'ACTIVE');
}

/** The region and credentials that the AWS SDK requires; the embedded stack ignores them. */
export const localIdentity = {
  region: 'local',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
} as const;

function createTableCommandFor(TableName: string, shape: TableShape): CreateTableCommand {
  const indexes = Object.entries(shape.indexes);
  const keys = [shape, ...indexes.map(([, index]) => index)].flatMap((one) => [
    one.partitionKey,
    one.sortKey ?? [],
  ]);
  return new CreateTableCommand({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...new Set(keys.flat())].map(
      (AttributeName): AttributeDefinition => ({ AttributeName, AttributeType: 'S' }),
    ),
    KeySchema: keySchema(shape),
    ...(indexes.length > 0 && {
      GlobalSecondaryIndexes: indexes.map(([IndexName, index]) => ({
        IndexName,
        KeySchema: keySchema(index),
        Projection: { ProjectionType: index.holdsKeysOnly ? 'KEYS_ONLY' : 'ALL' },
      })),
    }),
  });
}

const keySchema = ({
  partitionKey,
  sortKey,
}: Pick<TableShape, 'partitionKey' | 'sortKey'>): KeySchemaElement[] => [
  { AttributeName: partitionKey, KeyType: 'HASH' },
  ...(sortKey === undefined ? [] : [{ AttributeName: sortKey, KeyType: 'RANGE' as const }]),
];
