import type { FunctionDefinition } from './function-definition.ts';
import { batchIngest, defaultMb, interactive, oneCpuMb, segmentPass, shortTask } from './function-sizes.ts';
import { doorRights, secretRights, takeInRights, triggerRights } from './shared-rights.ts';
import type { WorkflowName } from './workflows.ts';

/**
 * The table of all Lambdas: size and rights. A workflow refers to each by its name in Pascal case: `${OpenNight}` is
 * functions/night/open-night. A test derives the rights again from the store methods that each bundle calls, and fails
 * when one is missing or superfluous.
 */
export const functions = {
  // The nightly workflow.
  'open-night': {
    folder: 'night',
    ...shortTask,
    // The number of customers, which is estimated, decides the number of scan segments.
    tables: { control: ['GetItem', 'PutItem', 'Query'], customers: ['DescribeTable', 'Scan'] },
    // Is the execution that opened this night still running, or may this one take over?
    workflows: { 'nightly-rescore': ['states:DescribeExecution'] },
  },
  'measure-population': {
    folder: 'night',
    ...segmentPass,
    tables: { control: ['GetItem', 'PutItem'], customers: ['Scan'] },
  },
  'fit-population': {
    folder: 'night',
    // Merges the histograms of up to 1,000 segments and fits the model to them. CPU-bound like a pass, but shorter.
    memoryMb: oneCpuMb,
    timeoutSeconds: 300,
    tables: { control: ['GetItem', 'PutItem', 'Query'] },
  },
  'rescore-and-enrol': {
    folder: 'night',
    ...segmentPass,
    tables: {
      control: [...secretRights, 'Query'],
      customers: ['GetItem', 'Scan', 'UpdateItem'],
      journeys: ['DeleteItem', 'UpdateItem'],
      activity: ['GetItem', 'Query'],
    },
  },
  'plan-reports': { folder: 'night', ...shortTask, tables: { control: ['Query'] } },
  'count-report': {
    folder: 'night',
    ...segmentPass,
    tables: { control: ['DeleteItem', 'GetItem', 'PutItem', 'Query'], journeys: ['Query'] },
  },
  'close-night': {
    folder: 'night',
    ...shortTask,
    tables: { control: ['GetItem', 'PutItem', 'Query'], 'activity/waiting': ['Query'] },
  },

  // The workflow that runs campaign steps, and what starts it.
  'start-campaigns': {
    folder: 'campaigns',
    ...shortTask,
    tables: { control: ['GetItem', 'Query'] },
    // Is the execution that has claimed a step still running?
    workflows: { 'run-campaigns': ['states:DescribeExecution', 'states:StartExecution'] },
  },
  'list-due-steps': {
    folder: 'campaigns',
    ...shortTask,
    tables: { control: ['DeleteItem', 'GetItem', 'PutItem', 'Query'], journeys: ['Query'] },
    workflows: { 'run-campaigns': ['states:DescribeExecution'] },
  },
  'run-step': {
    folder: 'campaigns',
    // Works through a shard page by page until a minute before the timeout. Mostly waits for DynamoDB and SES.
    memoryMb: defaultMb,
    timeoutSeconds: 900,
    tables: {
      ...takeInRights,
      // Those whose wait has ended enter here.
      control: [...secretRights, 'Query', 'UpdateItem'],
      customers: [...takeInRights.customers, 'BatchGetItem', 'UpdateItem'],
      journeys: [...takeInRights.journeys, 'DeleteItem', 'Query'],
    },
    sendsEmail: true,
  },
  'close-step': {
    folder: 'campaigns',
    ...shortTask,
    tables: { control: ['DeleteItem', 'GetItem', 'PutItem'] },
  },

  // The workflow of one callback task.
  'queue-callback': {
    folder: 'callbacks',
    ...shortTask,
    tables: {
      control: ['GetItem'],
      activity: ['DeleteItem', 'GetItem', 'PutItem'],
      journeys: ['GetItem'],
      // What is at stake with the customer?
      customers: ['GetItem'],
    },
    // Resumes its own workflow when staff answered just before the deadline.
    workflows: { 'callback-task': ['states:SendTaskSuccess'] },
  },
  'reward-callback': {
    folder: 'callbacks',
    ...shortTask,
    tables: {
      ...takeInRights,
      'activity/byName': ['Query'],
    },
    sendsEmail: true,
  },
  'close-callback': {
    folder: 'callbacks',
    ...shortTask,
    tables: {
      activity: ['GetItem', 'PutItem'],
      journeys: ['GetItem', 'UpdateItem'],
      control: ['GetItem', 'PutItem'],
    },
  },

  // The HTTP API; infra/routes.ts says which route each function serves.
  'ingest-orders': { folder: 'api', ...batchIngest, tables: triggerRights },
  'ingest-activity': { folder: 'api', ...batchIngest, tables: triggerRights },
  'redeem-coupon': {
    folder: 'api',
    ...interactive,
    tables: {
      ...doorRights,
      'activity/byName': ['Query'],
    },
  },
  'show-customer': {
    folder: 'api',
    ...interactive,
    tables: {
      control: secretRights,
      customers: ['BatchGetItem', 'GetItem'],
      'customers/byEmail': ['Query'],
      // Other ids of the customer.
      activity: ['BatchGetItem', 'PutItem'],
    },
  },
  'spend-points': { folder: 'api', ...interactive, tables: doorRights },
  'check-referral': {
    folder: 'api',
    ...interactive,
    tables: {
      control: secretRights,
      customers: ['BatchGetItem', 'GetItem'],
      'customers/byEmail': ['Query'],
      activity: ['BatchGetItem', 'GetItem', 'PutItem', 'Query'],
    },
  },
  'callback-tasks': {
    folder: 'api',
    ...interactive,
    tables: {
      // "Do not call" closes the phone before anything else happens.
      ...takeInRights,
      'activity/byName': ['Query'],
      'activity/waiting': ['Query'],
      customers: [...takeInRights.customers, 'BatchGetItem'],
      // Does a call need consent? What did the campaign say, and what did the last night measure?
      control: [...secretRights, 'Query', 'UpdateItem'],
    },
    // Resumes the workflow when staff report the outcome of a call.
    workflows: { 'callback-task': ['states:SendTaskSuccess'] },
  },
  'answer-console': {
    folder: 'console',
    // Somebody waits for a screen; a report of many campaigns is a few megabytes to sum.
    memoryMb: 1024,
    timeoutSeconds: 29,
    tables: {
      ...doorRights,
      control: [...secretRights, 'DeleteItem', 'Query', 'UpdateItem'],
      // Somebody counts exactly, part by part.
      customers: [...doorRights.customers, 'Scan'],
      'activity/byName': ['Query'],
      'activity/waiting': ['Query'],
      'customers/byPhone': ['Query'],
      'customers/byName': ['Query'],
      journeys: ['DeleteItem', 'GetItem', 'Query', 'UpdateItem'],
    },
    workflows: {
      // When staff report the outcome of a call, or the customer is erased.
      'callback-task': ['states:SendTaskSuccess'],
      // When an admin runs a night now.
      'nightly-rescore': ['states:StartExecution'],
    },
    // Test mails, to those who write them.
    sendsEmail: true,
    managesPeople: true,
    asksAboutSender: true,
    releasesAddresses: true,
  },
  'show-preview': {
    folder: 'console',
    ...interactive,
    tables: { control: ['GetItem', 'Query'], customers: ['GetItem'] },
    // Anybody may call it: it reads what the address names, and the audiences that a draft may refer to; it writes nothing.
    partitions: { control: ['settings', 'secret:links', 'draft', 'audience'] },
  },
  unsubscribe: {
    folder: 'api',
    ...interactive,
    tables: { control: ['GetItem'], activity: ['GetItem', 'UpdateItem'] },
    // Anybody may call it: it can close recipients, and neither read nor write anything else.
    partitions: { control: ['settings', 'secret:links'], activity: ['@*'] },
    updates: { activity: ['customerId', 'key', 'suppression', 'version'] },
    invokes: 'follow-suppression',
  },

  // Events from EventBridge.
  'record-email-event': {
    folder: 'events',
    // Called several times for each email; tries up to ten times against other events of the same message.
    memoryMb: defaultMb,
    timeoutSeconds: 30,
    tables: {
      ...takeInRights,
      'activity/byName': ['Query'],
    },
  },
  // Invoked by `unsubscribe`.
  'follow-suppression': { folder: 'events', ...shortTask, tables: takeInRights },
  'record-night-failure': { folder: 'events', ...shortTask, tables: { control: ['PutItem', 'Query'] } },
} as const satisfies Record<string, FunctionDefinition>;

/** The name of a Lambda, and of the folder with its handler. */
export type FunctionName = keyof typeof functions;

/** True for the name of a function in the table. */
export const isFunctionName = (name: string): name is FunctionName => name in functions;

/** The names of all functions, in the order of the table. */
export const functionNames: readonly FunctionName[] = Object.keys(functions).filter(isFunctionName);

/** The placeholder by which a workflow definition refers to a function or workflow: `OpenNight` for `open-night`. */
export const placeholderFor = (name: FunctionName | WorkflowName): string =>
  name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());

/** The path of a function's handler, relative to the root of the project. */
export const handlerPath = (name: FunctionName): string =>
  `functions/${functions[name].folder}/${name}/handler.ts`;
