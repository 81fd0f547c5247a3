import { runChildren } from '../children.ts';
import type { ParallelState } from '../definition.ts';
import { createFrame } from '../frame.ts';
import { bindingsOf, type Outcome, stringifyWithinLimit, type Visit } from '../run.ts';
import { createInnerScope } from '../scope.ts';

/**
 * Runs all branches concurrently with the same input. The first failure fails the state and stops the other branches.
 */
export async function performParallel(visit: Visit, state: ParallelState): Promise<Outcome> {
  const { run, frame } = visit;
  const input =
    state.arguments === undefined ? frame.input : await state.arguments.evaluate(bindingsOf(visit));
  stringifyWithinLimit(input, "The state's input after Arguments");
  run.history.add('ParallelStateStarted');
  const results = await runChildren(run, {
    count: state.branches.length,
    limit: state.branches.length,
    done: frame.done,
    run: async (index, cancellation) => {
      const branch = state.branches[index];
      if (branch === undefined) return null;
      const branchRun = { ...run, cancellation, scope: createInnerScope(run.scope), recordFrame: undefined };
      return visit.runNested(branchRun, branch, createFrame(branch.startAt, input, {}, run.clock.now()));
    },
    onFailure(_index, error) {
      run.history.add('ParallelStateFailed');
      throw error;
    },
  });
  run.history.add('ParallelStateSucceeded');
  return { fallback: results, result: results, output: state.output, assign: state.assign, next: state.next };
}
