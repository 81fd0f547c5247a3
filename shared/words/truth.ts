import type { Language } from '../language.ts';
import { en } from './en/truth.ts';
import { zh } from './zh/truth.ts';

/** What is said about the true effects of campaigns in one language. */
export type TruthWords = typeof en;

/** What is said about the true effects of campaigns. */
export const truthWords: Readonly<Record<Language, TruthWords>> = { en, zh };
