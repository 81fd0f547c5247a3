import { type Bindings, type CompileExpression, type Expression, expressionIn } from './expressions.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';

/** A compiled field of a state: JSON in which any string may be an expression. */
export interface Template {
  /** The value, if it contains no expression. */
  readonly constant: Json | undefined;
  /** Every expression in it, with its path in the state. */
  readonly expressions: readonly { readonly expression: Expression; readonly field: string }[];
  /** Its fields, if it is an object. */
  readonly entries: ReadonlyMap<string, Template>;
  /** Evaluates every expression in it. @throws StateError States.QueryEvaluationError if one fails */
  evaluate(bindings: Bindings): Json | Promise<Json>;
}

const noEntries: ReadonlyMap<string, Template> = new Map();

/** Compiles a field. `field` is its path in the state, as AWS writes it: `Output/items[0]/id`. */
export function compileTemplate(value: Json, field: string, compile: CompileExpression): Template {
  if (typeof value === 'string') {
    const source = expressionIn(value);
    if (source === undefined) return createConstantTemplate(value);
    const expression = compile(source);
    return {
      constant: undefined,
      expressions: [{ expression, field }],
      entries: noEntries,
      evaluate: (bindings) => expression.evaluate(bindings, field),
    };
  }
  if (Array.isArray(value)) {
    const items = value.map((item, i) => compileTemplate(item, `${field}[${i}]`, compile));
    if (items.every((item) => item.constant !== undefined)) return createConstantTemplate(value);
    return {
      constant: undefined,
      expressions: items.flatMap((item) => item.expressions),
      entries: noEntries,
      async evaluate(bindings) {
        const result: Json[] = [];
        for (const item of items) result.push(await item.evaluate(bindings));
        return result;
      },
    };
  }
  if (!isJsonObject(value)) return createConstantTemplate(value);
  const entries = new Map(
    Object.entries(value).map(([key, entry]) => [key, compileTemplate(entry, `${field}/${key}`, compile)]),
  );
  const parts = [...entries.values()];
  if (parts.every((entry) => entry.constant !== undefined))
    return { ...createConstantTemplate(value), entries };
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

function createConstantTemplate(value: Json): Template {
  return { constant: value, expressions: [], entries: noEntries, evaluate: () => value };
}
