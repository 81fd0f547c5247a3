import { closest, distance } from 'fastest-levenshtein';

/** The known word that a typo most likely meant; undefined when none is near. */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const candidate = closest(word, known);
  return distance(word, candidate) <= Math.ceil(word.length / 3) ? candidate : undefined;
}
