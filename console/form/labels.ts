import type { Language } from '../../shared/language.ts';
import { labels } from '../../shared/words/labels.ts';
import { formWords } from '../words/form/words.ts';
import { keysIn, type Schema } from './schema.ts';
import type { Path } from './yaml-text.ts';

/** What a field is called. A key that nobody has a word for yet is called what it is called in the file. */
export function labelOf(path: Path, language: Language): string {
  const keys = keysIn(path).split('.');
  const words: Readonly<Record<string, string>> = formWords[language].labels;
  for (let from = 0; from < keys.length; from += 1) {
    const label = words[keys.slice(from).join('.')];
    if (label !== undefined) return label;
  }
  return spaced(keys.at(-1) ?? '');
}

/** `daysSinceCart` becomes `Days since cart`. */
function spaced(key: string): string {
  const words = key.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What the schema says about a field. It speaks English, as editors show it, so that a Chinese reader has the label alone. */
export const helpOf = ({ description }: Schema, language: Language): string | undefined =>
  language === 'en' && typeof description === 'string' ? description : undefined;

/** What a value of a field is called. */
export function valueLabel(path: Path, value: string, language: Language): string {
  const key = path.findLast((part) => typeof part === 'string') ?? '';
  const { lifecycles, tiers, segments } = labels[language];
  const named: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    lifecycle: lifecycles,
    lifecycleWas: lifecycles,
    tier: tiers,
    tierWas: tiers,
    tierReached: tiers,
    segment: segments,
  };
  const words: Readonly<Record<string, string>> = formWords[language].values;
  return named[key]?.[value] ?? words[value] ?? value;
}
