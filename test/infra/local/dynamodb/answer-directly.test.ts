import {
  BatchGetCommand,
  BatchWriteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerDirectly } from '../../../../infra/local/dynamodb/answer-directly.ts';
import {
  type DynamoDbInProcess,
  startDynamoDbInProcess,
} from '../../../../infra/local/dynamodb/in-process.ts';
import { createTables } from '../../../../infra/local/tables.ts';
import { tableNamesFrom } from '../../../../shared/store/tables.ts';
import { documentClientFor } from './client.ts';

let database: DynamoDbInProcess;
let overHttp: DynamoDBDocumentClient;
let direct: DynamoDBDocumentClient;
beforeAll(async () => {
  database = await startDynamoDbInProcess();
  await createTables(database.url, tableNamesFrom({}));
  overHttp = documentClientFor(database.url);
  direct = documentClientFor(database.url);
  answerDirectly(direct, database.answer);
});
afterAll(async () => {
  overHttp.destroy();
  direct.destroy();
  await database.close();
});

const { activity: TableName } = tableNamesFrom({});
const Key = { customerId: 'C1', key: 'order#1' };

const scalar = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.integer().map((number) => number / 1e6),
  fc.boolean(),
  fc.constant(null),
  fc.uint8Array({ minLength: 1, maxLength: 20 }),
  fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 }).map((texts) => new Set(texts)),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.string({ minLength: 1 }).filter((name) => name !== '__proto__'),
      tie('value'),
      { maxKeys: 3 },
    ),
  ),
}));

test('what is written directly is read over HTTP, and the other way round', async () => {
  await fc.assert(
    fc.asyncProperty(value, fc.boolean(), async (what, isDirect) => {
      const [writer, reader] = isDirect ? [direct, overHttp] : [overHttp, direct];
      await writer.send(new PutCommand({ TableName, Item: { ...Key, what } }));
      const { Item } = await reader.send(new GetCommand({ TableName, Key }));
      const { Items } = await reader.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'customerId = :id',
          ExpressionAttributeValues: { ':id': 'C1' },
        }),
      );
      const { Item: same } = await writer.send(new GetCommand({ TableName, Key }));
      expect({ Item, Items }).toEqual({ Item: same, Items: [same] });
    }),
    { numRuns: 60 },
  );
});

test('a batch and an update say the same both ways', async () => {
  const answers = [];
  for (const client of [direct, overHttp]) {
    const written = await client.send(
      new BatchWriteCommand({
        RequestItems: {
          [TableName]: [
            { PutRequest: { Item: { ...Key, count: 1 } } },
            { DeleteRequest: { Key: { ...Key, key: 'order#2' } } },
          ],
        },
      }),
    );
    const updated = await client.send(
      new UpdateCommand({
        TableName,
        Key,
        UpdateExpression: 'SET #count = #count + :one',
        ExpressionAttributeNames: { '#count': 'count' },
        ExpressionAttributeValues: { ':one': 1 },
        ReturnValues: 'ALL_NEW',
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    const read = await client.send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys: [Key] } } }));
    answers.push([written, updated, read].map(({ $metadata, ...answer }) => answer));
  }
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]?.[1]).toMatchObject({ Attributes: { count: 2 } });
});

test.each([
  [
    'a condition that does not hold',
    { TableName, Item: Key, ConditionExpression: 'attribute_not_exists(customerId)' },
  ],
  ['a table that is not there', { TableName: 'absent', Item: Key }],
  ['a key that is not whole', { TableName, Item: { customerId: 'C1' } }],
  ['an expression that cannot be read', { TableName, Item: Key, ConditionExpression: 'is it' }],
])('%s is the same exception both ways', async (_, input) => {
  await overHttp.send(new PutCommand({ TableName, Item: Key }));
  const refusalOf = (client: DynamoDBDocumentClient) =>
    client.send(new PutCommand(input)).then(
      () => undefined,
      (error) => [error.constructor.name, error.name, error.message, error.$metadata.httpStatusCode],
    );
  const refusal = await refusalOf(direct);
  expect(refusal).toEqual(await refusalOf(overHttp));
  expect(refusal?.[3]).toBe(400);
});
