import { functionName, stateMachineName } from './arns.ts';
import type { State, StateMachine, Workflow } from './definition.ts';
import { DefinitionError } from './errors.ts';

/** Refuses tasks that name a function or a state machine that does not exist, so that a slip is found at once. */
export function checkReferences(
  stateMachines: ReadonlyMap<string, StateMachine>,
  functions: ReadonlySet<string>,
): void {
  const check = (machine: StateMachine, state: State) => {
    if (state.type !== 'Task') return;
    const refuse = (field: string, problem: string) =>
      new DefinitionError(machine.name, `${state.name}/Arguments/${field}`, problem);
    const called = state.arguments?.entries.get('FunctionName')?.constant;
    if (typeof called === 'string' && !functions.has(functionName(called)))
      throw refuse(
        'FunctionName',
        `no function "${called}" is given; there are: ${[...functions].join(', ')}`,
      );
    const started = state.arguments?.entries.get('StateMachineArn')?.constant;
    if (typeof started === 'string' && !stateMachines.has(stateMachineName(started)))
      throw refuse(
        'StateMachineArn',
        `no state machine "${started}" is given; there are: ${[...stateMachines.keys()].join(', ')}`,
      );
  };
  const walk = (machine: StateMachine, workflow: Workflow) => {
    for (const state of workflow.states.values()) {
      check(machine, state);
      if (state.type === 'Map') walk(machine, state.processor);
      if (state.type === 'Parallel') for (const branch of state.branches) walk(machine, branch);
    }
  };
  for (const machine of stateMachines.values()) walk(machine, machine.workflow);
}
