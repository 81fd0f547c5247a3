/**
 * The Lambdas, by their folder in functions/, and the name under which a workflow calls each: `${OpenNight}` stands for
 * functions/open-night.
 */
export const substitutionNames = {
  'open-night': 'OpenNight',
  'measure-population': 'MeasurePopulation',
  'fit-population': 'FitPopulation',
  'rescore-and-enrol': 'RescoreAndEnrol',
  'close-night': 'CloseNight',
  'record-night-failure': 'RecordNightFailure',
  'list-due-steps': 'ListDueSteps',
  'send-emails': 'SendEmails',
  'issue-coupons': 'IssueCoupons',
  'open-callbacks': 'OpenCallbacks',
  'close-step': 'CloseStep',
  'record-email-event': 'RecordEmailEvent',
  'queue-callback': 'QueueCallback',
  'reward-callback': 'RewardCallback',
  'stop-calling': 'StopCalling',
  'close-callback': 'CloseCallback',
  'ingest-orders': 'IngestOrders',
  'ingest-activity': 'IngestActivity',
  'redeem-coupon': 'RedeemCoupon',
  'callback-tasks': 'CallbackTasks',
  unsubscribe: 'Unsubscribe',
} as const;

/** A folder in functions/ that holds a Lambda. */
export type FunctionName = keyof typeof substitutionNames;

const names: Readonly<Record<string, string>> = substitutionNames;
const isFunctionName = (name: string): name is FunctionName => name in names;

/** All of them, the night first. */
export const functionNames: readonly FunctionName[] = Object.keys(substitutionNames).filter(isFunctionName);

/** The workflows, by their file in workflows/, and the name under which one workflow starts another. */
export const workflowNames = {
  'nightly-rescore': 'NightlyRescore',
  'run-campaigns': 'RunCampaigns',
  'callback-task': 'CallbackTask',
} as const;

/** A file workflows/….asl.json. */
export type WorkflowName = keyof typeof workflowNames;
