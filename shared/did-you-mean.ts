import { distance } from 'fastest-levenshtein';

/**
 * The known word that `word` was most likely meant to be; undefined when none is within an edit distance of a third
 * of its length. Case, spaces, hyphens and underscores do not count.
 */
export function closest(word: string, known: Iterable<string>): string | undefined {
  const wanted = normalise(word);
  const near = [...known]
    .map((candidate) => ({ candidate, away: distance(wanted, normalise(candidate)) }))
    .filter(({ away }) => away <= Math.ceil(wanted.length / 3))
    .sort((a, b) => a.away - b.away);
  return near[0]?.candidate;
}

/** The end of an error message: `; did you mean "x"?`, or an empty string when no known word is near. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const candidate = closest(word, known);
  return candidate === undefined ? '' : `; did you mean "${candidate}"?`;
}

const normalise = (word: string): string => word.toLowerCase().replace(/[\s_-]/g, '');
