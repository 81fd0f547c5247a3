import { DefinitionError } from './errors.ts';
import { type CompileExpression, expressionIn } from './expressions.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { compileTemplate, type Template } from './template.ts';

/**
 * Reads the fields of one JSON object in a definition. Every method throws a DefinitionError for a field that is
 * missing or of the wrong type, unless it says that the field is optional.
 */
export interface FieldReader {
  /**
   * The error to throw for a field. Every error in a definition comes from here, so each names the machine and the
   * path.
   */
  errorAt(field: string, problem: string): DefinitionError;
  /** Throws if the object has a field that is not listed. `owner` names the object: "a Task". */
  allowOnly(owner: string, ...fields: string[]): void;
  has(field: string): boolean;
  string(field: string): string;
  /** `undefined` if absent. */
  optionalString(field: string): string | undefined;
  oneOf<T extends string>(field: string, allowed: readonly T[]): T;
  /** A literal number; `undefined` if absent. */
  optionalNumber(
    field: string,
    limits: { atLeast: number; atMost?: number; whole?: boolean },
  ): number | undefined;
  /** False if absent. */
  flag(field: string): boolean;
  /** A non-empty array of strings. */
  strings(field: string): string[];
  object(field: string): FieldReader;
  /** A non-empty array of objects; with `optional`, empty if the field is absent. */
  objects(field: string, optional?: boolean): FieldReader[];
  fieldNames(): string[];
  /** A field in which any string may be an expression; `undefined` if absent. */
  template(field: string, options?: TemplateOptions): Template | undefined;
}

interface TemplateOptions {
  /** The field's path in its state, if that is not just its name. */
  readonly prefix?: string;
  /** The type that a literal must have; any JSON by default. With `none`, it must be an expression. */
  readonly literal?: 'number' | 'string' | 'array' | 'object' | 'none';
  /** Allows `$states.errorOutput`. */
  readonly inCatch?: boolean;
}

/** The JSONata counterparts of fields that exist only in JSONPath. */
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

/** Creates a reader for `raw`. @throws DefinitionError if it is not a JSON object */
export function createFieldReader(
  machine: string,
  location: string,
  raw: Json,
  compile: CompileExpression,
): FieldReader {
  const at = (field: string) => [location, field].filter((part) => part !== '').join('/');
  const errorAt = (field: string, problem: string) => new DefinitionError(machine, at(field), problem);
  if (!isJsonObject(raw)) throw errorAt('', 'must be a JSON object');
  const object: JsonObject = raw;
  const get = (field: string): Json | undefined => (Object.hasOwn(object, field) ? object[field] : undefined);
  const requireField = <T>(field: string, value: T | undefined): T => {
    if (value === undefined) throw errorAt(field, 'is missing; add it');
    return value;
  };
  const optionalString = (field: string) => {
    const value = get(field);
    if (value !== undefined && typeof value !== 'string') throw errorAt(field, 'must be a string');
    return value;
  };
  const list = (field: string): Json[] => {
    const value = requireField(field, get(field));
    if (!Array.isArray(value) || value.length === 0) throw errorAt(field, 'must be a non-empty array');
    return value;
  };
  return {
    errorAt,
    allowOnly(owner, ...fields) {
      for (const field of Object.keys(object)) {
        if (fields.includes(field)) continue;
        const substitute = insteadOfJsonPath[field];
        throw errorAt(
          field,
          substitute === undefined
            ? `${owner} has no field "${field}" that this interpreter supports; remove it (supported: ${fields.join(', ')})`
            : `"${field}" belongs to JSONPath; with JSONata use ${substitute}`,
        );
      }
    },
    has: (field) => Object.hasOwn(object, field),
    string: (field) => requireField(field, optionalString(field)),
    optionalString,
    oneOf(field, allowed) {
      const value = requireField(field, get(field));
      const found = allowed.find((one) => one === value);
      if (found === undefined)
        throw errorAt(field, `must be one of ${allowed.join(', ')}, not ${JSON.stringify(value)}`);
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
        throw errorAt(
          field,
          `must be a ${whole ? 'whole ' : ''}number from ${atLeast}${atMost === Number.POSITIVE_INFINITY ? '' : ` to ${atMost}`}`,
        );
      return value;
    },
    flag(field) {
      const value = get(field);
      if (value !== undefined && typeof value !== 'boolean') throw errorAt(field, 'must be true or false');
      return value ?? false;
    },
    strings: (field) =>
      list(field).map((item) => {
        if (typeof item !== 'string') throw errorAt(field, 'must be an array of strings');
        return item;
      }),
    object: (field) => createFieldReader(machine, at(field), requireField(field, get(field)), compile),
    objects: (field, optional = false) =>
      optional && get(field) === undefined
        ? []
        : list(field).map((item, i) => createFieldReader(machine, `${at(field)}[${i}]`, item, compile)),
    fieldNames: () => Object.keys(object),
    template(field, { prefix = field, literal, inCatch = false } = {}) {
      const value = get(field);
      if (value === undefined) return undefined;
      if (!isExpressionText(value)) checkLiteral(value, literal, (problem) => errorAt(field, problem));
      return compileAndCheck(value, prefix, inCatch, (problem) => errorAt(field, problem), compile);
    },
  };
}

const isExpressionText = (value: Json) => typeof value === 'string' && expressionIn(value) !== undefined;

function checkLiteral(
  value: Json,
  literal: TemplateOptions['literal'],
  errorAt: (problem: string) => DefinitionError,
): void {
  const kind = Array.isArray(value) ? 'array' : typeof value;
  if (literal === 'none') throw errorAt('must be a JSONata expression: "{% … %}"');
  // Items may also be an object: its entries become {Key, Value}.
  if (literal === undefined || kind === literal || (literal === 'array' && kind === 'object')) return;
  throw errorAt(`must be a JSONata expression or a literal of type ${literal}`);
}

function compileAndCheck(
  value: Json,
  prefix: string,
  inCatch: boolean,
  errorAt: (problem: string) => DefinitionError,
  compile: CompileExpression,
): Template {
  let template: Template;
  try {
    template = compileTemplate(value, prefix, compile);
  } catch (error) {
    throw errorAt(
      `is not valid JSONata: ${typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)}`,
    );
  }
  for (const { expression, field } of template.expressions) {
    const { refusal, readsErrorOutput } = expression.facts;
    if (refusal !== undefined) throw errorAt(`'${expression.source}' (${field}): ${refusal}`);
    if (readsErrorOutput && !inCatch)
      throw errorAt(`'${expression.source}' (${field}): $states.errorOutput exists only in a Catch`);
  }
  return template;
}
