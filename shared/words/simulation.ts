import type { Language } from '../language.ts';
import { en } from './en/simulation.ts';
import { zh } from './zh/simulation.ts';

/** What a simulation of a campaign says in one language. */
export type SimulationWords = typeof en;

/** What a simulation of a campaign says. */
export const simulationWords: Readonly<Record<Language, SimulationWords>> = { en, zh };
