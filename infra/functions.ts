import { type TableName, tableShapes } from '../shared/store/tables.ts';
import type { WorkflowName } from './workflows.ts';

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

/** One Lambda: where its handler is, how large it is, and all that it may do besides writing its log and its traces. */
export interface FunctionDefinition {
  /** The handler is functions/{folder}/{name}/handler.ts. */
  readonly folder: 'night' | 'campaigns' | 'callbacks' | 'api' | 'events';
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly tables: Readonly<Partial<Record<TableOrIndex, readonly TableAction[]>>>;
  /** An action on one workflow's executions. */
  readonly workflow?: {
    readonly action: 'states:DescribeExecution' | 'states:SendTaskSuccess';
    readonly of: WorkflowName;
  };
  readonly sendsEmail?: true;
}

// Memory buys CPU: 1,769 MB are one whole virtual CPU. Less than 512 and a cold start takes its time.
const oneCpuMb = 1769;
const defaultMb = 512;

// Sizes that several functions share.
/** Scans and scores until a minute before the end, then hands over: the longer the better. Bound by CPU. */
const pass = { memoryMb: oneCpuMb, timeoutSeconds: 900 } as const;
/** A handful of reads and writes; a minute covers a throttled table's retries. */
const short = { memoryMb: defaultMb, timeoutSeconds: 60 } as const;
/** Somebody waits for the answer. Above all it ends before API Gateway gives up, after 30 seconds. */
const answer = { memoryMb: defaultMb, timeoutSeconds: 10 } as const;
/** A hundred facts of as many customers, eight at a time. */
const ingest = { memoryMb: 1024, timeoutSeconds: 29 } as const;

// Rights that several functions share, by the name of what they call.
/** store.settings.salt() makes the salt when there is none yet. */
const readAndMakeSalt = ['GetItem', 'PutItem'] as const;
/** takeIn(): activity.record() and the fold that follows it. */
const takeIn = { activity: ['PutItem', 'Query'], customers: ['GetItem', 'PutItem'] } as const;

/**
 * Every Lambda, the night first. A workflow calls each by its name in Pascal case: `${OpenNight}` stands for
 * functions/night/open-night. A test derives the same rights from the store methods that each function calls.
 */
export const functions = {
  'open-night': {
    folder: 'night',
    ...short,
    tables: { control: ['GetItem', 'PutItem', 'Query'], customers: ['DescribeTable'] },
    workflow: { action: 'states:DescribeExecution', of: 'nightly-rescore' },
  },
  'measure-population': {
    folder: 'night',
    ...pass,
    tables: { control: ['GetItem', 'PutItem'], customers: ['Scan'] },
  },
  'fit-population': {
    folder: 'night',
    /** Merges up to a thousand segments' histograms and fits the model to them: a pass in CPU, not in time. */
    memoryMb: oneCpuMb,
    timeoutSeconds: 300,
    tables: { control: ['GetItem', 'PutItem', 'Query'] },
  },
  'rescore-and-enrol': {
    folder: 'night',
    ...pass,
    tables: {
      control: [...readAndMakeSalt, 'Query'],
      customers: ['GetItem', 'Scan', 'UpdateItem'],
      journeys: ['PutItem'],
    },
  },
  'close-night': { folder: 'night', ...short, tables: { control: ['GetItem', 'PutItem', 'Query'] } },

  'list-due-steps': {
    folder: 'campaigns',
    ...short,
    tables: { control: ['DeleteItem', 'GetItem', 'PutItem', 'Query'] },
  },
  'run-step': {
    folder: 'campaigns',
    /** Works through a shard page by page until a minute before the end. Waits for DynamoDB and SES, so little CPU. */
    memoryMb: defaultMb,
    timeoutSeconds: 900,
    tables: {
      control: readAndMakeSalt,
      customers: ['BatchGetItem'],
      journeys: ['GetItem', 'Query', 'UpdateItem'],
      activity: ['GetItem', 'PutItem'],
    },
    sendsEmail: true,
  },
  'close-step': { folder: 'campaigns', ...short, tables: { control: ['DeleteItem', 'GetItem', 'PutItem'] } },

  'queue-callback': {
    folder: 'callbacks',
    ...short,
    tables: { control: ['GetItem'], activity: ['GetItem', 'PutItem'] },
    workflow: { action: 'states:SendTaskSuccess', of: 'callback-task' },
  },
  'reward-callback': {
    folder: 'callbacks',
    ...short,
    tables: { control: readAndMakeSalt, activity: ['GetItem', 'PutItem'], customers: ['GetItem'] },
    sendsEmail: true,
  },
  'stop-calling': { folder: 'callbacks', ...short, tables: { control: ['GetItem'], ...takeIn } },
  'close-callback': { folder: 'callbacks', ...short, tables: { activity: ['GetItem', 'PutItem'] } },

  'ingest-orders': { folder: 'api', ...ingest, tables: { control: ['GetItem'], ...takeIn } },
  'ingest-activity': { folder: 'api', ...ingest, tables: { control: ['GetItem'], ...takeIn } },
  'redeem-coupon': {
    folder: 'api',
    ...answer,
    tables: {
      control: ['GetItem'],
      activity: ['GetItem', 'Query', 'UpdateItem'],
      'activity/byName': ['Query'],
      customers: ['GetItem', 'PutItem'],
    },
  },
  'callback-tasks': {
    folder: 'api',
    ...answer,
    tables: {
      activity: ['GetItem', 'PutItem'],
      'activity/byName': ['Query'],
      'activity/waiting': ['Query'],
      customers: ['GetItem'],
    },
    workflow: { action: 'states:SendTaskSuccess', of: 'callback-task' },
  },
  unsubscribe: { folder: 'api', ...answer, tables: { control: readAndMakeSalt, ...takeIn } },

  'record-email-event': {
    folder: 'events',
    /** Called several times for each email; retries ten times against other events of the same message. */
    memoryMb: defaultMb,
    timeoutSeconds: 30,
    tables: {
      control: ['GetItem'],
      journeys: ['GetItem', 'UpdateItem'],
      customers: ['GetItem', 'PutItem'],
      activity: ['GetItem', 'PutItem', 'Query'],
    },
  },
  'record-night-failure': { folder: 'events', ...short, tables: { control: ['PutItem', 'Query'] } },
} as const satisfies Record<string, FunctionDefinition>;

/** The name of a Lambda, and of the folder that holds its handler. */
export type FunctionName = keyof typeof functions;

const isFunctionName = (name: string): name is FunctionName => name in functions;

/** The names of all functions, the night first. */
export const functionNames: readonly FunctionName[] = Object.keys(functions).filter(isFunctionName);

/** The name by which a workflow calls what it runs: `OpenNight` for `open-night`. */
export const placeholderFor = (name: FunctionName | WorkflowName): string =>
  name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());

/** The path of a function's handler, from the root of the project. */
export const handlerPath = (name: FunctionName): string =>
  `functions/${functions[name].folder}/${name}/handler.ts`;

/** One line of a function's rights, its target taken apart. */
export interface TableGrant {
  readonly table: TableName;
  readonly index: string | undefined;
  readonly actions: readonly TableAction[];
}

/** What one function may do, table by table. */
export const tableGrantsOf = (name: FunctionName): readonly TableGrant[] => {
  const { tables }: FunctionDefinition = functions[name];
  return Object.entries(tables).map(([target, actions]) => {
    const [table = '', index] = target.split('/');
    if (!isTable(table)) throw new Error(`${target} is neither a table nor an index`);
    return { table, index, actions };
  });
};

const isTable = (name: string): name is TableName => name in tableShapes;
