import { randomUUID } from 'node:crypto';
import type {
  StartExecutionRequest,
  StateMachineDescription,
  StepFunctions,
  StepFunctionsOptions,
} from './api.ts';
import { checkExecutionName, executionArn, functionName, stateMachineArn, stateMachineName } from './arns.ts';
import { checkReferences } from './check-references.ts';
import { createExecution, restoreExecution } from './create-execution.ts';
import type { StateMachine } from './definition.ts';
import { describe, describeForWorkflow, statusOf, whyNotRedrivable } from './description.ts';
import { createDurableExecutions } from './durable-executions.ts';
import { ServiceError, StateError } from './errors.ts';
import { type Execution, type ExecutionHost, endExecution, roleArn, runExecution } from './execution.ts';
import { createExpressionCompiler } from './expressions.ts';
import { createProgress } from './fiber.ts';
import { exceedsPayloadLimit, jsonCopyOf } from './json.ts';
import { createFunctionInvoker, longestInvocationMs } from './lambda.ts';
import { pageOf } from './pages.ts';
import { parseDefinition } from './parse-definition.ts';
import { createTokens } from './tokens.ts';

/**
 * How many ended executions keep their history in memory. Older histories are read from the directory, if there is one.
 */
const historiesInMemory = 1_000;

/**
 * Creates a local Step Functions: loads the state machines, and resumes the executions that an earlier process left in
 * the directory.
 *
 * @throws DefinitionError if a definition is invalid, or if this interpreter would run it differently from AWS
 *
 * @example
 * const stepFunctions = createStepFunctions({
 *   clock: systemClock,
 *   stateMachines: { 'nightly-rescore': await readFile('workflows/nightly-rescore.asl.json', 'utf8') },
 *   functions: { 'open-night': handler },
 * });
 * stepFunctions.startExecution({ stateMachine: 'nightly-rescore', name: '2026-03-01', input: { date: '2026-03-01' } });
 * await stepFunctions.idle();
 */
export function createStepFunctions(options: StepFunctionsOptions): StepFunctions {
  const { clock, random = Math.random } = options;
  const createdAtMs = clock.now();
  const compile = createExpressionCompiler({ clock, random });
  const machines = new Map<string, StateMachine>();
  for (const [name, definition] of Object.entries(options.stateMachines))
    machines.set(name, parseDefinition(name, definition, compile, options.definitionSubstitutions));
  checkReferences(machines, new Set(Object.keys(options.functions).map(functionName)));

  const executions = new Map<string, Execution>();
  const endedInMemory: Execution[] = [];
  const progress = createProgress();
  const tokens = createTokens((arn) => executions.has(arn));
  const disk = options.directory === undefined ? undefined : createDurableExecutions(options.directory);
  let closed = false;

  const find = (arn: string): Execution => {
    const execution = executions.get(arn);
    if (execution === undefined)
      throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return execution;
  };
  const findMachine = (arnOrName: string): StateMachine => {
    const machine = machines.get(stateMachineName(arnOrName));
    if (machine === undefined)
      throw new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arnOrName}'`);
    return machine;
  };

  const start = ({
    stateMachine: arnOrName,
    name = randomUUID(),
    input = {},
  }: StartExecutionRequest): Execution => {
    const stateMachine = findMachine(arnOrName);
    checkExecutionName(name);
    const inputText = JSON.stringify(jsonCopyOf(input));
    if (exceedsPayloadLimit(inputText))
      throw new ServiceError('InvalidExecutionInput', 'Invalid Input: larger than 262144 bytes');
    const arn = executionArn(stateMachine.name, name);
    const known = executions.get(arn);
    if (known !== undefined) {
      if (known.ending === undefined && known.inputText === inputText) return known;
      throw new ServiceError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    }
    const execution = createExecution(stateMachine, name, inputText, clock);
    executions.set(arn, execution);
    execution.history.add('ExecutionStarted', { input: inputText, roleArn });
    runExecution(execution, host);
    return execution;
  };

  const stop = (execution: Execution, error?: string, cause?: string) =>
    endExecution(execution, { status: 'ABORTED', error, cause }, host);

  const host: ExecutionHost = {
    clock,
    progress,
    save(execution) {
      if (!closed) disk?.write(execution);
    },
    retainHistory(execution) {
      endedInMemory.push(execution);
      if (endedInMemory.length > historiesInMemory) endedInMemory.shift()?.history.forget();
    },
    states: {
      random,
      tokens,
      invokeFunction: createFunctionInvoker(options.functions, (name) =>
        timeoutMsOf(name, options.functionTimeoutMs),
      ),
      startExecution(stateMachine, name, input) {
        try {
          return start({ stateMachine, name, input }).arn;
        } catch (error) {
          // In its optimised integration, AWS names these errors after the exceptions of the SDK.
          if (error instanceof ServiceError)
            throw new StateError(`StepFunctions.${error.type}Exception`, error.message);
          throw error;
        }
      },
      stopExecution: (arn) => stop(find(arn)),
      onEnd(arn, listener) {
        const execution = executions.get(arn);
        if (execution === undefined || execution.ending !== undefined) {
          listener();
          return () => {};
        }
        execution.endListeners.add(listener);
        return () => void execution.endListeners.delete(listener);
      },
      describe(arn) {
        const execution = executions.get(arn);
        return execution === undefined
          ? { ExecutionArn: arn, Status: 'ABORTED' }
          : describeForWorkflow(execution);
      },
    },
  };

  const restored = (disk?.readAll() ?? []).flatMap(({ record, events }) => {
    const stateMachine = machines.get(record.stateMachine);
    return stateMachine === undefined ? [] : [restoreExecution(stateMachine, record, events, clock)];
  });
  restored.sort((a, b) => a.startedAtMs - b.startedAtMs);
  for (const execution of restored) executions.set(execution.arn, execution);
  for (const execution of restored) {
    if (execution.ending !== undefined) host.retainHistory(execution);
    else if (execution.frame.parked === undefined)
      stop(
        execution,
        'Interrupted',
        `The process ended while the execution was in the state '${execution.frame.state}'; redrive it to continue from there`,
      );
  }
  // Only now, because an execution may be waiting for one that was aborted just above.
  for (const execution of restored) if (execution.ending === undefined) runExecution(execution, host);

  return {
    startExecution(request) {
      const { arn, startedAtMs } = start(request);
      return { executionArn: arn, startedAtMs };
    },
    describeExecution: (arn) => describe(find(arn)),
    listExecutions({ stateMachine, status, ...page }) {
      const { name } = findMachine(stateMachine);
      const matching = [...executions.values()]
        .filter((execution) => execution.stateMachine.name === name)
        .filter((execution) => status === undefined || statusOf(execution) === status)
        .reverse();
      const { items, nextToken } = pageOf(matching, page);
      return { items: items.map(describe), nextToken };
    },
    stopExecution(arn, { error, cause } = {}) {
      const execution = find(arn);
      stop(execution, error, cause);
      return { stoppedAtMs: execution.endedAtMs ?? clock.now() };
    },
    redriveExecution(arn) {
      const execution = find(arn);
      const reason = whyNotRedrivable(execution);
      if (reason !== undefined) throw new ServiceError('ExecutionNotRedrivable', reason);
      const redrivenAtMs = clock.now();
      execution.ending = undefined;
      execution.endedAtMs = undefined;
      execution.redriveCount += 1;
      execution.redrivenAtMs = redrivenAtMs;
      const index = endedInMemory.indexOf(execution);
      if (index >= 0) endedInMemory.splice(index, 1);
      execution.history.add('ExecutionRedriven', { redriveCount: execution.redriveCount });
      runExecution(execution, host);
      return { redrivenAtMs };
    },
    getExecutionHistory(arn, { reverseOrder = false, ...page } = {}) {
      const { history, stateMachine, name } = find(arn);
      const isInMemory = history.events.length > 0;
      const events = isInMemory ? history.events : (disk?.readEvents(stateMachine.name, name) ?? []);
      return pageOf(reverseOrder ? [...events].reverse() : events, page);
    },
    sendTaskSuccess: (token, output) => tokens.succeed(token, JSON.stringify(jsonCopyOf(output))),
    sendTaskFailure: (token, { error, cause } = {}) => tokens.fail(token, error, cause),
    sendTaskHeartbeat: (token) => tokens.heartbeat(token),
    listStateMachines: () => [...machines.values()].map(describeMachine),
    describeStateMachine: (arnOrName) => describeMachine(findMachine(arnOrName)),
    waitForExecution: (arn) =>
      new Promise((resolve) => {
        const execution = find(arn);
        host.states.onEnd(arn, () => resolve(describe(execution)));
      }),
    idle: () => progress.idle(),
    close() {
      closed = true;
      for (const execution of executions.values()) execution.cancellation.cancel();
    },
  };

  function describeMachine({ name, definition }: StateMachine): StateMachineDescription {
    return { stateMachineArn: stateMachineArn(name), name, definition, roleArn, createdAtMs };
  }
}

function timeoutMsOf(name: string, limits: StepFunctionsOptions['functionTimeoutMs']): number {
  const limit = typeof limits === 'object' ? limits[name] : limits;
  return limit ?? longestInvocationMs;
}
