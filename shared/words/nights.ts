import type { Language } from '../language.ts';
import { en } from './en/nights.ts';
import { zh } from './zh/nights.ts';

/** What is said of nights, in one language. */
export type NightWords = typeof en;

/** What is said of nights. */
export const nightWords: Readonly<Record<Language, NightWords>> = { en, zh };
