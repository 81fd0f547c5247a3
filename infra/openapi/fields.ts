import { componentsPath, type JsonSchema } from '../../functions/toolkit/json-schema.ts';

/** A table in Markdown. */
export const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');

/** How GitHub links to a heading of the same page. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replace(/\s/g, '-');

const code = (value: unknown): string => `\`${JSON.stringify(value)}\``;

/** The type of a field, in words: `string, 1–100 characters`. */
export function typeOf(schema: JsonSchema): string {
  const { $ref, anyOf, items, properties } = schema;
  if ($ref !== undefined) {
    const name = $ref.replace(componentsPath, '');
    return `[${name}](#${anchorOf(name)})`;
  }
  if (anyOf !== undefined) return anyOf.map(typeOf).join(', or ');
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(code).join(', ');
  if (items !== undefined) {
    const size = rangeOf(schema.minItems, schema.maxItems);
    const elements = items.properties === undefined ? ` of ${typeOf(items)}` : '';
    return `list${size && ` (${size})`}${elements}`;
  }
  if (properties !== undefined) return 'object';
  return simpleTypeOf(schema);
}

const formats: Readonly<Record<string, string>> = { 'date-time': 'time', date: 'day' };

function simpleTypeOf(schema: JsonSchema): string {
  const { type = 'any', format = '', minLength, maxLength, minimum, exclusiveMinimum, maximum } = schema;
  const isNotEmpty = minLength === 1 && maxLength === undefined;
  const characters = rangeOf(minLength, maxLength);
  const parts = [
    formats[format] ?? type,
    isNotEmpty ? 'not empty' : characters && `${characters} characters`,
    exclusiveMinimum === undefined ? '' : `above ${exclusiveMinimum}`,
    rangeOf(minimum, maximum),
    schema.default === undefined ? '' : `default ${code(schema.default)}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** `1–100`, `at least 1`, `at most 100`, or nothing. */
function rangeOf(least: number | undefined, most: number | undefined): string {
  const [from, to] = [least, most].map((number) => number?.toLocaleString('en'));
  if (from === undefined) return to === undefined ? '' : `at most ${to}`;
  return to === undefined ? `at least ${from}` : `${from}–${to}`;
}

/** A body without a name, as short as it can be written: `{ results: list of OrderResult }`. */
export function bodyOf(schema: JsonSchema): string {
  const { properties, required = [] } = schema;
  if (properties === undefined) return schema.anyOf?.map(bodyOf).join(', or ') ?? typeOf(schema);
  const fields = Object.entries(properties).map(
    ([name, field]) => `${name}${required.includes(name) ? '' : '?'}: ${typeOf(field)}`,
  );
  return `{ ${fields.join(', ')} }`;
}

const fieldHead = ['field', 'type', 'required', 'meaning'];

/** The fields of an object, or of each kind of object in a union. */
export function fieldsOf(schema: JsonSchema): string {
  return schema.oneOf === undefined ? tableOf(fieldHead, rowsOf(schema)) : kindsOf(schema.oneOf);
}

/** A row for each field; what is inside an object or a list of objects follows it. */
function rowsOf({ properties = {}, required = [] }: JsonSchema, prefix = ''): string[][] {
  return Object.entries(properties).flatMap(([name, field]) => {
    const row = [
      `\`${prefix}${name}\``,
      typeOf(field),
      required.includes(name) ? 'yes' : '',
      field.description ?? '',
    ];
    const inside = field.items ?? field;
    return [row, ...rowsOf(inside, `${prefix}${name}${field.items === undefined ? '.' : '[].'}`)];
  });
}

/** The fields that all kinds have, and then what each kind has of its own. */
function kindsOf(kinds: readonly JsonSchema[]): string {
  const [first = {}] = kinds;
  const isIn = (kind: JsonSchema, name: string) => kind.properties?.[name] !== undefined;
  const [discriminator = ''] = Object.keys(first.properties ?? {}).filter((name) =>
    kinds.every((kind) => kind.properties?.[name]?.const !== undefined),
  );
  const isCommon = (name: string) => kinds.every((kind) => isIn(kind, name));
  const nameOf = (kind: JsonSchema): unknown => kind.properties?.[discriminator]?.const;
  const part = (kind: JsonSchema, isWanted: (name: string) => boolean): JsonSchema => ({
    ...kind,
    properties: Object.fromEntries(Object.entries(kind.properties ?? {}).filter(([name]) => isWanted(name))),
  });
  const common = part(first, isCommon);
  const discriminating = { enum: kinds.map(nameOf), description: 'Decides which other fields there are.' };
  const own = kinds.flatMap((kind) =>
    rowsOf(part(kind, (name) => !isCommon(name))).map((row) => [code(nameOf(kind)), ...row]),
  );
  return [
    tableOf(
      fieldHead,
      rowsOf({ ...common, properties: { ...common.properties, [discriminator]: discriminating } }),
    ),
    tableOf([`\`${discriminator}\``, ...fieldHead], own),
  ].join('\n\n');
}
