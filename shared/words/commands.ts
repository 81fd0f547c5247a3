import type { Language } from '../language.ts';
import { en } from './en/commands.ts';
import { zh } from './zh/commands.ts';

/** What the commands about campaigns, settings and nights print in one language. */
export type CommandWords = typeof en;

/** What the commands about campaigns, settings and nights print. */
export const commandWords: Readonly<Record<Language, CommandWords>> = { en, zh };
