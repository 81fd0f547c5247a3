import type { Language } from '../../shared/language.ts';
import { labels } from '../../shared/words/labels.ts';
import { labelOf, valueText } from '../form/labels.ts';
import { settingNames } from '../words/form/settings/words.ts';

/** What a setting is called, after the groups that it is in: `Tiers › Silver from`. */
export function settingName(path: string, language: Language): string {
  const keys = path.split('.');
  return keys
    .map((_, depth) => labelOf(keys.slice(0, depth + 1), language, settingNames[language]))
    .join(' › ');
}

/** What a setting is, in words. */
export const settingText = (path: string, value: unknown, language: Language): string =>
  valueText(value, path.split('.'), language, settingNames[language]);

/** What a class is called; it may be of a later version than this page. */
export function className(kind: string, name: string, language: Language): string {
  const { lifecycles, tiers, types, traits } = labels[language];
  const named: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    lifecycle: lifecycles,
    tier: tiers,
    'tier-later': tiers,
    type: types,
    trait: traits,
  };
  return named[kind]?.[name] ?? name;
}
