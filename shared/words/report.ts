import type { Language } from '../language.ts';
import { en } from './en/report.ts';
import { zh } from './zh/report.ts';

/** The texts of the report in one language. */
export type ReportWords = typeof en;

/** The texts of the report on the latest nights. */
export const reportWords: Readonly<Record<Language, ReportWords>> = { en, zh };
