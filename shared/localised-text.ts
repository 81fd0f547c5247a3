import * as z from 'zod';
import { type Language, languages } from './language.ts';

const byLanguageSchema = z.strictObject({
  en: z.string().min(1).optional(),
  zh: z.string().min(1).optional(),
} satisfies Record<Language, unknown>);

/** One text for all languages, or one for each. */
export const localisedTextSchema = z.union([z.string().min(1), byLanguageSchema]);
export type LocalisedText = z.output<typeof localisedTextSchema>;

/** The text for a language; undefined when there is none in it. */
export function textIn(text: LocalisedText | undefined, language: string): string | undefined {
  if (typeof text === 'string' || text === undefined) return text;
  const known = languages.find((one) => one === language);
  return known && text[known];
}

/** {@link textIn}, or the text in another language that the shop wrote when there is none in this. */
export const textInOrAny = (text: LocalisedText | undefined, language: string): string | undefined =>
  textIn(text, language) ??
  (typeof text === 'object' ? languages.flatMap((one) => text[one] ?? [])[0] : undefined);
