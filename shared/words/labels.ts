import type { Language } from '../language.ts';
import { en } from './en/labels.ts';
import { zh } from './zh/labels.ts';

/** The names of all classes in one language, and the treatments that they call for. */
export type Labels = typeof en;

/** What marketers read for each class. */
export const labels: Readonly<Record<Language, Labels>> = { en, zh };
