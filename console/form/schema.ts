import type { Path } from './yaml-text.ts';

/** A JSON Schema, or a part of one. */
export type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const schemasIn = (value: unknown): readonly Schema[] => (Array.isArray(value) ? value.filter(isSchema) : []);

/** The keys of a value; none of what is no object. */
export const asRecord = (value: unknown): Readonly<Record<string, unknown>> => (isSchema(value) ? value : {});

/** How a value is asked for. */
export type Field =
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'choices'; readonly options: readonly string[] }
  | { readonly kind: 'toggle' }
  | { readonly kind: 'number'; readonly isWhole: boolean }
  | { readonly kind: 'text'; readonly isLong: boolean }
  | { readonly kind: 'texts' }
  | { readonly kind: 'group'; readonly properties: readonly Property[] }
  | { readonly kind: 'list'; readonly item: Schema }
  | { readonly kind: 'map'; readonly value: Schema }
  | { readonly kind: 'forms'; readonly forms: readonly Schema[] };

/** A key that an object may have. */
export interface Property {
  readonly key: string;
  readonly schema: Schema;
  readonly isRequired: boolean;
}

/** What a reference stands for; with its own description, which is about this place. */
export function resolve(root: Schema, schema: Schema): Schema {
  const { $ref, ...own } = schema;
  if (typeof $ref !== 'string') return schema;
  let target: unknown = root;
  for (const part of $ref.split('/').slice(1)) target = isSchema(target) ? target[part] : undefined;
  return isSchema(target) ? { ...resolve(root, target), ...own } : own;
}

/** What may be as long as this has several lines. */
const longText = 500;

/** How values of a schema are asked for. */
export function fieldOf(root: Schema, given: Schema): Field {
  const schema = resolve(root, given);
  const forms = [...schemasIn(schema['anyOf']), ...schemasIn(schema['oneOf'])].map((form) =>
    resolve(root, form),
  );
  if (forms.length > 0) return unionOf(root, forms);
  if (Array.isArray(schema['enum'])) return { kind: 'choice', options: schema['enum'].map(String) };
  switch (schema['type']) {
    case 'boolean':
      return { kind: 'toggle' };
    case 'integer':
    case 'number':
      return { kind: 'number', isWhole: schema['type'] === 'integer' };
    case 'array':
      return listOf(root, isSchema(schema['items']) ? schema['items'] : {});
    case 'object':
      return isSchema(schema['properties'])
        ? { kind: 'group', properties: propertiesOf(schema) }
        : {
            kind: 'map',
            value: isSchema(schema['additionalProperties']) ? schema['additionalProperties'] : {},
          };
    default:
      return { kind: 'text', isLong: Number(schema['maxLength'] ?? 0) >= longText && !('format' in schema) };
  }
}

/** One or several of the same is asked for as several. */
function unionOf(root: Schema, forms: readonly Schema[]): Field {
  const [one, many] = forms.map((form) => fieldOf(root, form));
  if (forms.length === 2 && many?.kind === 'choices' && one?.kind === 'choice') return many;
  if (forms.length === 2 && many?.kind === 'texts' && one?.kind === 'text') return many;
  if (forms.length === 2 && many?.kind === 'list') {
    const [first, second] = forms;
    if (JSON.stringify(first) === JSON.stringify(second?.['items'])) return many;
  }
  return { kind: 'forms', forms };
}

function listOf(root: Schema, item: Schema): Field {
  const field = fieldOf(root, item);
  if (field.kind === 'choice') return { kind: 'choices', options: field.options };
  if (field.kind === 'text') return { kind: 'texts' };
  return { kind: 'list', item };
}

function propertiesOf(schema: Schema): readonly Property[] {
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const properties = isSchema(schema['properties']) ? Object.entries(schema['properties']) : [];
  return properties.flatMap(([key, value]) =>
    isSchema(value) ? [{ key, schema: value, isRequired: required.includes(key) }] : [],
  );
}

/** The form that a value has; the first where it has none. */
export function formOf(root: Schema, forms: readonly Schema[], value: unknown): number {
  return Math.max(
    0,
    forms.findIndex((form) => fits(root, form, value)),
  );
}

function fits(root: Schema, form: Schema, value: unknown): boolean {
  if ('const' in form) return form['const'] === value;
  const field = fieldOf(root, form);
  switch (field.kind) {
    case 'group':
      return (
        isSchema(value) &&
        field.properties.every(({ key, schema, isRequired }) => {
          if (value[key] === undefined) return !isRequired;
          return !('const' in schema) || schema['const'] === value[key];
        }) &&
        Object.keys(value).every((key) => field.properties.some((one) => one.key === key))
      );
    case 'map':
      return isSchema(value);
    case 'list':
    case 'choices':
    case 'texts':
      return Array.isArray(value);
    case 'choice':
      return field.options.includes(String(value));
    case 'toggle':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number';
    case 'text':
      return typeof value === 'string';
    case 'forms':
      return field.forms.some((inner) => fits(root, inner, value));
  }
}

/** What a value begins as when somebody adds it: what the schema says, or the least that it demands. */
export function firstValue(root: Schema, given: Schema): unknown {
  const schema = resolve(root, given);
  if ('default' in schema && schema['default'] !== false) return schema['default'];
  if ('const' in schema) return schema['const'];
  const field = fieldOf(root, schema);
  switch (field.kind) {
    case 'group':
      return Object.fromEntries(
        field.properties
          .filter(({ isRequired }) => isRequired)
          .map(({ key, schema: inner }) => [key, firstValue(root, inner)]),
      );
    case 'choice':
      return field.options[0] ?? '';
    case 'choices':
      return field.options.slice(0, 1);
    case 'list':
      return Array.from({ length: Math.max(1, Number(schema['minItems'] ?? 1)) }, () =>
        firstValue(root, field.item),
      );
    case 'texts':
      return [];
    case 'map':
      return {};
    case 'toggle':
      return true;
    case 'number':
      return Number(schema['minimum'] ?? 1);
    case 'forms':
      return firstValue(root, field.forms[0] ?? {});
    case 'text':
      return String(schema['pattern'] ?? '').includes('[hdw]') ? '1d' : '';
  }
}

/** The keys of a path without the places in lists: `steps.email.template`. */
export const keysIn = (path: Path): string => path.filter((part) => typeof part === 'string').join('.');
