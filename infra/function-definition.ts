import type { TableName, tableShapes } from '../shared/store/tables.ts';
import type { WorkflowName } from './workflows.ts';

/** A table (`activity`) or one of its indexes (`activity/byName`). */
export type TableOrIndex = {
  [T in TableName]: T | `${T}/${keyof (typeof tableShapes)[T]['indexes'] & string}`;
}[TableName];

/** A DynamoDB action, without its IAM prefix `dynamodb:`. */
export type TableAction =
  | 'BatchGetItem'
  | 'DeleteItem'
  | 'DescribeTable'
  | 'GetItem'
  | 'PutItem'
  | 'Query'
  | 'Scan'
  | 'UpdateItem';

/** What a function may do with a workflow or its executions. */
export type WorkflowAction = 'states:DescribeExecution' | 'states:SendTaskSuccess' | 'states:StartExecution';

/** One Lambda: its size, and everything it may do besides writing its own log and traces. */
export interface FunctionDefinition {
  /** The handler is functions/{folder}/{name}/handler.ts. */
  readonly folder: 'night' | 'campaigns' | 'callbacks' | 'api' | 'console' | 'events';
  /** Memory in MB. Lambda allots CPU in proportion to it. */
  readonly memoryMb: number;
  /** After this many seconds Lambda stops the invocation; it allows at most 900. */
  readonly timeoutSeconds: number;
  /** The actions allowed on each table and index. */
  readonly tables: Readonly<Partial<Record<TableOrIndex, readonly TableAction[]>>>;
  /** What it may do with workflows and their executions. */
  readonly workflows?: Readonly<Partial<Record<WorkflowName, readonly WorkflowAction[]>>>;
  /** The only partitions of these tables that it may touch; `*` at the end stands for anything. */
  readonly partitions?: Readonly<Partial<Record<TableName, readonly string[]>>>;
  /** The only attributes that it may name when it updates items of these tables, keys included. */
  readonly updates?: Readonly<Partial<Record<TableName, readonly string[]>>>;
  /** A function that it may invoke. */
  readonly invokes?: string;
  /** Set when the function may see and change who signs in to the console. */
  readonly managesPeople?: true;
  /** Set when a function that sends email may also ask SES how the sender is set up. */
  readonly asksAboutSender?: true;
  /** Set when the function may take addresses off the list of those that SES delivers nothing to. */
  readonly releasesAddresses?: true;
  /** Set when the function may send email through SES. */
  readonly sendsEmail?: true;
}
