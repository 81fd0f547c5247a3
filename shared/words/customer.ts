import type { Language } from '../language.ts';
import { en } from './en/customer.ts';
import { zh } from './zh/customer.ts';

/** The texts of the page about one customer, in one language. */
export type CustomerWords = typeof en;

/** The texts of the page about one customer. */
export const customerWords: Readonly<Record<Language, CustomerWords>> = { en, zh };
