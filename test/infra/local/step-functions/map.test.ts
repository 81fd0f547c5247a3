import { describe, expect, test } from 'vitest';
import { createError, createHarness, lambdaTask, parse, run, workflow } from './support.ts';

/** A Map state over `$states.input.items` that runs one state per item. */
function mapOver(state: object, more: object = {}, mode?: 'DISTRIBUTED'): object {
  return {
    Type: 'Map',
    Items: '{% $states.input.items %}',
    ItemProcessor: {
      ...(mode === undefined ? {} : { ProcessorConfig: { Mode: mode, ExecutionType: 'STANDARD' } }),
      StartAt: 'Each',
      States: { Each: { End: true, ...state } },
    },
    End: true,
    ...more,
  };
}

const square = { Type: 'Pass', Output: '{% $states.input * $states.input %}' };

describe.each([undefined, 'DISTRIBUTED'] as const)('Map (%s)', (mode) => {
  test('runs its processor per item, with results in the order of the items', async () => {
    const { result } = await run({ Map: mapOver(square, {}, mode) }, { items: [1, 2, 3] });
    expect(result).toEqual([1, 4, 9]);
  });

  test('returns an empty array for no items', async () => {
    expect((await run({ Map: mapOver(square, {}, mode) }, { items: [] })).result).toEqual([]);
  });

  test('computes the input of each iteration with ItemSelector', async () => {
    const selector = {
      ItemSelector: {
        index: '{% $states.context.Map.Item.Index %}',
        value: '{% $states.context.Map.Item.Value %}',
        of: '{% $count($states.input.items) %}',
      },
    };
    const { result } = await run({ Map: mapOver({ Type: 'Pass' }, selector, mode) }, { items: ['a', 'b'] });
    expect(result).toEqual([
      { index: 0, value: 'a', of: 2 },
      { index: 1, value: 'b', of: 2 },
    ]);
  });

  test('makes the item available to the states of the iteration, too', async () => {
    const { result } = await run(
      { Map: mapOver({ Type: 'Pass', Output: '{% $states.context.Map.Item.Index %}' }, {}, mode) },
      { items: ['a', 'b'] },
    );
    expect(result).toEqual([0, 1]);
  });

  test('refuses items that are neither an array nor an object', async () => {
    expect(await run({ Map: mapOver(square, {}, mode) }, { items: 3 })).toMatchObject({
      error: 'States.QueryEvaluationError',
    });
  });

  test.each([1, 2, 5])('runs at most MaxConcurrency = %d iterations at the same time', async (limit) => {
    let running = 0;
    let most = 0;
    const work = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
    };
    const map = mapOver(lambdaTask('work'), { MaxConcurrency: '{% $states.input.limit %}' }, mode);
    const { status } = await run(
      { Map: map },
      { limit, items: [1, 2, 3, 4, 5, 6, 7] },
      { functions: { work } },
    );
    expect({ status, most }).toEqual({ status: 'SUCCEEDED', most: limit });
  });

  test('keeps variables assigned in an iteration local to it', async () => {
    const { result } = await run(
      {
        Map: {
          ...mapOver({}, {}, mode),
          ItemProcessor: {
            ...(mode === undefined ? {} : { ProcessorConfig: { Mode: mode, ExecutionType: 'EXPRESS' } }),
            StartAt: 'Set',
            States: {
              Set: { Type: 'Pass', Assign: { mine: '{% $states.input %}' }, Next: 'Get' },
              Get: { Type: 'Pass', Output: '{% $mine %}', End: true },
            },
          },
          End: undefined,
          Next: 'After',
        },
        After: { Type: 'Pass', Output: '{% [$states.input, $exists($mine)] %}', End: true },
      },
      { items: [1, 2] },
    );
    expect(result).toEqual([1, 2, false]);
  });
});

describe('The iterations of an inline Map', () => {
  test('can read the variables of the enclosing scope', async () => {
    const { result } = await run({
      Set: { Type: 'Pass', Assign: { rate: 3 }, Output: { items: [1, 2] }, Next: 'Map' },
      Map: mapOver({ Type: 'Pass', Output: '{% $states.input * $rate %}' }),
    });
    expect(result).toEqual([3, 6]);
  });

  test('fail the Map with the error of the first that fails, which stops the others', async () => {
    const seen: number[] = [];
    const work = async (n: number) => {
      if (n === 2) throw createError('Broken');
      await new Promise(setImmediate);
      seen.push(n);
    };
    const { status, error } = await run(
      { Map: mapOver(lambdaTask('work'), { MaxConcurrency: 2 }) },
      { items: [1, 2, 3, 4] },
      { functions: { work } },
    );
    expect({ status, error, later: seen.filter((n) => n > 2) }).toEqual({
      status: 'FAILED',
      error: 'Broken',
      later: [],
    });
  });

  test('run at most 40 at the same time', async () => {
    const { start, advance, look } = createHarness(workflow({ Map: mapOver({ Type: 'Wait', Seconds: 1 }) }));
    const execution = await start({ items: Array.from({ length: 41 }, (_, i) => i) });
    await advance(1);
    expect(look(execution).status).toBe('RUNNING');
    await advance(1);
    expect(look(execution).status).toBe('SUCCEEDED');
  });
});

describe('The children of a distributed Map', () => {
  test('may be one for each entry of an object', async () => {
    const { result } = await run(
      { Map: mapOver({ Type: 'Pass' }, {}, 'DISTRIBUTED') },
      { items: { gold: 1, silver: 2 } },
    );
    expect(result).toEqual([
      { Key: 'gold', Value: 1 },
      { Key: 'silver', Value: 2 },
    ]);
  });

  test('cannot read the variables of the enclosing scope, and fail if they refer to one', async () => {
    const states = (expression: string) => ({
      Set: { Type: 'Pass', Assign: { rate: 3 }, Output: { items: [1] }, Next: 'Map' },
      Map: mapOver(
        { Type: 'Pass', Output: expression },
        { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }] },
        'DISTRIBUTED',
      ),
      Caught: { Type: 'Succeed' },
    });
    // Even where an undefined variable would be harmless.
    const { result } = await run(states('{% $exists($rate) %}'));
    expect(result).toMatchObject({ Error: 'States.ExceedToleratedFailureThreshold' });
    // A name that the expression defines itself does not refer to the outer variable.
    expect((await run(states('{% ($rate := 4; $rate) %}'))).result).toEqual([4]);
  });

  test('receive values of variables through ItemSelector, which can read them', async () => {
    const { result } = await run({
      Set: { Type: 'Pass', Assign: { rate: 3 }, Output: { items: [1, 2] }, Next: 'Map' },
      Map: mapOver(
        { Type: 'Pass', Output: '{% $states.input.rate * $states.input.n %}' },
        { ItemSelector: { rate: '{% $rate %}', n: '{% $states.context.Map.Item.Value %}' } },
        'DISTRIBUTED',
      ),
    });
    expect(result).toEqual([3, 6]);
  });

  test('are separate executions', async () => {
    const map = mapOver(
      {
        Type: 'Pass',
        Output: { id: '{% $states.context.Execution.Id %}', input: '{% $states.context.Execution.Input %}' },
      },
      { Label: 'shards' },
      'DISTRIBUTED',
    );
    const { result } = await run({ Map: map }, { items: ['a'] });
    expect(result).toEqual([{ id: expect.stringContaining(':execution:main/shards:'), input: 'a' }]);
  });

  const work = (n: number) => {
    if (n < 0) throw createError('Broken');
    return n;
  };
  const output = { Output: '{% $states.result.Payload %}' };

  test.each([
    [{}, [1, -2, 3, 4], false],
    [{ ToleratedFailureCount: 1 }, [1, -2, 3, 4], true],
    [{ ToleratedFailureCount: 1 }, [1, -2, -3, 4], false],
    [{ ToleratedFailurePercentage: 50 }, [1, -2, -3, 4], true],
    [{ ToleratedFailurePercentage: 49 }, [1, -2, -3, 4], false],
    [{ ToleratedFailurePercentage: 100, ToleratedFailureCount: 1 }, [1, -2, -3, 4], false],
    [{ ToleratedFailureCount: '{% $states.input.items[3] %}' }, [-1, -2, -3, 4], true],
  ])('may fail as often as %j allows: %j', async (tolerance, items, survives) => {
    const { status, error, result } = await run(
      { Map: mapOver(lambdaTask('work', '{% $states.input %}', output), tolerance, 'DISTRIBUTED') },
      { items },
      { functions: { work } },
    );
    if (survives) {
      expect(status).toBe('SUCCEEDED');
      expect(result).toEqual(
        items.map((n) => (n > 0 ? n : expect.objectContaining({ Status: 'FAILED', Error: 'Broken' }))),
      );
    } else {
      expect(error).toBe('States.ExceedToleratedFailureThreshold');
    }
  });

  test('keep their events out of the history of the parent execution', async () => {
    const { start, events } = createHarness(workflow({ Map: mapOver(square, {}, 'DISTRIBUTED') }));
    expect(events(await start({ items: [1, 2] }))).toEqual([
      'ExecutionStarted',
      'MapStateEntered',
      'MapRunStarted',
      'MapRunSucceeded',
      'MapStateExited',
      'ExecutionSucceeded',
    ]);
  });

  test('all run at the same time unless MaxConcurrency is set', async () => {
    const { start, advance, look } = createHarness(
      workflow({ Map: mapOver({ Type: 'Wait', Seconds: 1, Output: 1 }, {}, 'DISTRIBUTED') }),
    );
    const execution = await start({ items: Array.from({ length: 500 }, (_, i) => i) });
    await advance(1);
    expect(parse(look(execution).output)).toHaveLength(500);
  });
});
