/** What is wrong with a file that a person wrote, in English. */
export const en = {
  campaign: 'this campaign cannot be used',
  settings: 'these settings cannot be used',
  /** `place` is empty at the top of the file. */
  unknownKey: (key: string) => `there is no "${key}" here`,
  didYouMean: (word: string) => `; did you mean "${word}"?`,
  /** A key that exists, but elsewhere. */
  belongsIn: (key: string, place: string) =>
    place === '' ? `; "${key}" belongs at the top of the file` : `; "${key}" belongs in ${place}`,
  noneOf: (word: string, known: string) => `"${word}" is none of ${known}`,
  oneOrList: (known: string) => `this is one word or a list of words out of ${known}`,
  missing: 'this is missing',
  /** What a value has to be, by what zod calls it. */
  expected: {
    string: 'this is a text',
    number: 'this is a number',
    int: 'this is a whole number',
    boolean: 'this is true or false',
    array: 'this is a list in square brackets',
    object: 'this has keys of its own',
  },
  other: 'this cannot be used here',
  withoutPercent: 'this is a number without a percent sign',
  atLeast: (least: string) => `this is at least ${least}`,
  atMost: (most: string) => `this is at most ${most}`,
  emptyText: 'this is empty',
  tooLong: (most: string) => `this is longer than ${most} characters`,
  example: (example: string) => `, such as ${example}`,
  /** Sentences of the schemas, for the languages that they are not in. */
  sentence: (english: string) => english,
  template: {
    missing: (name: string) => `there is no template "${name}" (${name}.en.md)`,
    unknown: (variable: string, suggestion: string) => `there is no variable "${variable}"${suggestion}`,
    noCoupon: (variable: string) =>
      `"${variable}" exists only in a coupon step; this step sends an email without a coupon`,
    canBeMissing: (variable: string) =>
      `"${variable}" can be missing – give it a default: {{ ${variable} | default: "…" }}`,
    at: (line: number, column: number) => `, line ${line}, column ${column}`,
  },
  noScript: (name: string, known: string) =>
    `there is no call script "${name}" (${name}.en.md)${known === '' ? '' : `; there are ${known}`}`,
};
