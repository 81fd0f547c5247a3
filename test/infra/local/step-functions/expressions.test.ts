import fc from 'fast-check';
import jsonata from 'jsonata';
import { describe, expect, test } from 'vitest';
import { evaluate, run } from './support.ts';

describe('An expression', () => {
  test('keeps the type of its value when it is the whole string', async () => {
    const { result } = await evaluate(
      {
        number: '{% 1 + 1 %}',
        list: '{% [1, 2] %}',
        flag: '{% 1 = 1 %}',
        object: "{% {'a': $states.input.a} %}",
      },
      { a: null },
    );
    expect(result).toEqual({ number: 2, list: [1, 2], flag: true, object: { a: null } });
  });

  test('can be anywhere in nested JSON, where other strings remain unchanged', async () => {
    const { result } = await evaluate(
      [{ deep: ['{% $states.input.title %}', '$states.input.title', ' {% 1 %}', 'price: {% 1 %}'] }, 7, null],
      { title: 'Doctor' },
    );
    expect(result).toEqual([
      { deep: ['Doctor', '$states.input.title', ' {% 1 %}', 'price: {% 1 %}'] },
      7,
      null,
    ]);
  });

  test('that returns nothing fails the state, and the cause names its field', async () => {
    const { status, error, cause } = await evaluate({ a: { b: [1, '{% $states.input.absent %}'] } });
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.QueryEvaluationError' });
    expect(cause).toBe(
      "An error occurred while executing the state 'Only' (entered at the event id #2). The JSONata expression '$states.input.absent' specified for the field 'Output/a/b[1]' returned nothing (undefined).",
    );
  });

  test('that throws fails the state with the message of JSONata', async () => {
    const { error, cause } = await evaluate("{% 1 + 'one' %}");
    expect(error).toBe('States.QueryEvaluationError');
    expect(cause).toContain('T2002');
  });

  test('cannot return a function', async () => {
    expect(await evaluate('{% function($x) { $x } %}')).toMatchObject({
      error: 'States.QueryEvaluationError',
    });
    expect(await evaluate('{% $sum %}')).toMatchObject({ error: 'States.QueryEvaluationError' });
  });

  test('treats JSON null as a value, unlike an absent field', async () => {
    const { result } = await evaluate(
      {
        null: '{% $states.input.bar %}',
        exists: '{% $exists($states.input.bar) %}',
        absent: '{% $exists($states.input.foo) %}',
      },
      { bar: null },
    );
    expect(result).toEqual({ null: null, exists: true, absent: false });
  });

  test('reads the context object', async () => {
    const { result } = await run(
      { 'Look around': { Type: 'Pass', Output: '{% $states.context %}', End: true } },
      { order: 1 },
    );
    expect(result).toEqual({
      Execution: {
        Id: expect.stringMatching(/^arn:aws:states:us-east-1:000000000000:execution:main:[0-9a-f-]{36}$/),
        Input: { order: 1 },
        Name: expect.stringMatching(/^[0-9a-f-]{36}$/),
        RoleArn: expect.stringContaining('arn:aws:iam:'),
        StartTime: '2026-03-01T12:00:00.000Z',
        RedriveCount: 0,
      },
      State: { EnteredTime: '2026-03-01T12:00:00.000Z', Name: 'Look around', RetryCount: 0 },
      StateMachine: { Id: 'arn:aws:states:us-east-1:000000000000:stateMachine:main', Name: 'main' },
    });
  });

  test('takes the time from the injected clock', async () => {
    const { result } = await evaluate({
      now: '{% $now() %}',
      day: "{% $now('[Y0001]-[M01]-[D01]') %}",
      millis: '{% $millis() %}',
    });
    expect(result).toEqual({
      now: '2026-03-01T12:00:00.000Z',
      day: '2026-03-01',
      millis: Date.UTC(2026, 2, 1, 12),
    });
  });

  test('reads fields as JSONata does, with or without the engine', async () => {
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, true, 0, 1, '', 'text'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'length'), tie('value'), { maxKeys: 3 }),
      ),
    })).value;
    await fc.assert(
      fc.asyncProperty(
        json,
        fc.array(fc.constantFrom('a', 'b', 'length'), { maxLength: 3 }),
        async (input, path) => {
          const source = ['$states', 'input', ...path].join('.');
          const expected: unknown = await jsonata(source).evaluate(undefined, { states: { input } });
          const { status, result } = await evaluate(`{% ${source} %}`, input);
          if (expected === undefined) expect(status).toBe('FAILED');
          else expect(result).toEqual(JSON.parse(JSON.stringify(expected)));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('The functions that Step Functions adds to JSONata', () => {
  test.each([
    // The examples from the AWS documentation.
    [
      '$partition([1,2,3,4], 2)',
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      '$partition([1,2,3,4,5], 3)',
      [
        [1, 2, 3],
        [4, 5],
      ],
    ],
    ['$partition([1,2,3], 2.9)', [[1, 2], [3]]],
    ['$range(0, 10, 2)', [0, 2, 4, 6, 8, 10]],
    ['$range(3, 1, -1)', [3, 2, 1]],
    ['$range(-1.7, 2, 1)', [-1, 0, 1, 2]],
    ['$range(1, 1, 1)', 1],
    ["$hash('input data', 'SHA-1')", 'aaff4a450a104cd177d28d18d74485e8cae074b7'],
    ["$hash('', 'MD5')", 'd41d8cd98f00b204e9800998ecf8427e'],
    [`$parse('{"a":[1,null]}')`, { a: [1, null] }],
    [`$parse('{"a":{"b":3}}').a.b`, 3],
    ["($states.input.price ~> $round(1)) & ' EUR'", '2.5 EUR'],
    ['$sum($states.input.items.(price * quantity))', 11],
    ['$states.input.items[price > 2].name', 'pear'],
    ['$map($states.input.items, function($item) { $item.name })', ['plum', 'pear']],
    ['[$states.input.items[0].name]', ['plum']],
  ])('%s', async (source, expected) => {
    const input = {
      price: 2.46,
      items: [
        { name: 'plum', price: 1, quantity: 2 },
        { name: 'pear', price: 3, quantity: 3 },
      ],
    };
    expect((await evaluate(`{% ${source} %}`, input)).result).toEqual(expected);
  });

  test.each([
    '$partition([1,2], 0)',
    '$partition([], 2)',
    '$range(1, 5)',
    '$range(1, 5, -1)',
    '$range(1, 5, 0)',
    "$hash('x')",
  ])('%s returns nothing, which fails the state', async (source) => {
    expect(await evaluate(`{% ${source} %}`)).toMatchObject({
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
    });
  });

  test.each(["$hash('x', 'CRC')", "$parse('{')", "$eval('1')", '$range(1, 400000, 1)'])(
    '%s fails the state',
    async (source) => {
      expect(await evaluate(`{% ${source} %}`)).toMatchObject({
        status: 'FAILED',
        error: 'States.QueryEvaluationError',
      });
    },
  );

  test('$random returns the same number for the same seed, and without one uses the random source', async () => {
    const draw = async (source: string) =>
      (await evaluate(`{% ${source} %}`, {}, { random: () => 0.25 })).result;
    expect(await draw('$random()')).toBe(0.25);
    expect(await draw('$random(42)')).toBe(await draw('$random(42)'));
    expect(await draw('$random(42)')).not.toBe(await draw('$random(43)'));
    expect(await draw('$random(42) >= 0 and $random(42) < 1')).toBe(true);
  });

  test('$uuid makes version 4 UUIDs from the random source', async () => {
    const { result } = await evaluate('{% $uuid() %}', {}, { random: () => 0.999 });
    expect(result).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
  });
});
