import type { Language } from '../../../shared/language.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** What the builder says; fetched with it. */
export const builderWords: Readonly<Record<Language, typeof en>> = { en, zh };
