/** The known name that somebody who wrote `wrong` most likely meant, if one is close enough. */
export function closest(wrong: string, known: Iterable<string>): string | undefined {
  const wanted = plain(wrong);
  let best: { name: string; distance: number } | undefined;
  for (const name of known) {
    const distance = editDistance(wanted, plain(name));
    if (distance <= Math.max(1, Math.floor(wanted.length / 3)) && distance < (best?.distance ?? Infinity)) {
      best = { name, distance };
    }
  }
  return best?.name;
}

/** `; did you mean "x"?` or nothing, to end a sentence with. */
export function didYouMean(wrong: string, known: Iterable<string>): string {
  const name = closest(wrong, known);
  return name === undefined ? '' : `; did you mean "${name}"?`;
}

const plain = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, '');

function editDistance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const current = [i];
    for (let j = 1; j <= other.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
