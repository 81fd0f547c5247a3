import type { Language } from '../../shared/language.ts';
import { audienceWords } from '../../shared/words/audience.ts';
import { lifecycleWords } from '../../shared/words/lifecycle.ts';
import { reportWords } from '../../shared/words/report.ts';
import { screenWords } from '../../shared/words/screens.ts';
import { formWords } from '../words/form/words.ts';
import { wordsIn } from '../words/words.ts';
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

/**
 * What a field is called; a condition is called what it is everywhere else. A key that nobody has a word for yet is called
 * what it is called in the file.
 */
export function labelOf(path: Path, language: Language, names: FieldNames = {}): string {
  const [name = byEnding<string>(formWords[language].labels, path)] = byEnding(names, path) ?? [];
  if (name !== undefined) return name;
  const { conditions, parts } = audienceWords[language];
  return capital(
    byEnding<string>({ ...parts, ...conditions }, path) ?? spaced(keysIn(path).split('.').at(-1) ?? ''),
  );
}

/** `daysSinceCart` becomes `days since cart`. */
const spaced = (key: string): string => key.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

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
  const { listed, labelled } = wordsIn[language];
  if (value === undefined || value === null) return unset;
  if (typeof value === 'boolean') return value ? yes : no;
  if (Array.isArray(value)) {
    if (value.length === 0) return values.none;
    const texts = value.map((one) => valueText(one, path, language, names));
    return value.some((one) => typeof one === 'object') ? texts.join('; ') : listed(texts);
  }
  if (typeof value !== 'object') return valueLabel(path, String(value), language);
  const own = Object.entries(value);
  if (own.length === 0) return values.none;
  return listed(
    own.map(([key, one]) => {
      const place = [...path, key];
      return labelled(labelOf(place, language, names), valueText(one, place, language, names));
    }),
  );
}

/** What a value of a field is called, by the last of its keys whose values have names of their own. */
export function valueLabel(path: Path, value: string, language: Language): string {
  const lists = listsIn(language);
  const key = path.findLast((part) => typeof part === 'string' && Object.hasOwn(lists, part)) ?? '';
  const words: Readonly<Record<string, string>> = formWords[language].values;
  return lists[key]?.[value] ?? words[value] ?? value;
}

/** What the values of each key are called. */
function listsIn(language: Language): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const { conditions, names } = audienceWords[language];
  const { events, days: _, broadcast: __, tierReached: ___, ...dates } = lifecycleWords[language].triggers;
  return {
    lifecycle: names.lifecycles,
    lifecycleWas: names.lifecycles,
    tier: names.tiers,
    tierWas: names.tiers,
    tierReached: names.tiers,
    traits: names.traits,
    segment: names.segments,
    valueGroup: names.groups,
    type: names.types,
    borderline: names.borderline,
    manLevels: names.levels,
    consent: names.consents,
    reachable: names.channels,
    suppressed: names.suppressions,
    orderedVia: names.orderChannels,
    has: names.contactFields,
    birthdayMonth: names.months,
    trigger: dates,
    date: dates,
    event: events,
    goal: events,
    was: { ...screenWords[language].outcomes, ...reportWords[language].results },
    fields: { ...conditions, ...names.contactFields },
  };
}
