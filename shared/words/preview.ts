import type { Language } from '../language.ts';
import { en } from './en/preview.ts';
import { zh } from './zh/preview.ts';

/** What is said in the place of a mail that cannot be shown, in one language. */
export type PreviewWords = typeof en;

/** What is said in the place of a mail that cannot be shown. */
export const previewWords: Readonly<Record<Language, PreviewWords>> = { en, zh };
