import type { Language } from '../language.ts';
import { en } from './en/privacy.ts';
import { zh } from './zh/privacy.ts';

/** What the commands about erasure and opt-outs print in one language. */
export type PrivacyWords = typeof en;

/** What the commands about erasure and opt-outs print. */
export const privacyWords: Readonly<Record<Language, PrivacyWords>> = { en, zh };
