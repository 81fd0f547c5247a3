import type { Language } from '../language.ts';
import { en } from './en/checklist.ts';
import { zh } from './zh/checklist.ts';

/** What is said about a mail that is looked through before it is sent, in one language. */
export type ChecklistWords = typeof en;

/** What is said about a mail that is looked through before it is sent. */
export const checklistWords: Readonly<Record<Language, ChecklistWords>> = { en, zh };
