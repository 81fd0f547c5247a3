import type { Language } from '../language.ts';
import { en } from './en/inbox.ts';
import { zh } from './zh/inbox.ts';

/** The texts of the local inbox in one language. */
export type InboxWords = typeof en;

/** The texts of the local inbox. */
export const inboxWords: Readonly<Record<Language, InboxWords>> = { en, zh };
