import { CreateTableCommand, DynamoDBClient, type GlobalSecondaryIndex } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Creates a client for a local endpoint. It never retries, so that a test sees the first failure. */
export function documentClientFor(url: string): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
    }),
  );
}

/** Creates the table `Orders`, keyed by customer and order, with a sparse index of open orders by day. */
export async function createOrdersTable(client: DynamoDBDocumentClient): Promise<void> {
  const openByDay: GlobalSecondaryIndex = {
    IndexName: 'openByDay',
    KeySchema: [
      { AttributeName: 'openDay', KeyType: 'HASH' },
      { AttributeName: 'openAt', KeyType: 'RANGE' },
    ],
    Projection: { ProjectionType: 'ALL' },
  };
  await client.send(
    new CreateTableCommand({
      TableName: 'Orders',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'customerId', KeyType: 'HASH' },
        { AttributeName: 'orderId', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: ['customerId', 'orderId', 'openDay', 'openAt'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S' as const,
      })),
      GlobalSecondaryIndexes: [openByDay],
    }),
  );
}
