import type { Language } from '../../shared/language.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** What the console says of itself, in one language. */
export type Words = typeof en;

export const wordsIn: Readonly<Record<Language, Words>> = { en, zh };
