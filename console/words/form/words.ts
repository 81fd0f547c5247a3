import type { Language } from '../../../shared/language.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** What forms of campaigns say; fetched with the pages that have one. */
export type FormWords = typeof en;

export const formWords: Readonly<Record<Language, FormWords>> = { en, zh };
