/** The values that a workflow passes on: exactly those that survive `JSON.stringify`. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  [key: string]: Json;
}

/** The size limit of AWS for a state's input or output and a task's payload: 256 KiB of UTF-8. */
export const payloadLimitBytes = 262_144;

/** True for a JSON object, false for arrays and null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True if the text is larger than 256 KiB in UTF-8. */
export function exceedsPayloadLimit(text: string): boolean {
  // A UTF-16 code unit takes at most three bytes in UTF-8, so short texts need no counting.
  return text.length * 3 > payloadLimitBytes && Buffer.byteLength(text) > payloadLimitBytes;
}

/** Parses JSON text; the one place where the result of `JSON.parse` becomes `Json`. @throws SyntaxError */
export function parseJson(text: string): Json {
  return JSON.parse(text) as Json;
}

/** Copies a value by converting it to JSON and back; `undefined` becomes null, as in Lambda. */
export function jsonCopyOf(value: unknown): Json {
  const text = JSON.stringify(value);
  return text === undefined ? null : parseJson(text);
}
