import type { Language } from '../../../shared/language.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const deliverabilityWords: Readonly<Record<Language, typeof en>> = { en, zh };
