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

/** The forms that a value can have: those of a union, or the schema itself. */
const formsOf = (schema: Node): readonly Node[] =>
  [schema, ...nodesIn(schema.anyOf).flatMap(formsOf), ...nodesIn(schema.oneOf).flatMap(formsOf)].filter(
    ({ anyOf, oneOf }) => anyOf === undefined && oneOf === undefined,
  );

const propertiesOf = (schema: Node): readonly (readonly [key: string, value: Node])[] =>
  isNode(schema.properties)
    ? Object.entries(schema.properties).flatMap(([key, value]) =>
        isNode(value) ? [[key, value] as const] : [],
      )
    : [];

function inside(schema: Node, part: PropertyKey): readonly Node[] {
  const { items } = schema;
  if (typeof part === 'number') return isNode(items) ? formsOf(items) : [];
  return propertiesOf(schema).flatMap(([key, value]) => (key === part ? formsOf(value) : []));
}

/** Lists the keys of what a schema accepts. */
export function schemaKeysOf(schema: z.ZodType): SchemaKeys {
  const root: Node = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const places = new Map<string, readonly string[]>();
  let level = formsOf(root).map((node) => ({ node, path: [] as readonly string[] }));
  while (level.length > 0) {
    const next: typeof level = [];
    for (const { node, path } of level) {
      for (const [key, value] of propertiesOf(node)) {
        if (!places.has(key)) places.set(key, path);
        next.push(...formsOf(value).map((form) => ({ node: form, path: [...path, key] })));
      }
      if (isNode(node.items)) next.push(...formsOf(node.items).map((form) => ({ node: form, path })));
    }
    level = next;
  }
  return {
    places,
    at(path) {
      let forms = formsOf(root);
      for (const part of path) forms = forms.flatMap((form) => inside(form, part));
      return [...new Set(forms.flatMap((form) => propertiesOf(form).map(([key]) => key)))];
    },
  };
}
