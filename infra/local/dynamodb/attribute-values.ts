/** A value as DynamoDB's JSON writes it. Bytes are in base64. */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly B: string }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly L: readonly AttributeValue[] }
  | { readonly M: AttributeMap };

/** An item, or a part of one, as DynamoDB's JSON writes it. */
export type AttributeMap = Readonly<Record<string, AttributeValue>>;

/**
 * Writes an item that callers of the document client give: undefined is left out.
 * @throws TypeError or RangeError for what the document client would not store either
 */
export function writeItem(item: object): AttributeMap {
  const written: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(item))
    if (value !== undefined) written[name] = writeValue(value);
  return written;
}

/** Reads an item as the document client gives it to callers: numbers as numbers, bytes as `Uint8Array`. */
export function readItem(item: object): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(item)) read[name] = readValue(value);
  return read;
}

function writeValue(value: unknown): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: writeNumber(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value === null) return { NULL: true };
  if (value instanceof Uint8Array) return { B: Buffer.from(value).toString('base64') };
  if (value instanceof Set) return writeSet([...value]);
  if (Array.isArray(value)) return { L: value.filter((one) => one !== undefined).map(writeValue) };
  if (typeof value === 'object' && isPlain(value)) return { M: writeItem(value) };
  throw new TypeError(`the document client does not store a ${typeof value}: ${String(value)}`);
}

function writeSet(values: readonly unknown[]): AttributeValue {
  if (values.length > 0 && values.every((one) => typeof one === 'string')) return { SS: values };
  if (values.length > 0 && values.every((one) => typeof one === 'number'))
    return { NS: values.map(writeNumber) };
  throw new TypeError('a set that is stored holds strings or numbers');
}

function writeNumber(value: number): string {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return String(value);
  throw new RangeError(`the document client does not store the number ${value}`);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function readValue(value: AttributeValue): unknown {
  if ('S' in value) return value.S;
  if ('N' in value) return Number(value.N);
  if ('M' in value) return readItem(value.M);
  if ('L' in value) return value.L.map(readValue);
  if ('BOOL' in value) return value.BOOL;
  if ('B' in value) return new Uint8Array(Buffer.from(value.B, 'base64'));
  if ('SS' in value) return new Set(value.SS);
  if ('NS' in value) return new Set(value.NS.map(Number));
  return null;
}
