import type { Language } from '../../../../shared/language.ts';
import { en, type SettingNames } from './en.ts';
import { zh } from './zh.ts';

/** The names of settings, each with what it does where the name leaves that open. */
export const settingNames: Readonly<Record<Language, SettingNames>> = { en, zh };
