import type { State, Workflow } from './definition.ts';
import type { FieldReader } from './field-reader.ts';

/** Follows every arrow of a state machine: each must lead somewhere, and each state must be led to. */
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
  const existing = () =>
    `the states here are ${[...workflow.states.keys()].map((name) => `"${name}"`).join(', ')}`;
  if (!workflow.states.has(workflow.startAt))
    throw top.refuse(at('StartAt'), `names no state: "${workflow.startAt}"; ${existing()}`);

  const variables = new Set(outerVariables);
  for (const state of workflow.states.values()) for (const name of assignedBy(state)) variables.add(name);

  for (const [name, state] of workflow.states) {
    if (names.has(name))
      throw top.refuse(
        at(`States/${name}`),
        'another state has this name; AWS wants names unique in the whole state machine, so rename one',
      );
    names.add(name);
    for (const { field, to } of transitions(state)) {
      if (!workflow.states.has(to))
        throw top.refuse(at(`States/${name}/${field}`), `leads to "${to}", which is no state; ${existing()}`);
    }
    for (const variable of assignedBy(state)) {
      if (outerVariables.has(variable))
        throw top.refuse(
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
        // The children of a distributed map have variables entirely of their own.
        state.distributed ? new Set() : variables,
      );
  }

  const reached = reachableFrom(workflow);
  for (const name of workflow.states.keys()) {
    if (!reached.has(name))
      throw top.refuse(at(`States/${name}`), 'no state leads here; remove it or point a Next at it');
  }
  if (![...workflow.states.values()].some(isEnd))
    throw top.refuse(at('States'), 'no state ends the workflow; give one of them "End": true');
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

function isEnd(state: State): boolean {
  if (state.type === 'Succeed' || state.type === 'Fail') return true;
  return 'next' in state && state.next === undefined;
}

function assignedBy(state: State): string[] {
  const templates = [
    state.assign,
    ...(state.type === 'Choice' ? state.rules.map((rule) => rule.assign) : []),
    ...('catchers' in state ? state.catchers.map((catcher) => catcher.assign) : []),
  ];
  return templates.flatMap((template) => [...(template?.entries.keys() ?? [])]);
}
