import { join } from 'node:path';
import { RekindleError } from '../../shared/errors.ts';
import type { Store } from '../../shared/store/store.ts';
import { tableNamesFrom, tableVariable } from '../../shared/store/tables.ts';
import type { FunctionName } from '../functions.ts';
import { routes } from '../routes.ts';
import { type Clock, systemClock } from './clock.ts';
import { startDynamoDb } from './dynamodb/dynamodb.ts';
import { startDynamoDbInProcess } from './dynamodb/in-process.ts';
import { type Endpoints, environmentFor } from './environment.ts';
import { type Handler, loadHandlers } from './functions.ts';
import { startHttpApi } from './http-api/http-api.ts';
import type { HttpApiHandler } from './http-api/invoke.ts';
import { type LocalSes, type SesOptions, startSes } from './ses/ses.ts';
import {
  createStepFunctions,
  type ExecutionDescription,
  listen,
  type StepFunctions,
} from './step-functions/index.ts';
import { createTables } from './tables.ts';
import { localSubstitutions, readWorkflows } from './workflows.ts';

export interface StackOptions {
  readonly clock?: Clock;
  /** Where data stays; without it everything is in memory and gone at the end. */
  readonly directory?: string;
  readonly ports?: Readonly<Partial<Record<keyof Endpoints, number>>>;
  /** Runs the database in this process: it starts in milliseconds and scans half as fast. For tests. */
  readonly inProcess?: boolean;
  /** Chance, for repeatable simulations. */
  readonly random?: () => number;
  /** Steps between a workflow and a handler, such as a fault injector. */
  readonly around?: (name: FunctionName, handler: Handler) => Handler;
  readonly ses?: Pick<SesOptions, 'beforeSend' | 'outcome'>;
  readonly onCrash?: (error: Error) => void;
}

/** Rekindle on a laptop: the tables, the workflows, the mailbox and the HTTP API, on loopback. */
export interface Stack {
  readonly clock: Clock;
  readonly endpoints: Endpoints;
  /** Data as the handlers see it. */
  readonly store: Store;
  readonly stepFunctions: StepFunctions;
  readonly ses: LocalSes;
  readonly handlers: ReadonlyMap<FunctionName, Handler>;
  /** Starts a night and resolves when it has ended, however it ended. */
  runNight(date?: string): Promise<ExecutionDescription>;
  /** Resolves when nothing can go on without time passing or a call from outside. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts the embedded stack. It points this process's environment at itself, so there is one at a time in a process.
 * @throws when a port is taken or the directory cannot be used, saying what to do
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const { clock = systemClock, directory, ports = {} } = options;
  refuseTablesElsewhere();
  const closers: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  const within = (part: string) => (directory === undefined ? {} : { directory: join(directory, part) });
  try {
    const dynamoDb = options.inProcess
      ? await startDynamoDbInProcess({ port: ports.dynamoDb ?? 0 })
      : await startDynamoDb({
          ...within('dynamodb'),
          port: ports.dynamoDb ?? 0,
          ...(options.onCrash && { onCrash: options.onCrash }),
        });
    closers.push(() => dynamoDb.close());
    await createTables(dynamoDb.url, tableNamesFrom({}));

    const handlers = await loadHandlers();
    const call = (name: FunctionName, event: unknown): Promise<unknown> =>
      // What EventBridge passes; the handler parses it like any other event.
      handlers.get(name)?.(event as never, localContext) ?? Promise.resolve();

    const ses = await startSes({
      clock,
      port: ports.ses ?? 0,
      ...within('ses'),
      ...options.ses,
      onEvent: async (event) => void (await call('record-email-event', event)),
    });
    closers.push(() => ses.close());

    const { around = (_name, handler) => handler } = options;
    const stepFunctions = createStepFunctions({
      clock,
      stateMachines: await readWorkflows(),
      functions: Object.fromEntries([...handlers].map(([name, handler]) => [name, around(name, handler)])),
      definitionSubstitutions: localSubstitutions(),
      ...within('executions'),
      ...(options.random && { random: options.random }),
    });
    closers.push(() => stepFunctions.close());
    const stepFunctionsEndpoint = await listen(stepFunctions, { port: ports.stepFunctions ?? 0 });
    closers.push(() => stepFunctionsEndpoint.close());

    const httpApi = await startHttpApi({
      clock,
      port: ports.api ?? 0,
      routes: routes.map(({ method, path, function: name }) => ({
        method,
        path,
        handler: httpHandlerOf(handlers, name),
      })),
    });
    closers.push(() => httpApi.close());

    const endpoints: Endpoints = {
      dynamoDb: dynamoDb.url,
      stepFunctions: stepFunctionsEndpoint.url,
      ses: ses.url,
      api: httpApi.url,
    };
    Object.assign(process.env, environmentFor(endpoints));
    const { store } = await import('../../functions/toolkit/store.ts');
    goOnWithInterruptedCallbacks(stepFunctions);
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
        const ended = await stepFunctions.executionEnded(executionArn);
        if (ended.status !== 'SUCCEEDED') await call('record-night-failure', statusChange(ended, clock));
        return ended;
      },
      async idle() {
        await stepFunctions.idle();
        await ses.idle();
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * A night that the end of a process cut off is somebody's to redrive or to start again. A callback's workflow is
 * nobody's: the step that started it counts it as started, so without this the customer would never be called.
 */
function goOnWithInterruptedCallbacks(stepFunctions: StepFunctions): void {
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

/** Handlers would read and write the tables of a deployment while the workflows run here. */
function refuseTablesElsewhere(): void {
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

/** What EventBridge would tell of an execution that ended badly. */
const statusChange = (ended: ExecutionDescription, clock: Clock) => ({
  time: new Date(clock.now()).toISOString(),
  detail: {
    executionArn: ended.executionArn,
    status: ended.status,
    error: ended.error ?? null,
    cause: ended.cause ?? null,
  },
});
