import { type Bindings, type CompileExpression, type Expression, expressionIn } from './expressions.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';

/** A field of a state: JSON in which any string may be an expression. */
export interface Template {
  /** Set if there is no expression anywhere in it. */
  readonly constant: Json | undefined;
  readonly expressions: readonly { readonly expression: Expression; readonly field: string }[];
  /** The fields in it, if it is an object. */
  readonly entries: ReadonlyMap<string, Template>;
  evaluate(bindings: Bindings): Json | Promise<Json>;
}

const none: ReadonlyMap<string, Template> = new Map();

/** Compiles a field. `field` is its path in the state as AWS writes it: `Output/items[0]/id`. */
export function compileTemplate(value: Json, field: string, compile: CompileExpression): Template {
  if (typeof value === 'string') {
    const source = expressionIn(value);
    if (source === undefined) return constant(value);
    const expression = compile(source);
    return {
      constant: undefined,
      expressions: [{ expression, field }],
      entries: none,
      evaluate: (bindings) => expression.evaluate(bindings, field),
    };
  }
  if (Array.isArray(value)) {
    const items = value.map((item, i) => compileTemplate(item, `${field}[${i}]`, compile));
    if (items.every((item) => item.constant !== undefined)) return constant(value);
    return {
      constant: undefined,
      expressions: items.flatMap((item) => item.expressions),
      entries: none,
      async evaluate(bindings) {
        const result: Json[] = [];
        for (const item of items) result.push(await item.evaluate(bindings));
        return result;
      },
    };
  }
  if (!isJsonObject(value)) return constant(value);
  const entries = new Map(
    Object.entries(value).map(([key, entry]) => [key, compileTemplate(entry, `${field}/${key}`, compile)]),
  );
  const parts = [...entries.values()];
  if (parts.every((entry) => entry.constant !== undefined)) return { ...constant(value), entries };
  return {
    constant: undefined,
    expressions: parts.flatMap((entry) => entry.expressions),
    entries,
    async evaluate(bindings) {
      const result: JsonObject = {};
      for (const [key, entry] of entries) {
        const part = entry.evaluate(bindings);
        result[key] = part instanceof Promise ? await part : part;
      }
      return result;
    },
  };
}

function constant(value: Json): Template {
  return { constant: value, expressions: [], entries: none, evaluate: () => value };
}
