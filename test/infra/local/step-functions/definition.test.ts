import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DefinitionError } from '../../../../infra/local/step-functions/index.ts';
import { createHarness, lambdaTask, run, workflow } from './support.ts';

const done = { Type: 'Succeed' };
const passState = (more: object) => ({ A: { Type: 'Pass', End: true, ...more } });
const taskState = (more: object) => ({ A: { ...lambdaTask('f', {}), End: true, ...more } });
const mapState = (more: object, processor: object = {}) => ({
  A: { Type: 'Map', ItemProcessor: { StartAt: 'I', States: { I: done }, ...processor }, End: true, ...more },
});

/** Loads a definition and returns the error, if it is refused. */
function load(definition: object | string): unknown {
  try {
    createHarness(definition as object, { functions: { f: () => 1 } });
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('A definition is refused, with an error that names the place and the remedy, if it', () => {
  test.each([
    ['is not JSON', '{', '', 'is not JSON'],
    ['is for JSONPath', { StartAt: 'A', States: passState({}) }, 'QueryLanguage', 'must be "JSONata"'],
    [
      'names JSONPath',
      workflow(passState({}), { QueryLanguage: 'JSONPath' }),
      'QueryLanguage',
      'must be "JSONata"',
    ],
    ['has no StartAt', workflow(passState({}), { StartAt: undefined }), 'StartAt', 'is missing'],
    [
      'starts nowhere',
      workflow(passState({}), { StartAt: 'B' }),
      'StartAt',
      'names no state: "B"; the states here are "A"',
    ],
    ['has unknown fields', workflow(passState({}), { Speed: 1 }), 'Speed', 'remove it'],
    [
      'has an unknown type of state',
      workflow({ A: { Type: 'Sleep', End: true } }),
      'States/A/Type',
      'must be one of Task',
    ],
    [
      'has a state in another query language',
      workflow(passState({ QueryLanguage: 'JSONPath' })),
      'States/A/QueryLanguage',
      'JSONata',
    ],
    [
      'leads nowhere',
      workflow(passState({ End: undefined, Next: 'B' })),
      'States/A/Next',
      'leads to "B", which is not a state',
    ],
    [
      'neither continues nor ends',
      workflow(passState({ End: undefined })),
      'States/A/Next',
      'either Next or "End": true',
    ],
    ['both continues and ends', workflow(passState({ Next: 'A' })), 'States/A/Next', 'not both'],
    ['never ends', workflow({ A: { Type: 'Pass', Next: 'A' } }), 'States', 'no state ends'],
    [
      'has states that are never reached',
      workflow({ ...passState({}), B: done }),
      'States/B',
      'no state leads here',
    ],
    [
      'has a Default that is not a state',
      workflow({
        A: { Type: 'Choice', Choices: [{ Condition: '{% true %}', Next: 'B' }], Default: 'C' },
        B: done,
      }),
      'States/A/Default',
      'leads to "C"',
    ],
    [
      'has a catcher that leads nowhere',
      workflow(taskState({ Catch: [{ ErrorEquals: ['X'], Next: 'C' }] })),
      'States/A/Catch[0]/Next',
      'leads to "C"',
    ],
    [
      'uses a name twice',
      workflow({ A: { Type: 'Parallel', Branches: [{ StartAt: 'A', States: { A: done } }], End: true } }),
      'States/A/Branches[0]/States/A',
      'rename one',
    ],
    [
      'uses InputPath',
      workflow(passState({ InputPath: '$' })),
      'States/A/InputPath',
      'with JSONata use Arguments',
    ],
    [
      'uses Parameters',
      workflow(taskState({ Parameters: {} })),
      'States/A/Parameters',
      'with JSONata use Arguments',
    ],
    [
      'uses ResultSelector',
      workflow(taskState({ ResultSelector: {} })),
      'States/A/ResultSelector',
      'with JSONata use Output',
    ],
    [
      'uses ResultPath',
      workflow(taskState({ ResultPath: '$' })),
      'States/A/ResultPath',
      'with JSONata use Output or Assign',
    ],
    ['uses Result', workflow(passState({ Result: 1 })), 'States/A/Result', 'with JSONata use Output'],
    [
      'uses Variable',
      workflow({ A: { Type: 'Choice', Choices: [{ Variable: '$.a', Next: 'B' }] }, B: done }),
      'States/A/Choices[0]/Variable',
      'use Condition',
    ],
    ['uses Credentials', workflow(taskState({ Credentials: {} })), 'States/A/Credentials', 'remove it'],
    [
      'reads items from another service',
      workflow(mapState({ ItemReader: {} })),
      'States/A/ItemReader',
      'remove it',
    ],
    ['batches items', workflow(mapState({ ItemBatcher: {} })), 'States/A/ItemBatcher', 'remove it'],
    [
      'writes results to another service',
      workflow(mapState({ ResultWriter: {} })),
      'States/A/ResultWriter',
      'remove it',
    ],
    [
      'calls another service',
      workflow(taskState({ Resource: 'arn:aws:states:::sqs:sendMessage' })),
      'States/A/Resource',
      'use one of arn:aws:states:::lambda:invoke',
    ],
    [
      'calls a function directly',
      workflow(taskState({ Resource: 'arn:aws:lambda:us-east-1:1:function:f' })),
      'States/A/Resource',
      'use one of',
    ],
    [
      'calls no function',
      workflow(taskState({ Arguments: {} })),
      'States/A/Arguments/FunctionName',
      'is missing',
    ],
    [
      'calls an unknown function',
      workflow({ A: lambdaTask('g', {}, { End: true }) }),
      'A/Arguments/FunctionName',
      'no function "g" is registered; known functions: f',
    ],
    [
      'starts an unknown machine',
      workflow({
        A: {
          Type: 'Task',
          Resource: 'arn:aws:states:::states:startExecution',
          Arguments: { StateMachineArn: 'x' },
          End: true,
        },
      }),
      'A/Arguments/StateMachineArn',
      'no state machine "x"',
    ],
    [
      'sets a heartbeat for a plain function',
      workflow(taskState({ HeartbeatSeconds: 5 })),
      'States/A/HeartbeatSeconds',
      'waits for a token',
    ],
    [
      'tolerates failures in an inline Map',
      workflow(mapState({ ToleratedFailureCount: 1 })),
      'States/A/ToleratedFailureCount',
      'DISTRIBUTED',
    ],
    [
      'has a distributed Map without an ExecutionType',
      workflow(mapState({}, { ProcessorConfig: { Mode: 'DISTRIBUTED' } })),
      'States/A/ItemProcessor/ProcessorConfig/ExecutionType',
      'is missing',
    ],
    ['retries a Pass', workflow(passState({ Retry: [] })), 'States/A/Retry', 'a Pass has no field "Retry"'],
    [
      'combines States.ALL with other names',
      workflow(taskState({ Retry: [{ ErrorEquals: ['States.ALL', 'X'] }] })),
      'States/A/Retry[0]/ErrorEquals',
      'stand alone',
    ],
    [
      'has States.ALL before the last rule',
      workflow(taskState({ Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['X'] }] })),
      'States/A/Retry[0]/ErrorEquals',
      'last rule',
    ],
    [
      'has a BackoffRate below 1',
      workflow(taskState({ Retry: [{ ErrorEquals: ['X'], BackoffRate: 0.5 }] })),
      'States/A/Retry[0]/BackoffRate',
      'from 1',
    ],
    [
      'has both Seconds and Timestamp',
      workflow({ A: { Type: 'Wait', Seconds: 1, Timestamp: 'x', End: true } }),
      'States/A/Seconds',
      'not both',
    ],
    [
      'has a condition that is not an expression',
      workflow({ A: { Type: 'Choice', Choices: [{ Condition: 'true', Next: 'B' }] }, B: done }),
      'States/A/Choices[0]/Condition',
      'must be a JSONata expression',
    ],
    [
      'has a syntax error',
      workflow(passState({ Output: '{% 1 + %}' })),
      'States/A/Output',
      'is not valid JSONata',
    ],
    [
      'has a bare field name at the top level',
      workflow(passState({ Output: '{% phone %}' })),
      'States/A/Output',
      'write $states.input.phone',
    ],
    [
      'has a bare field name at the top level of a lambda',
      workflow(passState({ Output: '{% $mapState($states.input.a, function($x) { b }) %}' })),
      'States/A/Output',
      "'b'",
    ],
    ['reads $', workflow(passState({ Output: '{% $.phone %}' })), 'States/A/Output', "'$'"],
    ['reads $$', workflow(passState({ Output: '{% $states.input.a[$$.b] %}' })), 'States/A/Output', "'$$'"],
    [
      'reads the error output outside a Catch',
      workflow(taskState({ Output: '{% $states.errorOutput.Error %}' })),
      'States/A/Output',
      'only in a Catch',
    ],
    [
      'uses the operator ??, which AWS lacks',
      workflow(passState({ Output: '{% $states.input.a ?? 1 %}' })),
      'States/A/Output',
      "'??'",
    ],
    [
      'uses the operator ?:, which AWS lacks',
      workflow(passState({ Output: '{% $states.input.a ?: 1 %}' })),
      'States/A/Output',
      "'?:'",
    ],
    [
      'assigns an outer variable in a branch',
      workflow({
        A: {
          Type: 'Parallel',
          Branches: [{ StartAt: 'B', States: { B: { Type: 'Pass', Assign: { x: 1 }, End: true } } }],
          Assign: { x: 2 },
          End: true,
        },
      }),
      'States/A/Branches[0]/States/B/Assign/x',
      'use another name',
    ],
  ])('%s', (_name, definition, location, problem) => {
    const error = load(definition);
    expect(error).toBeInstanceOf(DefinitionError);
    expect(error).toMatchObject({
      stateMachine: 'main',
      location,
      message: expect.stringContaining(problem),
    });
    expect(String(error)).toContain('State machine "main"');
  });
});

describe('Whatever a definition contains', () => {
  const validDefinition = workflow(
    {
      Sort: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.input.a %}', Next: 'Wait', Assign: { x: 1 } }],
        Default: 'Both',
      },
      Wait: { Type: 'Wait', Seconds: 1, Next: 'Both' },
      Both: {
        Type: 'Parallel',
        Branches: [{ StartAt: 'Stop', States: { Stop: { Type: 'Fail', Error: 'E', Cause: '{% $x %}' } } }],
        Retry: [
          { ErrorEquals: ['E'], IntervalSeconds: 1, MaxAttempts: 1, BackoffRate: 2, JitterStrategy: 'FULL' },
        ],
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Each', Output: '{% $states.errorOutput %}' }],
        Next: 'Each',
      },
      Each: {
        Type: 'Map',
        Items: [1],
        MaxConcurrency: 1,
        Label: 'l',
        ToleratedFailurePercentage: 1,
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'One',
          States: { One: { ...lambdaTask('f', { a: ['{% 1 %}'] }, { TimeoutSeconds: 5 }), End: true } },
        },
        End: true,
      },
    },
    { TimeoutSeconds: 60 },
  );
  const paths = (value: unknown, at: string[] = []): string[][] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, child]) => [[...at, key], ...paths(child, [...at, key])])
      : [];
  const junk = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom('{%%}', '{% ( %}', '{% $$ %}', 'Each', 'States.ALL', -1, 1e300, undefined),
  );

  test('it either loads or is refused with a DefinitionError', () => {
    expect(load(validDefinition)).toBeUndefined();
    fc.assert(
      fc.property(fc.constantFrom(...paths(validDefinition)), junk, (path, value) => {
        const copy = structuredClone(validDefinition);
        let at: unknown = copy;
        for (const key of path.slice(0, -1)) at = Reflect.get(Object(at), key);
        Reflect.set(Object(at), path.at(-1) ?? '', value);
        const error = load(copy);
        if (error !== undefined) expect(error).toBeInstanceOf(DefinitionError);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('A definition is accepted if it', () => {
  test.each([
    [
      'has comments',
      workflow(passState({ Comment: 'c', QueryLanguage: 'JSONata' }), {
        Comment: 'c',
        Version: '1.0',
        TimeoutSeconds: 60,
      }),
    ],
    [
      'reads fields in predicates, sorts and groups',
      workflow(passState({ Output: '{% $states.input.items[price > 1]^(name){name: $sum(price)} %}' })),
    ],
    [
      'reads fields in later steps',
      workflow(passState({ Output: '{% $states.input.items.(price * quantity) %}' })),
    ],
    [
      'assigns the same name in a distributed map',
      workflow({
        ...mapState(
          { Assign: { x: 1 } },
          {
            ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
            States: { I: { Type: 'Pass', Assign: { x: 2 }, End: true } },
          },
        ),
      }),
    ],
    [
      'computes all of Arguments with one expression',
      workflow(taskState({ Arguments: '{% $states.input %}' })),
    ],
    ['is JSON text', JSON.stringify(workflow(passState({})))],
  ])('%s', (_name, definition) => {
    expect(load(definition)).toBeUndefined();
  });

  test('contains placeholders, which are substituted', async () => {
    const { status } = await run(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders look like this.
      { A: lambdaTask('${Greet}', {}, { End: true }) },
      {},
      {
        functions: { 'greet-3F2A': () => 'hello' },
        definitionSubstitutions: { Greet: 'arn:aws:lambda:us-east-1:000000000000:function:greet-3F2A' },
      },
    );
    expect(status).toBe('SUCCEEDED');
  });
});
