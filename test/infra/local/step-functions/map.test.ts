import { describe, expect, test } from 'vitest';
import { bench, call, named, parse, run, workflow } from './support.ts';

/** A Map over `$states.input.items` that runs one state per item. */
function over(state: object, more: object = {}, mode?: 'DISTRIBUTED'): object {
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
    const { result } = await run({ Map: over(square, {}, mode) }, { items: [1, 2, 3] });
    expect(result).toEqual([1, 4, 9]);
  });

  test('of nothing yields nothing', async () => {
    expect((await run({ Map: over(square, {}, mode) }, { items: [] })).result).toEqual([]);
  });

  test('lets ItemSelector shape the input of each iteration', async () => {
    const selector = {
      ItemSelector: {
        index: '{% $states.context.Map.Item.Index %}',
        value: '{% $states.context.Map.Item.Value %}',
        of: '{% $count($states.input.items) %}',
      },
    };
    const { result } = await run({ Map: over({ Type: 'Pass' }, selector, mode) }, { items: ['a', 'b'] });
    expect(result).toEqual([
      { index: 0, value: 'a', of: 2 },
      { index: 1, value: 'b', of: 2 },
    ]);
  });

  test('shows the item to the states of the iteration too', async () => {
    const { result } = await run(
      { Map: over({ Type: 'Pass', Output: '{% $states.context.Map.Item.Index %}' }, {}, mode) },
      { items: ['a', 'b'] },
    );
    expect(result).toEqual([0, 1]);
  });

  test('iterates over the entries of an object', async () => {
    const { result } = await run(
      { Map: over({ Type: 'Pass' }, {}, mode) },
      { items: { gold: 1, silver: 2 } },
    );
    expect(result).toEqual([
      { Key: 'gold', Value: 1 },
      { Key: 'silver', Value: 2 },
    ]);
  });

  test('refuses items that are neither', async () => {
    expect(await run({ Map: over(square, {}, mode) }, { items: 3 })).toMatchObject({
      error: 'States.QueryEvaluationError',
    });
  });

  test.each([1, 2, 5])('runs no more than MaxConcurrency = %d at a time', async (limit) => {
    let running = 0;
    let most = 0;
    const work = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
    };
    const map = over(call('work'), { MaxConcurrency: '{% $states.input.limit %}' }, mode);
    const { status } = await run(
      { Map: map },
      { limit, items: [1, 2, 3, 4, 5, 6, 7] },
      { functions: { work } },
    );
    expect({ status, most }).toEqual({ status: 'SUCCEEDED', most: limit });
  });

  test('keeps what an iteration assigns to itself', async () => {
    const { result } = await run(
      {
        Map: {
          ...over({}, {}, mode),
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
  test('read the variables around them', async () => {
    const { result } = await run({
      Set: { Type: 'Pass', Assign: { rate: 3 }, Output: { items: [1, 2] }, Next: 'Map' },
      Map: over({ Type: 'Pass', Output: '{% $states.input * $rate %}' }),
    });
    expect(result).toEqual([3, 6]);
  });

  test('fail the Map with the error of the first that fails, and the others stop', async () => {
    const seen: number[] = [];
    const work = async (n: number) => {
      if (n === 2) throw named('Broken');
      await new Promise(setImmediate);
      seen.push(n);
    };
    const { status, error } = await run(
      { Map: over(call('work'), { MaxConcurrency: 2 }) },
      { items: [1, 2, 3, 4] },
      { functions: { work } },
    );
    expect({ status, error, later: seen.filter((n) => n > 2) }).toEqual({
      status: 'FAILED',
      error: 'Broken',
      later: [],
    });
  });

  test('number at most 40 at a time', async () => {
    const { start, pass, look } = bench(workflow({ Map: over({ Type: 'Wait', Seconds: 1 }) }));
    const execution = await start({ items: Array.from({ length: 41 }, (_, i) => i) });
    await pass(1);
    expect(look(execution).status).toBe('RUNNING');
    await pass(1);
    expect(look(execution).status).toBe('SUCCEEDED');
  });
});

describe('The children of a distributed Map', () => {
  test('cannot read the variables around them, which fails where one is referred to', async () => {
    const states = (expression: string) => ({
      Set: { Type: 'Pass', Assign: { rate: 3 }, Output: { items: [1] }, Next: 'Map' },
      Map: over(
        { Type: 'Pass', Output: expression },
        { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }] },
        'DISTRIBUTED',
      ),
      Caught: { Type: 'Succeed' },
    });
    // Even where an undefined variable would do no harm.
    const { result } = await run(states('{% $exists($rate) %}'));
    expect(result).toMatchObject({ Error: 'States.ExceedToleratedFailureThreshold' });
    // A name of the expression's own is no reference to the variable outside.
    expect((await run(states('{% ($rate := 4; $rate) %}'))).result).toEqual([4]);
  });

  test('get the values they need through ItemSelector, which reads variables', async () => {
    const { result } = await run({
      Set: { Type: 'Pass', Assign: { rate: 3 }, Output: { items: [1, 2] }, Next: 'Map' },
      Map: over(
        { Type: 'Pass', Output: '{% $states.input.rate * $states.input.n %}' },
        { ItemSelector: { rate: '{% $rate %}', n: '{% $states.context.Map.Item.Value %}' } },
        'DISTRIBUTED',
      ),
    });
    expect(result).toEqual([3, 6]);
  });

  test('are executions of their own', async () => {
    const map = over(
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
    if (n < 0) throw named('Broken');
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
  ])('may fail as far as %j says: %j', async (tolerance, items, survives) => {
    const { status, error, result } = await run(
      { Map: over(call('work', '{% $states.input %}', output), tolerance, 'DISTRIBUTED') },
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

  test('keep their events out of the history of the execution around them', async () => {
    const { start, events } = bench(workflow({ Map: over(square, {}, 'DISTRIBUTED') }));
    expect(events(await start({ items: [1, 2] }))).toEqual([
      'ExecutionStarted',
      'MapStateEntered',
      'MapRunStarted',
      'MapRunSucceeded',
      'MapStateExited',
      'ExecutionSucceeded',
    ]);
  });

  test('all run at once unless MaxConcurrency says otherwise', async () => {
    const { start, pass, look } = bench(
      workflow({ Map: over({ Type: 'Wait', Seconds: 1, Output: 1 }, {}, 'DISTRIBUTED') }),
    );
    const execution = await start({ items: Array.from({ length: 500 }, (_, i) => i) });
    await pass(1);
    expect(parse(look(execution).output)).toHaveLength(500);
  });
});
