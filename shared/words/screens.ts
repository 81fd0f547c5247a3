import type { Language } from '../language.ts';
import { en } from './en/screens.ts';
import { zh } from './zh/screens.ts';

/** The texts of the console's screens that come with numbers, in one language. */
export type ScreenWords = typeof en;

/** The texts of the console's screens that come with numbers. */
export const screenWords: Readonly<Record<Language, ScreenWords>> = { en, zh };
