import type { Language } from '../language.ts';
import { sourceInChinese } from './zh/source.ts';

/** Where a consent or a suppression comes from, in the language of the reader. */
export const sourceIn: Readonly<Record<Language, (source: string) => string>> = {
  en: (source) => source,
  zh: sourceInChinese,
};
