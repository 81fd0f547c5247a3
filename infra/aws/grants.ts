import { type TableName, tableShapes } from '../../shared/store/tables.ts';
import type { FunctionName, WorkflowName } from '../function-names.ts';

/** A table, or one of its indexes. */
export type TableOrIndex = {
  [T in TableName]: T | `${T}/${keyof (typeof tableShapes)[T]['indexes'] & string}`;
}[TableName];

export type TableAction =
  | 'BatchGetItem'
  | 'DeleteItem'
  | 'DescribeTable'
  | 'GetItem'
  | 'PutItem'
  | 'Query'
  | 'Scan'
  | 'UpdateItem';

/** All that a function may do, besides writing its log and its traces. */
export interface Grants {
  readonly tables: Readonly<Partial<Record<TableOrIndex, readonly TableAction[]>>>;
  /** An action on one workflow's executions. */
  readonly workflow?: {
    readonly action: 'states:DescribeExecution' | 'states:SendTaskSuccess';
    readonly of: WorkflowName;
  };
  readonly sendsEmail?: true;
}

// The ways in which most functions come by their rights, by the name of what they call.
/** store.settings.salt() makes the salt when there is none yet. */
const readAndMakeSalt = ['GetItem', 'PutItem'] as const;
/** activity.record() and the fold that follows it. */
const recordAndFold = { activity: ['PutItem', 'Query'], customers: ['GetItem', 'PutItem'] } as const;
/** runShard() and what it calls. */
const runShard = { customers: ['BatchGetItem'], journeys: ['GetItem', 'Query', 'UpdateItem'] } as const;

/** Who may do what. A test derives the same from the store methods that each function calls. */
export const grants = {
  'open-night': {
    tables: { control: ['GetItem', 'PutItem', 'Query'], customers: ['DescribeTable'] },
    workflow: { action: 'states:DescribeExecution', of: 'nightly-rescore' },
  },
  'measure-population': { tables: { control: ['GetItem', 'PutItem'], customers: ['Scan'] } },
  'fit-population': { tables: { control: ['GetItem', 'PutItem', 'Query'] } },
  'rescore-and-enrol': {
    tables: {
      control: [...readAndMakeSalt, 'Query'],
      customers: ['GetItem', 'Scan', 'UpdateItem'],
      journeys: ['PutItem'],
    },
  },
  'close-night': { tables: { control: ['GetItem', 'PutItem', 'Query'] } },
  'record-night-failure': { tables: { control: ['PutItem', 'Query'] } },

  'list-due-steps': { tables: { control: ['DeleteItem', 'GetItem', 'PutItem', 'Query'] } },
  'send-emails': { tables: { control: readAndMakeSalt, ...runShard }, sendsEmail: true },
  'issue-coupons': {
    tables: { control: readAndMakeSalt, ...runShard, activity: ['GetItem', 'PutItem'] },
    sendsEmail: true,
  },
  'open-callbacks': { tables: { control: ['GetItem'], ...runShard } },
  'close-step': { tables: { control: ['DeleteItem', 'GetItem', 'PutItem'] } },
  'record-email-event': {
    tables: {
      control: ['GetItem'],
      journeys: ['GetItem', 'UpdateItem'],
      ...recordAndFold,
      activity: ['GetItem', 'PutItem', 'Query'],
    },
  },

  'queue-callback': {
    tables: { control: ['GetItem'], activity: ['GetItem', 'PutItem'] },
    workflow: { action: 'states:SendTaskSuccess', of: 'callback-task' },
  },
  'reward-callback': {
    tables: { control: readAndMakeSalt, activity: ['GetItem', 'PutItem'], customers: ['GetItem'] },
    sendsEmail: true,
  },
  'stop-calling': { tables: { control: ['GetItem'], ...recordAndFold } },
  'close-callback': { tables: { activity: ['GetItem', 'PutItem'] } },

  'ingest-orders': { tables: { control: ['GetItem'], ...recordAndFold } },
  'ingest-activity': { tables: { control: ['GetItem'], ...recordAndFold } },
  'redeem-coupon': {
    tables: {
      control: ['GetItem'],
      activity: ['GetItem', 'Query', 'UpdateItem'],
      'activity/byName': ['Query'],
      customers: ['GetItem', 'PutItem'],
    },
  },
  'callback-tasks': {
    tables: {
      activity: ['GetItem', 'PutItem'],
      'activity/byName': ['Query'],
      'activity/waiting': ['Query'],
      customers: ['GetItem'],
    },
    workflow: { action: 'states:SendTaskSuccess', of: 'callback-task' },
  },
  unsubscribe: { tables: { control: readAndMakeSalt, ...recordAndFold } },
} as const satisfies Record<FunctionName, Grants>;

/** One line of a function's grants, its target taken apart. */
export interface TableGrant {
  readonly table: TableName;
  readonly index: string | undefined;
  readonly actions: readonly TableAction[];
}

/** What one function may do, table by table. */
export const tableGrantsOf = (name: FunctionName): readonly TableGrant[] => {
  const tables: Grants['tables'] = grants[name].tables;
  return Object.entries(tables).map(([target, actions]) => {
    const [table = '', index] = target.split('/');
    if (!isTable(table)) throw new Error(`${target} is neither a table nor an index`);
    return { table, index, actions };
  });
};

const isTable = (name: string): name is TableName => name in tableShapes;
