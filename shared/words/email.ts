import type { Language } from '../language.ts';
import { en } from './en/email.ts';
import { zh } from './zh/email.ts';

/** The texts of our own emails in one language. */
export type EmailWords = typeof en;

/** The texts of emails that come with Rekindle; a shop's campaigns bring their own templates. */
export const emailWords: Readonly<Record<Language, EmailWords>> = { en, zh };
