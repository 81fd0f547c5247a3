import type { Language } from '../language.ts';
import { en } from './en/reasons.ts';
import { zh } from './zh/reasons.ts';

/** How one language words the reasons for a customer's classes. */
export type ReasonWords = typeof en;

/** Sentences for the reasons in `shared/explain/`. */
export const reasonWords: Readonly<Record<Language, ReasonWords>> = { en, zh };
