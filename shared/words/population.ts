import type { Language } from '../language.ts';
import { en } from './en/population.ts';
import { zh } from './zh/population.ts';

/** The texts of the population report in one language. */
export type PopulationWords = typeof en;

/** The texts of the population report. */
export const populationWords: Readonly<Record<Language, PopulationWords>> = { en, zh };
