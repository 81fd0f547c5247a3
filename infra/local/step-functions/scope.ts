import type { Json, JsonObject } from './json.ts';

/**
 * The variables of a workflow, or of one branch or iteration in it. A branch reads those of the scopes around it
 * and assigns only its own. `sealed` marks a child of a distributed map, which reads no others.
 */
export interface Scope {
  values: JsonObject;
  readonly outer: Scope | undefined;
  readonly sealed: boolean;
}

/** The scope of a whole execution. */
export function rootScope(values: JsonObject = {}): Scope {
  return { values, outer: undefined, sealed: false };
}

/** A scope inside `outer`. */
export function innerScope(outer: Scope, sealed = false): Scope {
  return { values: {}, outer, sealed };
}

/** The value of a variable, or undefined if no reachable scope has it. */
export function lookUp(scope: Scope, name: string): Json | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.sealed ? undefined : at.outer) {
    if (Object.hasOwn(at.values, name)) return at.values[name];
  }
  return undefined;
}

/** True if the variable exists, but beyond the border of a distributed map. */
export function isOutOfReach(scope: Scope, name: string): boolean {
  let beyondBorder = false;
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    if (Object.hasOwn(at.values, name)) return beyondBorder;
    beyondBorder ||= at.sealed;
  }
  return false;
}

/** Sets variables together, so that a state's assignments all see the values from before it. */
export function assign(scope: Scope, values: JsonObject): void {
  scope.values = { ...scope.values, ...values };
}
