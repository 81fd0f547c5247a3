import type { Language } from '../language.ts';
import { en } from './en/targets.ts';
import { zh } from './zh/targets.ts';

/** What is said about the shop's targets in one language. */
export type TargetWords = typeof en;

/** What is said about the shop's targets. */
export const targetWords: Readonly<Record<Language, TargetWords>> = { en, zh };
