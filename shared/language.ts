/** The languages that our own texts come in. */
export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];

/** The language to write to a customer in: what the locale names, where there is a text in it. */
export function languageFor(
  locale: string | undefined,
  available: readonly string[],
  fallback: Language,
): string | undefined {
  const spoken = locale?.split('-')[0];
  if (spoken !== undefined && available.includes(spoken)) return spoken;
  return available.includes(fallback) ? fallback : available[0];
}
