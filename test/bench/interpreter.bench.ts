import { createSimulatedClock } from '../../infra/local/clock.ts';
import { createStepFunctions } from '../../infra/local/step-functions/index.ts';

// How fast the local interpreter goes from state to state. Run: `node --import tsx test/bench/interpreter.bench.ts`.

/** Counts to `$states.input.rounds`: three states per round, each with JSONata. */
const loop = {
  QueryLanguage: 'JSONata',
  StartAt: 'Begin',
  States: {
    Begin: { Type: 'Pass', Assign: { count: 0, sum: 0 }, Next: 'Count' },
    Count: {
      Type: 'Pass',
      Assign: { count: '{% $count + 1 %}' },
      Output: { order: '{% $states.input.order %}', count: '{% $count %}' },
      Next: 'Call',
    },
    Call: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: {
        FunctionName: 'echo',
        Payload: { order: '{% $states.input.order %}', n: '{% $states.input.count %}' },
      },
      Output: '{% $states.result.Payload %}',
      Next: 'Enough?',
    },
    'Enough?': {
      Type: 'Choice',
      Choices: [{ Condition: '{% $count >= $states.context.Execution.Input.rounds %}', Next: 'Done' }],
      Default: 'Count',
    },
    Done: { Type: 'Succeed' },
  },
};

/** One map over many items with one task per item, like a night. */
const fan = {
  QueryLanguage: 'JSONata',
  StartAt: 'Fan out',
  States: {
    'Fan out': {
      Type: 'Map',
      Items: '{% $states.input.items %}',
      MaxConcurrency: 50,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Work',
        States: {
          Work: {
            Type: 'Task',
            Resource: 'arn:aws:states:::lambda:invoke',
            Arguments: { FunctionName: 'echo', Payload: '{% $states.input %}' },
            Output: '{% $states.result.Payload %}',
            End: true,
          },
        },
      },
      Output: 'done',
      End: true,
    },
  },
};

const stepFunctions = createStepFunctions({
  clock: createSimulatedClock(0),
  stateMachines: { loop, fan },
  functions: { echo: (event: unknown) => event },
});

/** Prints the time per state of the fastest of five executions. */
async function measure(what: string, stateMachine: string, input: object, states: number): Promise<void> {
  const microseconds: number[] = [];
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const began = performance.now();
    const { executionArn } = stepFunctions.startExecution({ stateMachine, input });
    await stepFunctions.idle();
    const { status, cause } = stepFunctions.describeExecution(executionArn);
    if (status !== 'SUCCEEDED') throw new Error(`${what}: ${status} ${cause ?? ''}`);
    microseconds.push(((performance.now() - began) * 1000) / states);
  }
  const best = Math.min(...microseconds);
  console.log(
    `${what}: ${best.toFixed(1)} µs per state, ${Math.round(1e6 / best).toLocaleString('en')} states per second`,
  );
}

await measure(
  'Loop of Pass, Task and Choice',
  'loop',
  { order: { id: 'o-1', lines: [1, 2, 3] }, rounds: 2000 },
  6002,
);
await measure(
  'Distributed map of tasks',
  'fan',
  { items: Array.from({ length: 5000 }, (_, i) => ({ shard: i })) },
  5001,
);
