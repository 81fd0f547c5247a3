import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { shardsAtOnce, stepsAtOnce } from '../../functions/campaigns/list-due-steps/handler.ts';
import { functionNames, functions, placeholderFor } from '../../infra/functions.ts';
import { concurrency as defaults, workflowNames } from '../../infra/workflows.ts';

const stateSchema = z.looseObject({
  Type: z.string(),
  Resource: z.string().optional(),
  MaxConcurrency: z.union([z.number(), z.string()]).optional(),
  TimeoutSeconds: z.union([z.number(), z.string()]).optional(),
  Arguments: z.looseObject({ FunctionName: z.string().optional() }).optional(),
  Retry: z.array(z.looseObject({ ErrorEquals: z.array(z.string()), MaxAttempts: z.number() })).optional(),
  ItemProcessor: z.looseObject({ States: z.record(z.string(), z.unknown()) }).optional(),
});
type State = z.output<typeof stateSchema>;

/** All states of a definition, including those inside its maps. */
function statesIn(states: Readonly<Record<string, unknown>>): [name: string, state: State][] {
  return Object.entries(states).flatMap(([name, value]) => {
    const state = stateSchema.parse(value);
    return [[name, state], ...statesIn(state.ItemProcessor?.States ?? {})] as [string, State][];
  });
}

describe.each(workflowNames)('the workflow %s', (name) => {
  const text = readFileSync(new URL(`../../workflows/${name}.asl.json`, import.meta.url), 'utf8');
  const { States } = z.looseObject({ States: z.record(z.string(), z.unknown()) }).parse(JSON.parse(text));
  const states = statesIn(States);
  const tasks = states.filter(([, { Type }]) => Type === 'Task');

  test.each(tasks)(
    'waits for “%s” for a limited time, which is longer than the timeout of its function',
    (_, task) => {
      const calls = functionNames.find(
        (one) => task.Arguments?.FunctionName === `\${${placeholderFor(one)}}`,
      );
      expect(task.TimeoutSeconds).toBeDefined();
      // A task that waits for staff waits until their deadline, which its input sets.
      if (calls === undefined || task.Resource?.endsWith('.waitForTaskToken')) return;
      expect(task.TimeoutSeconds).toBeGreaterThan(functions[calls].timeoutSeconds);
    },
  );

  test.each(tasks.filter(([, { Arguments }]) => Arguments?.FunctionName !== undefined))(
    'does not retry “%s” for a mistake in its input, and retries it for any other error',
    (_, { Retry = [] }) => {
      const input = Retry.findIndex(({ ErrorEquals }) => ErrorEquals.includes('InvalidInputError'));
      const others = Retry.findIndex(({ ErrorEquals }) => ErrorEquals.includes('States.TaskFailed'));
      expect(Retry[input]).toEqual({ ErrorEquals: ['InvalidInputError'], MaxAttempts: 0 });
      expect(others).toBeGreaterThan(input);
      expect(Retry[others]?.MaxAttempts).toBeGreaterThan(0);
    },
  );

  test.each(tasks.filter(([, { Arguments }]) => Arguments?.FunctionName !== undefined))(
    'waits for over an hour while Lambda has no capacity for “%s”',
    (_, { Retry = [] }) => {
      // The first rule that names the error applies, and States.TaskFailed covers this one too.
      expect(Retry[0]).toMatchObject({
        ErrorEquals: ['Lambda.TooManyRequestsException'],
        MaxAttempts: 100,
        MaxDelaySeconds: 60,
      });
    },
  );

  test('states the concurrency of its maps where the senders of email are counted', () => {
    const concurrency = states.flatMap(([, { MaxConcurrency }]) => MaxConcurrency ?? []);
    if (name === 'run-campaigns')
      expect(concurrency.slice(0, 2)).toEqual([stepsAtOnce, expect.stringContaining('{ShardsAtOnce}')]);
    expect(shardsAtOnce).toBe(defaults.ShardsAtOnce);
  });

  test('has the comment of a state before its other fields', () => {
    // Searched as text, because parsing does not keep the order of fields.
    const lateComments = [...text.matchAll(/,\s*"Comment":/g)];
    expect(lateComments).toEqual([]);
  });
});
