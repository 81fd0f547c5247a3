import type { Language } from '../language.ts';
import { en } from './en/audience.ts';
import { zh } from './zh/audience.ts';

/** What is said about audiences in one language. */
export type AudienceWords = typeof en;

/** What is said about audiences. */
export const audienceWords: Readonly<Record<Language, AudienceWords>> = { en, zh };
