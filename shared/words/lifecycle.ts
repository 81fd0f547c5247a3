import type { Language } from '../language.ts';
import { en } from './en/lifecycle.ts';
import { zh } from './zh/lifecycle.ts';

/** What is said about published campaigns in one language. */
export type LifecycleWords = typeof en;

/** What is said about published campaigns: how they stand, and what is in flight. */
export const lifecycleWords: Readonly<Record<Language, LifecycleWords>> = { en, zh };
