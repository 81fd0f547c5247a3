import type jsonata from 'jsonata';

/** What is known about a JSONata expression without evaluating it. */
export interface ExpressionFacts {
  /** Every variable name in it, functions included, without the dollar sign. */
  readonly mentioned: ReadonlySet<string>;
  /** Those of the names that the expression does not define itself. */
  readonly free: ReadonlySet<string>;
  /** Why Step Functions refuses the expression when a state machine is created; undefined if it does not. */
  readonly refusal: string | undefined;
  /** True if it reads `$states.errorOutput`, which exists only in a Catch. */
  readonly readsErrorOutput: boolean;
  /** Set for `$name` and `$name.a.b`, which can be evaluated without the JSONata engine. */
  readonly plainPath: { readonly variable: string; readonly fields: readonly string[] } | undefined;
}

/** jsonata's type for its syntax tree is incomplete, so nodes are read as plain records. */
type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const nodes = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : []);

/** Analyses the syntax tree of a compiled expression. Done once, when a definition is loaded. */
export function analyse(expression: jsonata.Expression): ExpressionFacts {
  const tree: unknown = expression.ast();
  const root: Node = isNode(tree) ? tree : {};
  const mentioned = new Set<string>();
  const defined = new Set<string>();
  let readsErrorOutput = false;
  let newerOperator: string | undefined;
  visitAll(root, (node) => {
    if (node.type === 'variable' && typeof node.value === 'string') mentioned.add(node.value);
    if (node.type === 'bind' && isNode(node.lhs)) defined.add(String(node.lhs.value));
    if (node.type === 'lambda')
      for (const argument of nodes(node.arguments)) defined.add(String(argument.value));
    for (const binding of [node.focus, node.index]) if (typeof binding === 'string') defined.add(binding);
    if (node.type === 'condition') newerOperator ??= newerOperatorIn(node);
    if (node.type === 'path') {
      const [first, second] = nodes(node.steps);
      if (first?.value === 'states' && second?.value === 'errorOutput') readsErrorOutput = true;
    }
  });
  return {
    mentioned,
    free: new Set([...mentioned].filter((name) => !defined.has(name))),
    refusal: mentioned.has('$')
      ? "a reference to '$$' is not supported"
      : (newerOperator ?? topLevelReference(root)),
    readsErrorOutput,
    plainPath: plainPathOf(root),
  };
}

function visitAll(value: unknown, visit: (node: Node) => void, seen = new Set<unknown>()): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (!Array.isArray(value) && isNode(value)) visit(value);
  for (const child of Object.values(value)) visitAll(child, visit, seen);
}

/**
 * Step Functions runs JSONata 2.0.6, which has neither `??` nor `?:`. The parser rewrites both to conditions:
 * `??` with a call that has no position in the text, `?:` with the same piece of text as condition and as result.
 */
function newerOperatorIn(node: Node): string | undefined {
  const called =
    isNode(node.condition) && isNode(node.condition.procedure) ? node.condition.procedure : undefined;
  if (called !== undefined && called.position === undefined)
    return "the operator '??' is newer than the JSONata 2.0.6 of Step Functions; write $exists(a) ? a : b";
  // Nodes contain their position in the text, so two equal nodes are the same piece of text.
  if (JSON.stringify(node.condition) === JSON.stringify(node.then))
    return "the operator '?:' is newer than the JSONata 2.0.6 of Step Functions; write a ? a : b";
  return undefined;
}

/**
 * Step Functions evaluates without a context item: the state's input is `$states.input`. It refuses a field name or `$`
 * that would read the context. Only the first step of a path reads it; later steps, predicates, sort terms and
 * groupings have a context of their own.
 */
function topLevelReference(node: Node): string | undefined {
  const first = (children: readonly unknown[]) => {
    for (const child of children) {
      const found = isNode(child) ? topLevelReference(child) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  };
  switch (node.type) {
    case 'name':
      return `a reference to '${String(node.value)}' at the top level is not supported; write $states.input.${String(node.value)}`;
    case 'wildcard':
    case 'descendant':
    case 'parent':
      return 'a wildcard at the top level is not supported; start the path from $states.input';
    case 'variable':
      return node.value === '' ? "a reference to '$' at the top level is not supported" : undefined;
    case 'path':
      return first(nodes(node.steps).slice(0, 1));
    case 'unary':
      return first([
        node.expression,
        ...(node.value === '{' ? (Array.isArray(node.lhs) ? node.lhs.flat() : []) : nodes(node.expressions)),
      ]);
    case 'binary':
    case 'apply':
    case 'bind':
      return first(node.type === 'bind' ? [node.rhs] : [node.lhs, node.rhs]);
    case 'function':
    case 'partial':
      return first([...nodes(node.arguments), node.procedure]);
    case 'lambda':
      return first([node.body]);
    case 'condition':
      return first([node.condition, node.then, node.else]);
    case 'block':
      return first(nodes(node.expressions));
    default:
      return undefined;
  }
}

function plainPathOf(root: Node): ExpressionFacts['plainPath'] {
  const isPlain = (node: Node, type: string) =>
    node.type === type &&
    typeof node.value === 'string' &&
    Object.keys(node).every((key) => key === 'type' || key === 'value' || key === 'position');
  if (isPlain(root, 'variable')) return { variable: String(root.value), fields: [] };
  const steps = nodes(root.steps);
  const [variable, ...fields] = steps;
  const hasOnlySteps = Object.keys(root).every((key) => key === 'type' || key === 'steps');
  if (root.type !== 'path' || !hasOnlySteps || variable === undefined || !isPlain(variable, 'variable'))
    return undefined;
  if (!fields.every((field) => isPlain(field, 'name'))) return undefined;
  return { variable: String(variable.value), fields: fields.map((field) => String(field.value)) };
}
