import type { Language } from '../../shared/language.ts';
import { labels } from '../../shared/words/labels.ts';
import { formWords } from '../words/form/words.ts';
import { keysIn, type Schema } from './schema.ts';
import type { Path } from './yaml-text.ts';

/** Names of a form's own, by a path or its ending, each with what the field does where the name leaves that open. */
export type FieldNames = Readonly<Record<string, readonly [name: string, help?: string]>>;

/** What is known by the longest ending of a path. */
function byEnding<T>(known: Readonly<Record<string, T>>, path: Path): T | undefined {
  const keys = keysIn(path).split('.');
  const ending = keys.map((_, from) => keys.slice(from).join('.')).find((one) => Object.hasOwn(known, one));
  return ending === undefined ? undefined : known[ending];
}

/** What a field is called. A key that nobody has a word for yet is called what it is called in the file. */
export function labelOf(path: Path, language: Language, names: FieldNames = {}): string {
  const [name = byEnding<string>(formWords[language].labels, path)] = byEnding(names, path) ?? [];
  return name ?? spaced(keysIn(path).split('.').at(-1) ?? '');
}

/** `daysSinceCart` becomes `Days since cart`. */
function spaced(key: string): string {
  const words = key.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * What a field does, by the names or else by the schema. That speaks English, as editors show it, so that a Chinese reader
 * has the label alone.
 */
export function helpOf(
  { description }: Schema,
  path: Path,
  language: Language,
  names: FieldNames = {},
): string | undefined {
  const [, help] = byEnding(names, path) ?? [];
  return help ?? (language === 'en' && typeof description === 'string' ? description : undefined);
}

/** A whole value in words: of a list or a group, each of its values with its name. */
export function valueText(value: unknown, path: Path, language: Language, names: FieldNames = {}): string {
  const { unset, yes, no, values } = formWords[language];
  if (value === undefined || value === null) return unset;
  if (typeof value === 'boolean') return value ? yes : no;
  if (Array.isArray(value))
    return value.length === 0
      ? values.none
      : value
          .map((one) => valueText(one, path, language, names))
          .join(value.some((one) => typeof one === 'object') ? '; ' : ', ');
  if (typeof value !== 'object') return valueLabel(path, String(value), language);
  const own = Object.entries(value);
  if (own.length === 0) return values.none;
  return own
    .map(([key, one]) => {
      const place = [...path, key];
      return `${labelOf(place, language, names)}: ${valueText(one, place, language, names)}`;
    })
    .join(', ');
}

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
