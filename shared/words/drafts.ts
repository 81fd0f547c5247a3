import type { Language } from '../language.ts';
import { en } from './en/drafts.ts';
import { zh } from './zh/drafts.ts';

/** What is said about campaigns that are being written, in one language. */
export type DraftWords = typeof en;

/** What is said about campaigns that are being written. */
export const draftWords: Readonly<Record<Language, DraftWords>> = { en, zh };
