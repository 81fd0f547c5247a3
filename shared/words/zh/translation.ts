const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/**
 * Puts sentences that are written in English where they arise into Chinese. `{}` stands for what differs from case to
 * case, in the same order in both.
 *
 * @returns a sentence in Chinese; as it is when nobody has translated it
 */
export function createTranslation(sentences: Readonly<Record<string, string>>): (english: string) => string {
  const withGaps = Object.entries(sentences)
    .filter(([english]) => english.includes('{}'))
    .map(
      ([english, chinese]) =>
        [new RegExp(`^${english.split('{}').map(escaped).join('(.*)')}$`, 's'), chinese] as const,
    );
  return (english) => {
    const known = sentences[english];
    if (known !== undefined) return known;
    for (const [pattern, chinese] of withGaps) {
      const gaps = pattern.exec(english)?.slice(1);
      if (gaps !== undefined) return chinese.replace(/\{\}/g, () => gaps.shift() ?? '');
    }
    return english;
  };
}
