import { createSimulatedClock, type SimulatedClock } from '../../../../infra/local/clock.ts';
import {
  createStepFunctions,
  type ExecutionDescription,
  type StepFunctions,
  type StepFunctionsOptions,
} from '../../../../infra/local/step-functions/index.ts';

export const noon = Date.UTC(2026, 2, 1, 12);

/** A definition that starts at the first of the given states. `more` sets other top-level fields. */
export function workflow(states: Record<string, object>, more: object = {}): object {
  return { QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states, ...more };
}

/** A local Step Functions on a simulated clock. */
export interface Harness {
  readonly clock: SimulatedClock;
  readonly stepFunctions: StepFunctions;
  /** Advances the clock, running everything that falls due on the way. */
  advance(seconds: number): Promise<void>;
  /** Starts `main`, or another machine, waits until everything is idle, and returns the execution's ARN. */
  start(input?: unknown, name?: string, stateMachine?: string): Promise<string>;
  look(executionArn: string): ExecutionDescription;
  /** The types of the events in the history. */
  events(executionArn: string): string[];
}

/** Creates a local Step Functions with the machine `main`, on a clock that is set to noon. */
export function createHarness(
  main: object,
  options: Omit<Partial<StepFunctionsOptions>, 'clock'> = {},
  clock = createSimulatedClock(noon),
): Harness {
  const stepFunctions = createStepFunctions({
    functions: {},
    ...options,
    clock,
    stateMachines: { main, ...options.stateMachines },
  });
  return {
    clock,
    stepFunctions,
    advance: (seconds) => clock.advanceTo(clock.now() + seconds * 1000, () => stepFunctions.idle()),
    async start(input = {}, name, stateMachine = 'main') {
      const { executionArn } = stepFunctions.startExecution({ stateMachine, name, input });
      await stepFunctions.idle();
      return executionArn;
    },
    look: (executionArn) => stepFunctions.describeExecution(executionArn),
    events: (executionArn) =>
      stepFunctions.getExecutionHistory(executionArn, { maxResults: 1000 }).items.map(({ type }) => type),
  };
}

/** Runs the states and returns the description of the execution, with its output parsed as `result`. */
export async function run(
  states: Record<string, object>,
  input: unknown = {},
  options: Omit<Partial<StepFunctionsOptions>, 'clock'> = {},
) {
  const { start, look } = createHarness(workflow(states), options);
  const description = look(await start(input));
  return { ...description, result: parse(description.output) };
}

/** Parses JSON text; undefined stays undefined. */
export function parse(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}

/** A Task state that invokes a function with the payload. */
export function lambdaTask(
  FunctionName: string,
  Payload: unknown = '{% $states.input %}',
  more: object = {},
): object {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName, Payload },
    ...more,
  };
}

/** Runs a single Pass state with this Output. */
export async function evaluate(
  output: unknown,
  input: unknown = {},
  options: Omit<Partial<StepFunctionsOptions>, 'clock'> = {},
) {
  return run({ Only: { Type: 'Pass', Output: output, End: true } }, input, options);
}

/** Creates an error with a name that a Retry or Catch can match. */
export function createError(name: string, message = 'something went wrong'): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}
