import { distance } from 'fastest-levenshtein';

/** The known word that somebody who wrote `word` most likely meant; undefined when none is near. */
export function closest(word: string, known: Iterable<string>): string | undefined {
  const wanted = bare(word);
  const near = [...known]
    .map((candidate) => ({ candidate, away: distance(wanted, bare(candidate)) }))
    .filter(({ away }) => away <= Math.ceil(wanted.length / 3))
    .sort((a, b) => a.away - b.away);
  return near[0]?.candidate;
}

/** `; did you mean "x"?` or nothing, to end a sentence with. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const candidate = closest(word, known);
  return candidate === undefined ? '' : `; did you mean "${candidate}"?`;
}

const bare = (word: string): string => word.toLowerCase().replace(/[\s_-]/g, '');
