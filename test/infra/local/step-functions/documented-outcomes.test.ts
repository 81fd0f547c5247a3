import { describe, expect, test } from 'vitest';
import { createError, lambdaTask, run } from './support.ts';

/** Small definitions, each with the outcome that AWS documents for it (Step Functions Developer Guide; jsonata.org). */

const queryError = { error: 'States.QueryEvaluationError' };
const pass = (Output: unknown, more: object = {}) => ({ Type: 'Pass', Output, End: true, ...more });
const map = (Items: unknown, more: object = {}, processor: object = {}) => ({
  Type: 'Map',
  ...(Items !== undefined && { Items }),
  ItemProcessor: { StartAt: 'Each', States: { Each: { Type: 'Pass', End: true } }, ...processor },
  End: true,
  ...more,
});
const distributed = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };
const failing = { StartAt: 'Each', States: { Each: { Type: 'Fail', Error: 'Sold.Out', Cause: 'no tea' } } };
const branch = (state: object, name = 'One') => ({
  StartAt: name,
  States: { [name]: { End: true, ...state } },
});
const choice = (Condition: unknown) => ({
  Ask: { Type: 'Choice', Choices: [{ Condition, Next: 'Yes' }], Default: 'No' },
  Yes: pass('yes'),
  No: pass('no'),
});
const catching = (ErrorEquals: readonly string[], Output: unknown = '{% $states.errorOutput.Error %}') => ({
  Catch: [{ ErrorEquals, Next: 'Caught', Output }],
});
const Caught = { Type: 'Succeed' };

const input = {
  list: [
    { x: 1, name: 'a' },
    { x: 2, name: 'b' },
  ],
  one: 1,
  text: 'tea',
  nothing: null,
  pairs: { gold: 1, silver: 2 },
};

const functions = {
  echo: (payload: unknown) => payload,
  fail: () => {
    throw createError('Sold.Out', 'no tea');
  },
};

type Case = readonly [what: string, states: Record<string, object>, expected: object];
const result = (value: unknown) => ({ status: 'SUCCEEDED', result: value });

const groups: Readonly<Record<string, readonly Case[]>> = {
  'A Map': [
    [
      'refuses the one hit of a filter, which is the object itself',
      { M: map('{% $states.input.list[x > 1] %}') },
      queryError,
    ],
    [
      'takes a filter in brackets with one hit',
      { M: map('{% [$states.input.list[x > 1]] %}') },
      result([{ x: 2, name: 'b' }]),
    ],
    ['takes a filter with several hits', { M: map('{% $states.input.list[x > 0].x %}') }, result([1, 2])],
    [
      'refuses a filter without hits, which is nothing',
      { M: map('{% $states.input.list[x > 9] %}') },
      queryError,
    ],
    [
      'takes a filter in brackets without hits as no items',
      { M: map('{% [$states.input.list[x > 9]] %}') },
      result([]),
    ],
    ['that is inline refuses an object', { M: map('{% $states.input.pairs %}') }, queryError],
    [
      'that is distributed takes an object as its entries',
      { M: map('{% $states.input.pairs %}', {}, distributed) },
      result([
        { Key: 'gold', Value: 1 },
        { Key: 'silver', Value: 2 },
      ]),
    ],
    ['refuses a text', { M: map('{% $states.input.text %}') }, queryError],
    ['refuses null', { M: map('{% $states.input.nothing %}') }, queryError],
    ['that is inline and has no Items refuses an input that is an object', { M: map(undefined) }, queryError],
    [
      'without Items goes through its input',
      { In: { Type: 'Pass', Output: [7, 8], Next: 'M' }, M: map(undefined) },
      result([7, 8]),
    ],
    [
      'evaluates the expressions in a literal list',
      { M: map([1, '{% $states.input.one + 1 %}']) },
      result([1, 2]),
    ],
    ['keeps items that are null or lists as they are', { M: map([null, [1], []]) }, result([null, [1], []])],
    ['has no limit with a MaxConcurrency of 0', { M: map([1, 2], { MaxConcurrency: 0 }) }, result([1, 2])],
    [
      'gives every iteration the same constant ItemSelector',
      { M: map([1, 2], { ItemSelector: { same: true } }) },
      result([{ same: true }, { same: true }]),
    ],
    [
      'has the list of results as $states.result',
      { M: map([1, 2], { Output: '{% $sum($states.result) %}' }) },
      result(3),
    ],
    [
      'that is inline fails with the error of its iteration',
      { M: map([1], {}, failing) },
      { status: 'FAILED', error: 'Sold.Out', cause: 'no tea' },
    ],
    [
      'that is distributed fails with the threshold that was exceeded',
      { M: map([1], {}, { ...failing, ...distributed }) },
      { error: 'States.ExceedToleratedFailureThreshold' },
    ],
    [
      'can be caught by the error of its iteration',
      { M: map([1], catching(['Sold.Out']), failing), Caught },
      result('Sold.Out'),
    ],
  ],
  'A Parallel': [
    [
      'gives a failure of one branch as its own, to be caught',
      {
        P: {
          Type: 'Parallel',
          Branches: [
            branch({ Type: 'Fail', Error: 'Sold.Out', End: undefined }),
            branch({ Type: 'Pass' }, 'Other'),
          ],
          End: true,
          ...catching(['States.ALL']),
        },
        Caught,
      },
      result('Sold.Out'),
    ],
    [
      'gives its branches its Arguments instead of its input',
      {
        P: {
          Type: 'Parallel',
          Arguments: { n: '{% $states.input.one + 1 %}' },
          Branches: [branch({ Type: 'Pass' })],
          End: true,
        },
      },
      result([{ n: 2 }]),
    ],
    [
      'of one branch still has a list as its result',
      { P: { Type: 'Parallel', Branches: [branch(pass('only'))], End: true } },
      result(['only']),
    ],
  ],
  'A Choice': [
    ['takes a condition that is always true', choice('{% true %}'), result('yes')],
    [
      'takes the Default when an absent field is compared for equality',
      choice('{% $states.input.absent = 1 %}'),
      result('no'),
    ],
    [
      'fails when an absent field is compared by size, which is nothing',
      choice('{% $states.input.absent > 1 %}'),
      queryError,
    ],
    [
      'fails when a number is compared with a text by size',
      choice("{% $states.input.one < 'a' %}"),
      queryError,
    ],
    ['fails on a condition that is a text', choice("{% 'true' %}"), queryError],
    ['fails on a condition that is a number', choice('{% 1 %}'), queryError],
    ['finds that null is there', choice('{% $exists($states.input.nothing) %}'), result('yes')],
    ['finds that null equals null', choice('{% $states.input.nothing = null %}'), result('yes')],
    ['treats an empty list as false where it is asked', choice('{% $boolean([]) %}'), result('no')],
  ],
  'A Task': [
    [
      'is caught by the name that its function threw',
      { T: lambdaTask('fail', {}, { End: true, ...catching(['Sold.Out']) }), Caught },
      result('Sold.Out'),
    ],
    [
      'is caught by States.TaskFailed, whatever its function threw',
      { T: lambdaTask('fail', {}, { End: true, ...catching(['States.TaskFailed']) }), Caught },
      result('Sold.Out'),
    ],
    [
      'is not caught by another name',
      { T: lambdaTask('fail', {}, { End: true, ...catching(['Sold']) }), Caught },
      { status: 'FAILED', error: 'Sold.Out' },
    ],
    [
      'is not retried with a MaxAttempts of 0',
      {
        T: lambdaTask('fail', {}, { End: true, Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 0 }] }),
      },
      { status: 'FAILED', error: 'Sold.Out' },
    ],
    [
      'passes the error output on to where it is caught, without an Output there',
      {
        T: lambdaTask('fail', {}, { End: true, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }] }),
        Caught,
      },
      result({ Error: 'Sold.Out', Cause: expect.stringContaining('no tea') }),
    ],
    [
      'whose Arguments cannot be computed is caught by States.QueryEvaluationError',
      {
        T: lambdaTask('echo', '{% $states.input.absent %}', {
          End: true,
          ...catching(['States.QueryEvaluationError']),
        }),
        Caught,
      },
      result('States.QueryEvaluationError'),
    ],
    [
      'whose Output cannot be computed is caught, too',
      {
        T: lambdaTask(
          'echo',
          {},
          {
            End: true,
            Output: '{% $states.result.absent %}',
            ...catching(['States.QueryEvaluationError']),
          },
        ),
        Caught,
      },
      result('States.QueryEvaluationError'),
    ],
  ],
  'A state': [
    ['can have null as its output', { P: pass(null) }, result(null)],
    ['can have false as its output', { P: pass('{% 1 = 2 %}') }, result(false)],
    ['can have an empty text as its output', { P: pass('') }, result('')],
    ['takes a text that only looks like an expression as it is', { P: pass('{%1') }, result('{%1')],
    [
      'can assign null, which is a value',
      { P: { Type: 'Pass', Assign: { v: null }, Next: 'Q' }, Q: pass('{% $exists($v) %}') },
      result(true),
    ],
    [
      'fails when it assigns nothing',
      { P: { Type: 'Pass', Assign: { v: '{% $states.input.absent %}' }, End: true } },
      queryError,
    ],
    ['that is a Fail needs no Error', { F: { Type: 'Fail' } }, { status: 'FAILED', cause: undefined }],
    [
      'that waits 0 seconds goes on',
      { W: { Type: 'Wait', Seconds: 0, Output: 'on', End: true } },
      result('on'),
    ],
  ],
};

describe.each(Object.entries(groups))('%s', (_, cases) => {
  test.each(cases)('%s', async (_what, states, expected) => {
    expect(await run(states, input, { functions })).toMatchObject(expected);
  });
});

describe('The expression', () => {
  test.each([
    ['1 / 0', 'Infinity'],
    ['-1 / 0', '-Infinity'],
    ['0 / 0', 'NaN'],
    ['10 % 3', 1],
    ['$states.input.list[x > 1]', { x: 2, name: 'b' }],
    ['[$states.input.list[x > 1]]', [{ x: 2, name: 'b' }]],
    ['$states.input.list.x', [1, 2]],
    ['$states.input.list[-1].x', 2],
    ['$states.input.list^(>x).x', [2, 1]],
    ['$states.input.list{name: x}', { a: 1, b: 2 }],
    ['$filter([1, 2], function($n) { $n > 1 })', 2],
    ['$map([1], function($n) { $n })', 1],
    ['$keys($states.input.pairs)', ['gold', 'silver']],
    ["$keys({'gold': 1})", 'gold'],
    ['[1..1]', [1]],
    ["'a' & $states.input.absent", 'a'],
    ['$count($states.input.absent)', 0],
    ['$sum([])', 0],
    ["$merge([{'a': 1}, {'b': 2}])", { a: 1, b: 2 }],
    ['$round(2.5)', 2],
    ['$reduce([1, 2, 3], function($a, $b) { $a + $b })', 6],
    ['null in [null]', true],
    ['$type(null)', 'null'],
    ['$length("😀")', 1],
  ])('%s is %j', async (source, expected) => {
    expect(await run({ Only: pass(`{% ${source} %}`) }, input)).toMatchObject(result(expected));
  });

  test.each([
    '1 / 0 + 1',
    'false ? 1',
    '$max([])',
    '$sum($states.input.absent)',
    '$states.input.list[9]',
    '$states.input.list.absent',
    "$lookup($states.input.pairs, 'bronze')",
    "$number('x')",
    "$error('stop')",
    "$assert(false, 'stop')",
    '$single([1, 2])',
  ])('%s fails its state', async (source) => {
    expect(await run({ Only: pass(`{% ${source} %}`) }, input)).toMatchObject(queryError);
  });
});
