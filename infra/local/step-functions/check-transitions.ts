import type { State, Workflow } from './definition.ts';
import type { FieldReader } from './field-reader.ts';

/**
 * Checks the graph of a state machine as AWS does: every transition leads to an existing state, every state can be
 * reached, some state ends each workflow, and state names are unique in the whole machine. Also checks that a branch
 * does not assign a variable of an enclosing scope.
 *
 * @throws DefinitionError at the first violation
 */
export function checkTransitions(top: FieldReader, workflow: Workflow): void {
  checkWorkflow(top, workflow, '', new Set(), new Set());
}

function checkWorkflow(
  top: FieldReader,
  workflow: Workflow,
  path: string,
  names: Set<string>,
  outerVariables: ReadonlySet<string>,
): void {
  const at = (rest: string) => (path === '' ? rest : `${path}/${rest}`);
  const stateList = () =>
    `the states here are ${[...workflow.states.keys()].map((name) => `"${name}"`).join(', ')}`;
  if (!workflow.states.has(workflow.startAt))
    throw top.errorAt(at('StartAt'), `names no state: "${workflow.startAt}"; ${stateList()}`);

  const variables = new Set(outerVariables);
  for (const state of workflow.states.values())
    for (const name of variablesAssignedBy(state)) variables.add(name);

  for (const [name, state] of workflow.states) {
    if (names.has(name))
      throw top.errorAt(
        at(`States/${name}`),
        'another state has this name; AWS requires names to be unique in the whole state machine, so rename one',
      );
    names.add(name);
    for (const { field, to } of transitions(state)) {
      if (!workflow.states.has(to))
        throw top.errorAt(
          at(`States/${name}/${field}`),
          `leads to "${to}", which is not a state; ${stateList()}`,
        );
    }
    for (const variable of variablesAssignedBy(state)) {
      if (outerVariables.has(variable))
        throw top.errorAt(
          at(`States/${name}/Assign/${variable}`),
          `"${variable}" is also assigned outside; a branch cannot set an outer variable, so use another name`,
        );
    }
    if (state.type === 'Parallel')
      state.branches.forEach((branch, i) => {
        checkWorkflow(top, branch, at(`States/${name}/Branches[${i}]`), names, variables);
      });
    if (state.type === 'Map')
      checkWorkflow(
        top,
        state.processor,
        at(`States/${name}/ItemProcessor`),
        names,
        // The children of a distributed map share no variables with the workflow around them.
        state.distributed ? new Set() : variables,
      );
  }

  const reached = reachableFrom(workflow);
  for (const name of workflow.states.keys()) {
    if (!reached.has(name))
      throw top.errorAt(at(`States/${name}`), 'no state leads here; remove it or point a Next at it');
  }
  if (![...workflow.states.values()].some(endsWorkflow))
    throw top.errorAt(at('States'), 'no state ends the workflow; give one of them "End": true');
}

function transitions(state: State): { field: string; to: string }[] {
  const arrows: { field: string; to: string }[] = [];
  if ('next' in state && state.next !== undefined) arrows.push({ field: 'Next', to: state.next });
  if ('catchers' in state)
    state.catchers.forEach((catcher, i) => {
      arrows.push({ field: `Catch[${i}]/Next`, to: catcher.next });
    });
  if (state.type === 'Choice') {
    state.rules.forEach((rule, i) => {
      arrows.push({ field: `Choices[${i}]/Next`, to: rule.next });
    });
    if (state.default !== undefined) arrows.push({ field: 'Default', to: state.default });
  }
  return arrows;
}

function reachableFrom(workflow: Workflow): Set<string> {
  const reached = new Set<string>();
  const pending = [workflow.startAt];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const state = workflow.states.get(name);
    if (reached.has(name) || state === undefined) continue;
    reached.add(name);
    pending.push(...transitions(state).map(({ to }) => to));
  }
  return reached;
}

function endsWorkflow(state: State): boolean {
  if (state.type === 'Succeed' || state.type === 'Fail') return true;
  return 'next' in state && state.next === undefined;
}

function variablesAssignedBy(state: State): string[] {
  const templates = [
    state.assign,
    ...(state.type === 'Choice' ? state.rules.map((rule) => rule.assign) : []),
    ...('catchers' in state ? state.catchers.map((catcher) => catcher.assign) : []),
  ];
  return templates.flatMap((template) => [...(template?.entries.keys() ?? [])]);
}
