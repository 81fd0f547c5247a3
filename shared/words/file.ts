import type { Language } from '../language.ts';
import { en } from './en/file.ts';
import { zh } from './zh/file.ts';

/** What is wrong with a file, in one language. */
export type FileWords = typeof en;

/** What is wrong with a file that a person wrote. */
export const fileWords: Readonly<Record<Language, FileWords>> = { en, zh };
