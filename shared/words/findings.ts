import type { Language } from '../language.ts';
import { en } from './en/findings.ts';
import { zh } from './zh/findings.ts';

/** The texts of findings in one language. */
export type FindingWords = typeof en;

/** What the console says of things that need attention. */
export const findingWords: Readonly<Record<Language, FindingWords>> = { en, zh };
