import { functionName, stateMachineName } from './arns.ts';
import type { State, StateMachine, Workflow } from './definition.ts';
import { DefinitionError } from './errors.ts';

/**
 * Checks that the functions and state machines named in tasks exist, so that a typo is found when definitions are
 * loaded. Names computed by an expression are not checked.
 *
 * @throws DefinitionError at the first name that does not exist
 */
export function checkReferences(
  stateMachines: ReadonlyMap<string, StateMachine>,
  functions: ReadonlySet<string>,
): void {
  const check = (machine: StateMachine, state: State) => {
    if (state.type !== 'Task') return;
    const errorAt = (field: string, problem: string) =>
      new DefinitionError(machine.name, `${state.name}/Arguments/${field}`, problem);
    const functionReference = state.arguments?.entries.get('FunctionName')?.constant;
    if (typeof functionReference === 'string' && !functions.has(functionName(functionReference)))
      throw errorAt(
        'FunctionName',
        `no function "${functionReference}" is registered; known functions: ${[...functions].join(', ')}`,
      );
    const machineReference = state.arguments?.entries.get('StateMachineArn')?.constant;
    if (typeof machineReference === 'string' && !stateMachines.has(stateMachineName(machineReference)))
      throw errorAt(
        'StateMachineArn',
        `no state machine "${machineReference}" is registered; known state machines: ${[...stateMachines.keys()].join(', ')}`,
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
