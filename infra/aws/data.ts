import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { type TableName, type TableShape, tableShapes } from '../../shared/store/tables.ts';

export type Tables = Readonly<Record<TableName, Table>>;

/** The four tables: what a shop would miss. They outlive the stack and can be put back to any second of 35 days. */
export class Data extends Construct {
  readonly tables: Tables;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.tables = {
      customers: this.table('customers'),
      activity: this.table('activity'),
      journeys: this.table('journeys'),
      control: this.table('control'),
    };
  }

  private table(name: TableName): Table {
    const { partitionKey, sortKey, indexes, timeToLive }: TableShape = tableShapes[name];
    const table = new Table(this, `${name.charAt(0).toUpperCase()}${name.slice(1)}`, {
      partitionKey: stringKey(partitionKey),
      ...(sortKey !== undefined && { sortKey: stringKey(sortKey) }),
      // A night reads everything at once and the day next to nothing: capacity planned for either is wrong.
      billingMode: BillingMode.PAY_PER_REQUEST,
      // The key that AWS owns: encrypted at rest without a bill for each call to KMS, of which a night makes many.
      encryption: TableEncryption.DEFAULT,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN,
      ...(timeToLive !== undefined && { timeToLiveAttribute: timeToLive }),
    });
    for (const [indexName, key] of Object.entries(indexes)) {
      table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: stringKey(key.partitionKey),
        sortKey: stringKey(key.sortKey),
        // Whole items, because they are answered from the index. Sparse, so few: only items that have the keys.
        projectionType: ProjectionType.ALL,
      });
    }
    return table;
  }
}

const stringKey = (name: string) => ({ name, type: AttributeType.STRING });
