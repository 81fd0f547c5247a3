import * as z from 'zod';

/** Where each key of a file is allowed, for messages about one that is not. */
export interface SchemaKeys {
  /** The keys that are allowed at a path. */
  at(path: readonly PropertyKey[]): readonly string[];
  /** Every key, however deep, with the path of what contains it; the highest place where it can be in several. */
  readonly places: ReadonlyMap<string, readonly string[]>;
}

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const nodesIn = (value: unknown): readonly Node[] => (Array.isArray(value) ? value.filter(isNode) : []);

/** What a reference within the schema stands for; a node that is none stands for itself. */
function resolved(root: Node, node: Node): Node {
  const { $ref } = node;
  if (typeof $ref !== 'string' || !$ref.startsWith('#')) return node;
  let target: unknown = root;
  for (const part of $ref.split('/').slice(1)) target = isNode(target) ? target[part] : undefined;
  return isNode(target) ? resolved(root, target) : {};
}

/** The forms that a value can have: those of a union, or the schema itself. */
function formsOf(root: Node, node: Node): readonly Node[] {
  const schema = resolved(root, node);
  const forms = [...nodesIn(schema.anyOf), ...nodesIn(schema.oneOf)];
  return forms.length === 0 ? [schema] : forms.flatMap((form) => formsOf(root, form));
}

const propertiesOf = (schema: Node): readonly (readonly [key: string, value: Node])[] =>
  isNode(schema.properties)
    ? Object.entries(schema.properties).flatMap(([key, value]) =>
        isNode(value) ? [[key, value] as const] : [],
      )
    : [];

function inside(root: Node, schema: Node, part: PropertyKey): readonly Node[] {
  const { items } = schema;
  if (typeof part === 'number') return isNode(items) ? formsOf(root, items) : [];
  return propertiesOf(schema).flatMap(([key, value]) => (key === part ? formsOf(root, value) : []));
}

/** Lists the keys of what a schema accepts. A schema may contain itself. */
export function schemaKeysOf(schema: z.ZodType): SchemaKeys {
  const root: Node = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const places = new Map<string, readonly string[]>();
  const seen = new Set<Node>();
  let level = formsOf(root, root).map((node) => ({ node, path: [] as readonly string[] }));
  while (level.length > 0) {
    const next: typeof level = [];
    for (const { node, path } of level) {
      if (seen.has(node)) continue;
      seen.add(node);
      for (const [key, value] of propertiesOf(node)) {
        if (!places.has(key)) places.set(key, path);
        next.push(...formsOf(root, value).map((form) => ({ node: form, path: [...path, key] })));
      }
      if (isNode(node.items)) next.push(...formsOf(root, node.items).map((form) => ({ node: form, path })));
    }
    level = next;
  }
  return {
    places,
    at(path) {
      let forms = formsOf(root, root);
      for (const part of path) forms = forms.flatMap((form) => inside(root, form, part));
      return [...new Set(forms.flatMap((form) => propertiesOf(form).map(([key]) => key)))];
    },
  };
}
