/** What is wrong with a file that a person wrote, in English. */
export const en = {
  campaign: 'this campaign cannot be used:',
  audience: 'this audience cannot be used:',
  settings: 'these settings cannot be used:',
  texts: 'the texts of this campaign cannot be used:',
  /** What a mistake that is nowhere in particular is about. */
  whole: { campaign: 'campaign', audience: 'audience', settings: 'settings' },
  notReadable: 'this file cannot be read; is its name right?',
  notUtf8: 'this file is not UTF-8; in the editor, choose "Save as" and there UTF-8',
  /** Of a file, or of what was typed. */
  notCampaignId:
    'this cannot be the id of a campaign: it has lower-case letters, digits and hyphens, 40 at most, and begins with no hyphen',
  /** Of two files of one name, in different folders or given twice. */
  sameId: (id: string) => `two of these files are for the campaign ${id}, by their names; leave one out`,
  notAudienceName:
    'this cannot be the name of an audience: its file is named in lower-case letters, digits and hyphens, 40 at most, and begins with no hyphen',
  /** `place` is empty at the top of the file. */
  unknownKey: (key: string) => `there is no "${key}" here`,
  /** A key that exists here, but not beside the others. */
  keyWithOthers: (key: string) => `"${key}" does not go with what else is written here`,
  didYouMean: (word: string) => `; did you mean "${word}"?`,
  /** A key that exists, but elsewhere. */
  belongsIn: (key: string, place: string) =>
    place === '' ? `; "${key}" belongs at the top of the file` : `; "${key}" belongs in ${place}`,
  noneOf: (word: string, known: string) => `"${word}" is none of ${known}`,
  oneOrList: (known: string) => `this is one word or a list of words out of ${known}`,
  wordOrKeys: (known: string) => `this is ${known}, or has keys of its own`,
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
  nothing: 'there is nothing in it yet',
  unquoted: 'this is a text; put it in quotes',
  other: 'this cannot be used here',
  withoutPercent: 'this is a number without a percent sign',
  atLeast: (least: string) => `this is at least ${least}`,
  atMost: (most: string) => `this is at most ${most}`,
  moreThan: (limit: string) => `this is more than ${limit}`,
  lessThan: (limit: string) => `this is less than ${limit}`,
  fewEntries: (least: string) => `this list has at least ${least} of them`,
  manyEntries: (most: string) => `this list has at most ${most} of them`,
  emptyText: 'this is empty',
  tooLong: (most: string) => `this is longer than ${most} characters`,
  /** Values of examples that are in a language themselves, by their keys. */
  examples: { name: 'Win back silent regulars', subject: "'We miss you'", shopName: 'Tea & Co' },
  example: (example: string) => `, such as ${example}`,
  /** What was typed on another keyboard, or made by a word processor. */
  lookalike: (found: string, meant: string) => `; there is a ${found} in it where ${meant} is meant`,
  specialSpace: '; there is a special or invisible space in it, type an ordinary one',
  /** Sentences of the schemas, for the languages that they are not in. */
  sentence: (english: string) => english,
  /** What keeps a file from being read as YAML. */
  yaml: {
    twice: () => 'this is written twice',
    tab: () => 'lines are indented with spaces, not with tabs',
    indent: () => 'what belongs together begins in the same column; this line is indented otherwise',
    quote: () => 'the quote that begins here is not closed',
    bracket: () => 'the bracket that begins here is not closed',
    comma: () => 'what stands in brackets is separated by commas',
    colon: () => 'a text with a colon in it stands in quotes; otherwise this line is indented too far',
    key: () => 'after a key come a colon and a space',
    start: () => 'a text that begins with this character stands in quotes',
    star: () => 'a text that begins with * or & stands in quotes',
    goesOn: () =>
      "the text goes on after a closing quote or bracket; put all of it in quotes, and write an apostrophe between single quotes twice: 'Ann''s offer'",
    braces: () => 'a text with {{ }} stands in quotes',
    hash: () => 'this text ends before #, which begins a comment; put the text in quotes, or a space after #',
    circle: () => 'this refers to what it is part of; write it out',
    aliases: () => 'what begins with * stands for too much here; write it out',
    backslash: () => 'a text with a backslash stands in single quotes',
    document: () => 'a file holds one thing only; leave out the line ---',
    other: (reported: string) => `this cannot be read: ${reported}`,
  },
  template: {
    head: 'a template begins with a line ---, then "subject: …", then another line ---',
    subjectOnly: 'between its two --- lines a template has "subject:" with a text, and nothing else',
    noBody: 'there is nothing in this mail yet; write its text below the subject',
    headUnreadable: 'the text between the two --- lines cannot be read:',
    missing: (name: string) => `there is no template "${name}" (${name}.en.md)`,
    noCoupon: (variable: string) =>
      `"${variable}" exists only in a coupon step; this step sends an email without a coupon`,
    otherCoupon: (variable: string, known: string) =>
      `"${variable}" does not exist for the coupon of this step; there are ${known}`,
    noEvent: (variable: string) =>
      `"${variable}" exists only in a campaign that an event begins, such as trigger: { event: cart }`,
    otherEvent: (variable: string, known: string) =>
      `"${variable}" does not exist for the event of this campaign; there are ${known}`,
    badAddress: (address: string) =>
      `the link or image "${address}" leads nowhere from a mailbox; write a whole address, such as https://your-shop.example`,
    /** What Liquid or a customer about whom nothing is known finds wrong. */
    problems: {
      'no-variable': (variable: string) => `there is no variable "${variable}"`,
      'can-be-missing': (variable: string) =>
        `"${variable}" can be missing – give it a default: {{ ${variable} | default: "…" }}`,
      'no-filter': (filter: string) => `there is no filter "${filter}"`,
      'no-tag': (tag: string) => `{% ${tag} %} does not exist, or has no beginning`,
      'tag-not-closed': (tag: string) => `${tag} has no end`,
      'output-not-closed': () => 'a variable that begins with {{ ends with }}',
      'no-file': (file: string) => `a template cannot take in another file ("${file}")`,
      other: (reported: string) => `this cannot be read: ${reported}`,
    },
    at: (line: number, column: number) => `, line ${line}, column ${column}`,
  },
  /** A shared code belongs to one campaign, whichever of its steps send it. */
  takenCode: (code: string) =>
    `another campaign has the shared code "${code}"; customers could not use it twice, so choose another one`,
  /** The steps of a campaign that send the same code. */
  differingCode: (code: string, step: number) =>
    `the shared code "${code}" is sent with other terms in step ${step}; a code has the same limit, benefit and conditions wherever it is sent`,
  /** An amount of which the currency has no coins, such as half a yen. */
  notInCurrency: (units: number, currency: string) =>
    `${units} is no amount in ${currency}, the currency of the shop; write whole units with no more decimals than it has`,
  noScript: (name: string, known: string) =>
    `there is no call script "${name}" (${name}.en.md)${known === '' ? '' : `; there are ${known}`}`,
};
