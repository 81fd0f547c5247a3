import { join } from 'node:path';
import { RekindleError } from '../../shared/errors.ts';
import type { Store } from '../../shared/store/store.ts';
import { tableNamesFrom, tableVariable } from '../../shared/store/tables.ts';
import { builtConsole } from '../built-console.ts';
import { type FunctionName, isFunctionName } from '../functions.ts';
import { routes } from '../routes.ts';
import { type Clock, systemClock } from './clock.ts';
import { consoleSite, localClaims } from './console-site.ts';
import { answerDirectly } from './dynamodb/answer-directly.ts';
import { startDynamoDb } from './dynamodb/dynamodb.ts';
import { startDynamoDbInProcess } from './dynamodb/in-process.ts';
import { type Endpoints, environmentFor } from './environment.ts';
import { type Handler, loadHandlers } from './functions.ts';
import { startHttpApi } from './http-api/http-api.ts';
import type { HttpApiHandler } from './http-api/invoke.ts';
import { startLambda } from './lambda/lambda.ts';
import { type LocalSes, type SesOptions, startSes } from './ses/ses.ts';
import {
  createStepFunctions,
  type ExecutionDescription,
  listen,
  type StepFunctions,
} from './step-functions/index.ts';
import { createTables } from './tables.ts';
import { localSubstitutions, readWorkflows } from './workflows.ts';

/** Where the embedded stack keeps its data and listens, and what tests and simulations may replace. */
export interface StackOptions {
  /** The wall clock by default. */
  readonly clock?: Clock;
  /** Where data is kept. Without it, everything is in memory and lost when the stack is closed. */
  readonly directory?: string;
  /** Any free port for each server that is left out. */
  readonly ports?: Readonly<Partial<Record<keyof Endpoints, number>>>;
  /** Runs the database in this process, which halves what the work on it costs. For tests, and for what ends by itself. */
  readonly inProcess?: boolean;
  /** Replaces `Math.random` in the workflows, for repeatable simulations. */
  readonly random?: () => number;
  /** Wraps each handler, whoever calls it, for instance to inject faults. */
  readonly around?: (name: FunctionName, handler: Handler) => Handler;
  readonly ses?: Pick<SesOptions, 'beforeSend' | 'outcome'>;
  /** Called when the database's process ends without having been closed. */
  readonly onCrash?: (error: Error) => void;
}

/** Rekindle on a laptop: the tables, the workflows, the mailbox and the HTTP API, all on loopback. */
export interface Stack {
  readonly clock: Clock;
  readonly endpoints: Endpoints;
  /** The same store that the handlers use. */
  readonly store: Store;
  readonly stepFunctions: StepFunctions;
  readonly ses: LocalSes;
  readonly handlers: ReadonlyMap<FunctionName, Handler>;
  /** Starts a night and resolves when it has ended, whether it succeeded or failed. Without `date`, today's night. */
  runNight(date?: string): Promise<ExecutionDescription>;
  /** Starts the campaign steps that are due, as the scheduler does each minute. */
  startCampaigns(): Promise<void>;
  /** Resolves when nothing can proceed until time passes or a call comes from outside. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts the embedded stack. It points this process's environment variables at itself, so a process can run only one at
 * a time.
 * @throws PortInUseError, LocalDynamoDbError or MessageFileError when a port is taken or the directory cannot be used;
 * the message says what to do
 * @throws RekindleError when the environment names tables in AWS
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const { clock = systemClock, directory, ports = {} } = options;
  refuseTablesInAws();
  const closers: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  const within = (part: string) => (directory === undefined ? {} : { directory: join(directory, part) });
  try {
    const dynamoDb = options.inProcess
      ? await startDynamoDbInProcess({ ...within('dynamodb'), port: ports.dynamoDb ?? 0 })
      : await startDynamoDb({
          ...within('dynamodb'),
          port: ports.dynamoDb ?? 0,
          ...(options.onCrash && { onCrash: options.onCrash }),
        });
    closers.push(() => dynamoDb.close());
    await createTables(dynamoDb.url, tableNamesFrom({}));

    const { around = (_name, handler) => handler } = options;
    const loaded = await loadHandlers();
    const handlers = new Map([...loaded].map(([name, handler]) => [name, around(name, handler)] as const));
    const call = (name: FunctionName, event: unknown): Promise<unknown> =>
      // The handler parses the event itself, so its type does not matter here.
      handlers.get(name)?.(event as never, localContext) ?? Promise.resolve();

    const ses = await startSes({
      clock,
      port: ports.ses ?? 0,
      ...within('ses'),
      ...options.ses,
      onEvent: async (event) => void (await call('record-email-event', event)),
    });
    closers.push(() => ses.close());

    const stepFunctions = createStepFunctions({
      clock,
      stateMachines: await readWorkflows(),
      functions: Object.fromEntries(handlers),
      definitionSubstitutions: localSubstitutions(),
      ...within('executions'),
      ...(options.random && { random: options.random }),
    });
    closers.push(() => stepFunctions.close());
    const stepFunctionsEndpoint = await listen(stepFunctions, { port: ports.stepFunctions ?? 0 });
    closers.push(() => stepFunctionsEndpoint.close());

    const lambda = await startLambda((name, payload) =>
      isFunctionName(name) ? call(name, payload) : undefined,
    );
    closers.push(() => lambda.close());

    const httpApi = await startHttpApi({
      clock,
      port: ports.api ?? 0,
      routes: [
        ...routes.map(({ method, path, function: name, caller }) => ({
          method,
          path,
          handler: httpHandlerOf(handlers, name),
          ...(caller === 'console' && { claimsOf: localClaims }),
        })),
        ...consoleSite(builtConsole),
      ],
    });
    closers.push(() => httpApi.close());

    const endpoints: Endpoints = {
      dynamoDb: dynamoDb.url,
      stepFunctions: stepFunctionsEndpoint.url,
      ses: ses.url,
      api: httpApi.url,
      lambda: lambda.url,
    };
    // A shop on this machine need not set where its API is.
    Object.assign(process.env, environmentFor(endpoints), { REKINDLE_API_URL: endpoints.api });
    const { documents, store } = await import('../../functions/toolkit/store.ts');
    if ('answer' in dynamoDb) closers.push(answerDirectly(documents, dynamoDb.answer));
    redriveInterruptedCallbacks(stepFunctions);
    let starting: Promise<unknown> = Promise.resolve();
    return {
      clock,
      endpoints,
      store,
      stepFunctions,
      ses,
      handlers,
      async runNight(date) {
        const input = date === undefined ? {} : { date };
        const { executionArn } = stepFunctions.startExecution({ stateMachine: 'nightly-rescore', input });
        const execution = await stepFunctions.waitForExecution(executionArn);
        if (execution.status !== 'SUCCEEDED')
          await call('record-night-failure', statusChangeOf(execution, clock));
        return execution;
      },
      async startCampaigns() {
        const started = call('start-campaigns', { at: new Date(clock.now()).toISOString() });
        starting = Promise.all([starting, started.catch(() => undefined)]);
        await started;
      },
      async idle() {
        await starting;
        await stepFunctions.idle();
        await ses.idle();
        await lambda.idle();
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Redrives the callback workflows that were interrupted when an earlier process ended. A night that was interrupted is
 * redriven or started again by a person, but nobody looks after a callback's workflow: the step that started it counts
 * it as started, so without this the customer would never be called.
 */
function redriveInterruptedCallbacks(stepFunctions: StepFunctions): void {
  const interrupted: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = stepFunctions.listExecutions({
      stateMachine: 'callback-task',
      status: 'ABORTED',
      nextToken,
    });
    for (const { executionArn, error } of page.items)
      if (error === 'Interrupted') interrupted.push(executionArn);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  for (const executionArn of interrupted) stepFunctions.redriveExecution(executionArn);
}

/** Throws when the environment names tables in AWS: handlers would then read and write those of a deployment. */
function refuseTablesInAws(): void {
  const variable = tableVariable('customers');
  if (process.env[variable] === undefined) return;
  throw new RekindleError(
    `the environment names tables in AWS (${variable}); unset the REKINDLE_… variables to work on this machine`,
  );
}

const localContext = { getRemainingTimeInMillis: () => 900_000 };

function httpHandlerOf(handlers: ReadonlyMap<FunctionName, Handler>, name: FunctionName): HttpApiHandler {
  const handler = handlers.get(name);
  return (event, context) => handler?.(event as never, context as never);
}

/** EventBridge's "Step Functions Execution Status Change" event, as far as the handler reads it. */
const statusChangeOf = ({ executionArn, status, error, cause }: ExecutionDescription, clock: Clock) => ({
  time: new Date(clock.now()).toISOString(),
  detail: { executionArn, status, error: error ?? null, cause: cause ?? null },
});
