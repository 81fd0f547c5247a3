/** Two characters of a Chinese, Japanese or Korean name already say much; three letters of any other. */
const ideographic = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const prefixLength = (name: string): number => (ideographic.test(name) ? 2 : 3);

/** A name as a search compares it: without accents, in small letters, with single spaces. */
export const foldName = (name: string): string =>
  name.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();

/** The key under which a name is found by its first letters; undefined for a name without any. */
export function nameKeyOf(name: string): { readonly prefix: string; readonly folded: string } | undefined {
  const folded = foldName(name);
  if (folded === '') return undefined;
  return { prefix: [...folded].slice(0, prefixLength(folded)).join(''), folded };
}
