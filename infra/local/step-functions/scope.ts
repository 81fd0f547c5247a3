import type { Json, JsonObject } from './json.ts';

/**
 * The variables of a workflow, or of one branch or iteration in it. A branch can read those of the enclosing scopes but
 * assigns only its own. `sealed` marks a child of a distributed map, which cannot read those of the enclosing scopes.
 */
export interface Scope {
  values: JsonObject;
  readonly outer: Scope | undefined;
  readonly sealed: boolean;
}

/** Creates the scope of an execution. */
export function createScope(values: JsonObject = {}): Scope {
  return { values, outer: undefined, sealed: false };
}

/** Creates a scope inside `outer`. */
export function createInnerScope(outer: Scope, sealed = false): Scope {
  return { values: {}, outer, sealed };
}

/** Returns the value of a variable, or undefined if no reachable scope has it. */
export function lookUp(scope: Scope, name: string): Json | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.sealed ? undefined : at.outer) {
    if (Object.hasOwn(at.values, name)) return at.values[name];
  }
  return undefined;
}

/** True if the variable exists, but only outside the distributed map that this scope is in. */
export function isOutOfReach(scope: Scope, name: string): boolean {
  let beyondBorder = false;
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    if (Object.hasOwn(at.values, name)) return beyondBorder;
    beyondBorder ||= at.sealed;
  }
  return false;
}

/** Sets several variables in one step. Their expressions were evaluated before, so all saw the old values. */
export function assign(scope: Scope, values: JsonObject): void {
  scope.values = { ...scope.values, ...values };
}
