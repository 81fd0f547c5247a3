import { createSimulatedClock, type SimulatedClock } from '../../../../infra/local/clock.ts';
import {
  createStepFunctions,
  type ExecutionDescription,
  type StepFunctions,
  type StepFunctionsOptions,
} from '../../../../infra/local/step-functions/index.ts';

export const noon = Date.UTC(2026, 2, 1, 12);

/** A definition that starts at the first of the states. */
export function workflow(states: Record<string, object>, more: object = {}): object {
  return { QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states, ...more };
}

export interface Bench {
  readonly clock: SimulatedClock;
  readonly stepFunctions: StepFunctions;
  /** Lets time pass, and everything happen that happens meanwhile. */
  pass(seconds: number): Promise<void>;
  /** Starts the machine called `main`, or another, and waits until nothing moves. */
  start(input?: unknown, name?: string, stateMachine?: string): Promise<string>;
  look(executionArn: string): ExecutionDescription;
  events(executionArn: string): string[];
}

/** Local Step Functions with one machine, `main`, on a clock that stands at noon. */
export function bench(
  main: object,
  options: Omit<Partial<StepFunctionsOptions>, 'clock'> = {},
  clock = createSimulatedClock(noon),
): Bench {
  const stepFunctions = createStepFunctions({
    functions: {},
    ...options,
    clock,
    stateMachines: { main, ...options.stateMachines },
  });
  return {
    clock,
    stepFunctions,
    pass: (seconds) => clock.advanceTo(clock.now() + seconds * 1000, () => stepFunctions.idle()),
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

/** Runs the states with the input to their end and returns what became of it. */
export async function run(
  states: Record<string, object>,
  input: unknown = {},
  options: Omit<Partial<StepFunctionsOptions>, 'clock'> = {},
) {
  const { start, look } = bench(workflow(states), options);
  const description = look(await start(input));
  return { ...description, result: parse(description.output) };
}

export function parse(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}

/** A task that calls a function with the payload. */
export function call(
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

/** The output of one Pass state with this Output. */
export async function evaluate(
  output: unknown,
  input: unknown = {},
  options: Omit<Partial<StepFunctionsOptions>, 'clock'> = {},
) {
  return run({ Only: { Type: 'Pass', Output: output, End: true } }, input, options);
}

/** An error under the name by which a Catch knows it. */
export function named(name: string, message = 'something went wrong'): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}
