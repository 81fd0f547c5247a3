/** What a workflow passes around: exactly what survives `JSON.stringify`. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** 256 KiB of UTF-8: the most that a state's input or output, or a task's payload, may weigh. */
export const payloadLimitBytes = 262_144;

/** True for a JSON object, false for arrays and null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True if the text weighs more than 256 KiB in UTF-8. */
export function exceedsPayloadLimit(text: string): boolean {
  // A UTF-16 code unit takes at most three bytes in UTF-8, so short texts need no counting.
  return text.length * 3 > payloadLimitBytes && Buffer.byteLength(text) > payloadLimitBytes;
}

/** The checked boundary at which parsed text becomes `Json`. Throws a SyntaxError as `JSON.parse` does. */
export function parseJson(text: string): Json {
  return JSON.parse(text) as Json;
}

/** What is left of a value after a journey through JSON; `undefined` arrives as null, as Lambda has it. */
export function throughJson(value: unknown): Json {
  const text = JSON.stringify(value);
  return text === undefined ? null : parseJson(text);
}
