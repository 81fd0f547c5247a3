/** The languages in which Rekindle has texts of its own. */
export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];

/** The tag of each language in HTML. */
export const htmlLang: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-CN' };

/** Whether Rekindle has texts of its own in the language. */
export const isLanguage = (language: string): language is Language =>
  languages.some((one) => one === language);

/**
 * The language to write to a customer in: that of the locale where there is a text in it, else the fallback, else any.
 * Undefined when no language is available.
 */
export function languageFor<Available extends string>(
  locale: string | undefined,
  available: readonly Available[],
  fallback: Language,
): Available | undefined {
  const spoken = locale?.split('-')[0];
  return available.find((one) => one === spoken) ?? available.find((one) => one === fallback) ?? available[0];
}

/**
 * The locale in which dates and numbers of a text are written for a customer: the text's language as the customer's
 * region writes it. An English text for a customer in Germany says `1 January 2027`, never `1. Januar 2027`.
 *
 * @param locale the customer's locale, as a language tag
 */
export function localeOfText(language: string, locale: string | undefined): string {
  if (locale === undefined) return language;
  const customers = new Intl.Locale(locale);
  if (customers.language === language) return customers.baseName;
  const { region } = customers.maximize();
  return region === undefined ? language : `${language}-${region}`;
}
