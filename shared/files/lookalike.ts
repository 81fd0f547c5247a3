/** A character that looks like one of YAML's, and the one that is meant; a space is meant by those that cannot be seen. */
export interface Lookalike {
  readonly found: string;
  readonly meant: string;
}

const meantBy: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '“”„': '"',
    '‘’': "'",
    '、': ',',
    '【': '[',
    '】': ']',
    '–—': '-',
    '\u00a0\u200b\u200c\u200d\u2060\u3000\ufeff': ' ',
  }).flatMap(([found, meant]) => [...found].map((one) => [one, meant] as const)),
);

/** The forms of ASCII that are as wide as a Chinese character follow it in the same order. */
const fullWidth = '\uff01-\uff5e';
const any = `[${fullWidth}${[...meantBy.keys()].join('')}]`;
/** After a key, or with nothing but ASCII on both sides: between Chinese characters, Chinese punctuation is right. */
const patterns = [
  /^[\s{-]*[A-Za-z]+(：)/mu,
  new RegExp(`(?:^|[\\x21-\\x7e])\\s*(${any})\\s*(?:[\\x21-\\x7e]|$)`, 'mu'),
];

/** The first character of a text that was typed on a Chinese keyboard or by a word processor instead of YAML's own. */
export function lookalikeIn(text: string): Lookalike | undefined {
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[1];
    if (found === undefined) continue;
    return { found, meant: meantBy.get(found) ?? found.normalize('NFKC') };
  }
  return undefined;
}
