import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type TableShape, tableShapes } from '../../../shared/store/tables.ts';
import { synthesise } from './synthesise.ts';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const tableSchema = z.object({
  DeletionPolicy: z.string(),
  UpdateReplacePolicy: z.string(),
  Properties: z.object({
    TableName: z.string().optional(),
    BillingMode: z.string(),
    KeySchema: keySchema,
    PointInTimeRecoverySpecification: z.object({ PointInTimeRecoveryEnabled: z.boolean() }),
    TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
    GlobalSecondaryIndexes: z
      .object({
        IndexName: z.string(),
        KeySchema: keySchema,
        Projection: z.object({ ProjectionType: z.enum(['ALL', 'KEYS_ONLY']) }),
      })
      .array()
      .default([]),
  }),
});

const { template } = synthesise();
const tables = Object.entries(template.findResources('AWS::DynamoDB::Table')).map(
  ([id, table]) => [id, tableSchema.parse(table)] as const,
);

const shapes: [string, TableShape][] = Object.entries(tableShapes);
const tableOf = (name: string) => {
  const entry = tables.find(([id]) => id.toLowerCase().startsWith(`data${name}`));
  return entry?.[1] ?? expect.fail(`the ${name} table is not deployed`);
};
const keyOf = (keys: z.infer<typeof keySchema>) => keys.map(({ AttributeName }) => AttributeName);

describe('the tables', () => {
  test('are those of the store, no more and no fewer', () => {
    expect(tables).toHaveLength(shapes.length);
  });

  describe.each(shapes)('such as %s', (name, shape) => {
    const table = tableOf(name);

    test('outlive their replacement', () => {
      expect(table.UpdateReplacePolicy).toBe('Retain');
    });

    test('outlive the stack, but not a failed deployment that created them', () => {
      expect(table.DeletionPolicy).toBe('RetainExceptOnCreate');
    });

    test('can be restored to an earlier second', () => {
      expect(table.Properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled).toBe(true);
    });

    test('are billed per request', () => {
      expect(table.Properties.BillingMode).toBe('PAY_PER_REQUEST');
    });

    test('leave their name to CloudFormation', () => {
      expect(table.Properties.TableName).toBeUndefined();
    });

    test('have the keys and indexes that the store reads by', () => {
      const { partitionKey, sortKey, indexes } = shape;
      expect(keyOf(table.Properties.KeySchema)).toEqual([partitionKey, ...(sortKey ? [sortKey] : [])]);
      const deployed = table.Properties.GlobalSecondaryIndexes.map(({ IndexName, KeySchema, Projection }) => {
        const [partition, sort] = keyOf(KeySchema);
        const isKeysOnly = Projection.ProjectionType === 'KEYS_ONLY';
        return [
          IndexName,
          { partitionKey: partition, sortKey: sort, ...(isKeysOnly && { holdsKeysOnly: true }) },
        ];
      });
      expect(Object.fromEntries(deployed)).toEqual(indexes);
    });

    test('delete expired items where the store says so', () => {
      expect(table.Properties.TimeToLiveSpecification?.AttributeName).toBe(shape.timeToLive);
    });
  });
});

test('the tables can be protected from deletion and warmed up, by options as the command line writes them', () => {
  const { template } = synthesise({ deletionProtection: 'true', warmWrites: '20000' });
  const deployed = Object.values(template.findResources('AWS::DynamoDB::Table'));
  expect(deployed).toHaveLength(shapes.length);
  for (const { Properties } of deployed) {
    expect(Properties).toMatchObject({
      DeletionProtectionEnabled: true,
      WarmThroughput: { WriteUnitsPerSecond: 20_000 },
    });
  }
});
