import type { Language } from '../language.ts';
import { en } from './en/import.ts';
import { zh } from './zh/import.ts';

/** The texts of the summary of an import in one language. */
export type ImportWords = typeof en;

/** The texts of the summary of an import. */
export const importWords: Readonly<Record<Language, ImportWords>> = { en, zh };
