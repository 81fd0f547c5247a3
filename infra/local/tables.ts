import {
  type AttributeDefinition,
  CreateTableCommand,
  DynamoDBClient,
  type KeySchemaElement,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb';
import { type TableName, type TableNames, type TableShape, tableShapes } from '../../shared/store/tables.ts';

/** Creates the tables that do not exist yet, with the shapes that the CDK app deploys. */
export async function createTables(endpoint: string, names: TableNames): Promise<void> {
  const client = new DynamoDBClient({ endpoint, ...localIdentity });
  try {
    for (const [table, shape] of Object.entries(tableShapes)) {
      await client.send(createTableCommandFor(names[table as TableName], shape)).catch((error: unknown) => {
        if (!(error instanceof ResourceInUseException)) throw error;
      });
    }
  } finally {
    client.destroy();
  }
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
        Projection: { ProjectionType: 'ALL' },
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
