import { DescribeTimeToLiveCommand, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { PutCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { startDynamoDbInProcess } from '../../../../infra/local/dynamodb/in-process.ts';
import { createOrdersTable, documentClientFor } from './client.ts';

const unknownOperation = { name: 'UnknownOperationException' };

test('known gap: there are no transactions and no time to live', async () => {
  const database = await startDynamoDbInProcess();
  const client = documentClientFor(database.url);
  await createOrdersTable(client);
  const transaction = new TransactWriteCommand({
    TransactItems: [{ Put: { TableName: 'Orders', Item: { customerId: 'c1', orderId: 'o1' } } }],
  });
  await expect(client.send(transaction)).rejects.toMatchObject(unknownOperation);
  const expiry = { Enabled: true, AttributeName: 'expiresAt' };
  await expect(
    client.send(new UpdateTimeToLiveCommand({ TableName: 'Orders', TimeToLiveSpecification: expiry })),
  ).rejects.toMatchObject(unknownOperation);
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: 'Orders' }));
  expect(TimeToLiveDescription?.TimeToLiveStatus).toBe('DISABLED');
  client.destroy();
  await database.close();
});

test('known gap: items with equal index keys may hide each other in the index', async () => {
  const database = await startDynamoDbInProcess();
  const client = documentClientFor(database.url);
  await createOrdersTable(client);
  // The table keys `c1054` and `c2799` with order `o1` have the same first 24 bits of dynalite's hash.
  for (const customerId of ['c1054', 'c2799']) {
    const Item = { customerId, orderId: 'o1', openDay: '2027-01-10', openAt: '1' };
    await client.send(new PutCommand({ TableName: 'Orders', Item }));
  }
  const { Count } = await client.send(
    new QueryCommand({
      TableName: 'Orders',
      IndexName: 'openByDay',
      KeyConditionExpression: 'openDay = :d',
      ExpressionAttributeValues: { ':d': '2027-01-10' },
    }),
  );
  expect(Count).toBe(1);
  client.destroy();
  await database.close();
});
