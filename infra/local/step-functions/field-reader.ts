import { DefinitionError } from './errors.ts';
import { type CompileExpression, expressionIn } from './expressions.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { compileTemplate, type Template } from './template.ts';

/** Reads the fields of one JSON object of a definition and refuses what it does not understand. */
export interface FieldReader {
  /** Path of the object in the definition. */
  readonly location: string;
  /** Every error of a definition is made here, so that each names the machine, the place and what to do. */
  refuse(field: string, problem: string): DefinitionError;
  /** Refuses fields that are not listed. */
  allowOnly(owner: string, ...fields: string[]): void;
  has(field: string): boolean;
  string(field: string): string;
  optionalString(field: string): string | undefined;
  oneOf<T extends string>(field: string, allowed: readonly T[]): T;
  /** A literal number; `undefined` if absent. */
  optionalNumber(
    field: string,
    limits: { atLeast: number; atMost?: number; whole?: boolean },
  ): number | undefined;
  flag(field: string): boolean;
  strings(field: string): string[];
  object(field: string): FieldReader;
  objects(field: string, optional?: boolean): FieldReader[];
  names(): string[];
  /** A field in which strings may be expressions. `prefix` is the field's path within its state. */
  template(field: string, options?: TemplateOptions): Template | undefined;
}

interface TemplateOptions {
  readonly prefix?: string;
  /** What a literal must be, if not just any JSON. */
  readonly literal?: 'number' | 'string' | 'array' | 'object' | 'none';
  readonly inCatch?: boolean;
}

/** What takes the place of the fields that exist only where the query language is JSONPath. */
const insteadOfJsonPath: Readonly<Record<string, string>> = {
  InputPath: 'Arguments',
  Parameters: 'Arguments',
  ResultSelector: 'Output',
  ResultPath: 'Output or Assign',
  OutputPath: 'Output',
  Result: 'Output',
  ItemsPath: 'Items',
  Iterator: 'ItemProcessor',
  MaxConcurrencyPath: 'MaxConcurrency',
  TimeoutSecondsPath: 'TimeoutSeconds',
  HeartbeatSecondsPath: 'HeartbeatSeconds',
  SecondsPath: 'Seconds',
  TimestampPath: 'Timestamp',
  ErrorPath: 'Error',
  CausePath: 'Cause',
  ToleratedFailureCountPath: 'ToleratedFailureCount',
  ToleratedFailurePercentagePath: 'ToleratedFailurePercentage',
  Variable: 'Condition',
};

export function createFieldReader(
  machine: string,
  location: string,
  raw: Json,
  compile: CompileExpression,
): FieldReader {
  const at = (field: string) => [location, field].filter((part) => part !== '').join('/');
  const refuse = (field: string, problem: string) => new DefinitionError(machine, at(field), problem);
  if (!isJsonObject(raw)) throw refuse('', 'must be a JSON object');
  const object: JsonObject = raw;
  const get = (field: string): Json | undefined => (Object.hasOwn(object, field) ? object[field] : undefined);
  const need = <T>(field: string, value: T | undefined): T => {
    if (value === undefined) throw refuse(field, 'is missing; add it');
    return value;
  };
  const optionalString = (field: string) => {
    const value = get(field);
    if (value !== undefined && typeof value !== 'string') throw refuse(field, 'must be a string');
    return value;
  };
  const list = (field: string): Json[] => {
    const value = need(field, get(field));
    if (!Array.isArray(value) || value.length === 0)
      throw refuse(field, 'must be an array that is not empty');
    return value;
  };
  return {
    location,
    refuse,
    allowOnly(owner, ...fields) {
      for (const field of Object.keys(object)) {
        if (fields.includes(field)) continue;
        const substitute = insteadOfJsonPath[field];
        throw refuse(
          field,
          substitute === undefined
            ? `${owner} has no field "${field}" that this interpreter knows; remove it (it knows ${fields.join(', ')})`
            : `"${field}" belongs to JSONPath; with JSONata use ${substitute}`,
        );
      }
    },
    has: (field) => Object.hasOwn(object, field),
    string: (field) => need(field, optionalString(field)),
    optionalString,
    oneOf(field, allowed) {
      const value = need(field, get(field));
      const found = allowed.find((one) => one === value);
      if (found === undefined)
        throw refuse(field, `must be one of ${allowed.join(', ')}, not ${JSON.stringify(value)}`);
      return found;
    },
    optionalNumber(field, { atLeast, atMost = Number.POSITIVE_INFINITY, whole = true }) {
      const value = get(field);
      if (value === undefined) return undefined;
      if (
        typeof value !== 'number' ||
        value < atLeast ||
        value > atMost ||
        (whole && !Number.isInteger(value))
      )
        throw refuse(
          field,
          `must be a ${whole ? 'whole ' : ''}number from ${atLeast}${atMost === Number.POSITIVE_INFINITY ? '' : ` to ${atMost}`}`,
        );
      return value;
    },
    flag(field) {
      const value = get(field);
      if (value !== undefined && typeof value !== 'boolean') throw refuse(field, 'must be true or false');
      return value ?? false;
    },
    strings: (field) =>
      list(field).map((item) => {
        if (typeof item !== 'string') throw refuse(field, 'must be an array of strings');
        return item;
      }),
    object: (field) => createFieldReader(machine, at(field), need(field, get(field)), compile),
    objects: (field, optional = false) =>
      optional && get(field) === undefined
        ? []
        : list(field).map((item, i) => createFieldReader(machine, `${at(field)}[${i}]`, item, compile)),
    names: () => Object.keys(object),
    template(field, { prefix = field, literal, inCatch = false } = {}) {
      const value = get(field);
      if (value === undefined) return undefined;
      if (!isExpressionText(value)) checkLiteral(value, literal, (problem) => refuse(field, problem));
      return compileChecked(value, prefix, inCatch, (problem) => refuse(field, problem), compile);
    },
  };
}

const isExpressionText = (value: Json) => typeof value === 'string' && expressionIn(value) !== undefined;

function checkLiteral(
  value: Json,
  literal: TemplateOptions['literal'],
  refuse: (problem: string) => DefinitionError,
): void {
  const kind = Array.isArray(value) ? 'array' : typeof value;
  if (literal === 'none') throw refuse('must be a JSONata expression: "{% … %}"');
  // Items takes an object too: its entries become {Key, Value}.
  if (literal === undefined || kind === literal || (literal === 'array' && kind === 'object')) return;
  throw refuse(`must be a JSONata expression or a literal of type ${literal}`);
}

function compileChecked(
  value: Json,
  prefix: string,
  inCatch: boolean,
  refuse: (problem: string) => DefinitionError,
  compile: CompileExpression,
): Template {
  let template: Template;
  try {
    template = compileTemplate(value, prefix, compile);
  } catch (error) {
    throw refuse(
      `is not valid JSONata: ${typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)}`,
    );
  }
  for (const { expression, field } of template.expressions) {
    const { refusal, readsErrorOutput } = expression.facts;
    if (refusal !== undefined) throw refuse(`'${expression.source}' (${field}): ${refusal}`);
    if (readsErrorOutput && !inCatch)
      throw refuse(`'${expression.source}' (${field}): $states.errorOutput exists only in a Catch`);
  }
  return template;
}
