import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { type TableName, type TableShape, tableShapes } from '../../shared/store/tables.ts';

/** The deployed tables, by the name that the store gives them. */
export type Tables = Readonly<Record<TableName, Table>>;

/** How the tables are kept, and prepared for a first night of millions. */
export interface DataProps {
  /** True to refuse every deletion, also by hand. A table that is protected cannot be rolled back either. */
  readonly deletionProtection?: boolean;
  /** Write units a second that each table and index takes from the beginning; a new one takes 4,000. */
  readonly warmWrites?: number | undefined;
}

/** The four tables. They outlive the stack and can be restored to any second of the last 35 days. */
export class Data extends Construct {
  readonly tables: Tables;

  private readonly props: DataProps;

  constructor(scope: Construct, id: string, props: DataProps = {}) {
    super(scope, id);
    this.props = props;
    this.tables = {
      customers: this.createTable('customers'),
      activity: this.createTable('activity'),
      journeys: this.createTable('journeys'),
      control: this.createTable('control'),
    };
  }

  private createTable(name: TableName): Table {
    const { partitionKey, sortKey, indexes, timeToLive }: TableShape = tableShapes[name];
    const { warmWrites } = this.props;
    const warm = warmWrites === undefined ? {} : { warmThroughput: { writeUnitsPerSecond: warmWrites } };
    const table = new Table(this, `${name.charAt(0).toUpperCase()}${name.slice(1)}`, {
      partitionKey: stringKey(partitionKey),
      ...(sortKey !== undefined && { sortKey: stringKey(sortKey) }),
      // A night reads every profile, a day next to nothing: provisioned capacity would be wrong for one or the other.
      billingMode: BillingMode.PAY_PER_REQUEST,
      // Encrypted under a key that AWS owns: KMS bills each call under any other key, and a night makes many.
      encryption: TableEncryption.DEFAULT,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // Kept when the stack goes, but not when the deployment that created it fails: it would be an orphan, and empty.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      deletionProtection: this.props.deletionProtection ?? false,
      ...warm,
      ...(timeToLive !== undefined && { timeToLiveAttribute: timeToLive }),
    });
    for (const [indexName, key] of Object.entries(indexes)) {
      table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: stringKey(key.partitionKey),
        sortKey: stringKey(key.sortKey),
        // Whole items where look-ups are answered from the index alone; such an index is sparse.
        projectionType: key.holdsKeysOnly ? ProjectionType.KEYS_ONLY : ProjectionType.ALL,
        ...warm,
      });
    }
    return table;
  }
}

const stringKey = (name: string) => ({ name, type: AttributeType.STRING });
