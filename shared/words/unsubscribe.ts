import type { Language } from '../language.ts';
import { en } from './en/unsubscribe.ts';
import { zh } from './zh/unsubscribe.ts';

/** The texts of the unsubscribe page in one language. */
export type UnsubscribeWords = typeof en;

/** The texts of the unsubscribe page. */
export const unsubscribeWords: Readonly<Record<Language, UnsubscribeWords>> = { en, zh };
