import { builderWords } from '../../console/words/builder/words.ts';
import { deliverabilityWords } from '../../console/words/deliverability/words.ts';
import { settingNames } from '../../console/words/form/settings/words.ts';
import { formWords } from '../../console/words/form/words.ts';
import { settingsWords } from '../../console/words/settings/words.ts';
import { wordsIn } from '../../console/words/words.ts';
import { readyMadeCampaigns } from '../../functions/console/ready-made.ts';
import type { Language } from '../../shared/language.ts';
import { audienceWords } from '../../shared/words/audience.ts';
import { checklistWords } from '../../shared/words/checklist.ts';
import { customerWords } from '../../shared/words/customer.ts';
import { draftWords } from '../../shared/words/drafts.ts';
import { emailWords } from '../../shared/words/email.ts';
import { findingWords } from '../../shared/words/findings.ts';
import { labels } from '../../shared/words/labels.ts';
import { lifecycleWords } from '../../shared/words/lifecycle.ts';
import { nightWords } from '../../shared/words/nights.ts';
import { populationWords } from '../../shared/words/population.ts';
import { reportWords } from '../../shared/words/report.ts';
import { screenWords } from '../../shared/words/screens.ts';
import { schemaSentences } from '../../shared/words/zh/schema-sentences.ts';

/** Everything that the console says, in each language. */
const dictionaries: readonly Readonly<Record<Language, unknown>>[] = [
  wordsIn,
  builderWords,
  deliverabilityWords,
  settingNames,
  formWords,
  settingsWords,
  audienceWords,
  checklistWords,
  customerWords,
  draftWords,
  emailWords,
  findingWords,
  labels,
  lifecycleWords,
  nightWords,
  populationWords,
  reportWords,
  screenWords,
  { en: readyMadeCampaigns('en'), zh: readyMadeCampaigns('zh') },
  // In English a schema says these itself.
  { en: Object.keys(schemaSentences), zh: Object.values(schemaSentences) },
];

/** Stands in a sentence for a value that the flow leaves open, such as a number of customers. */
export const something = '\u2026';

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replaceAll(something, '.+');
const anyOf = (texts: readonly string[]) => `(?:${texts.map(escaped).join('|')})`;

/** A sentence as a pattern for the whole of a text; it has several forms where entries say the same only in English. */
export class Said extends RegExp {
  readonly english: string;
  readonly texts: readonly string[];

  constructor(english: string, texts: readonly string[]) {
    super(`^${anyOf(texts)}$`);
    this.english = english;
    this.texts = texts;
  }

  /** The sentence anywhere in a longer text. */
  get within(): RegExp {
    return new RegExp(anyOf(this.texts));
  }

  /** The sentence where a longer text begins. */
  get first(): RegExp {
    return new RegExp(`^${anyOf(this.texts)}`);
  }
}

/** Several sentences and what stands between them, as a pattern for the whole of a text. */
export function line(between: TemplateStringsArray, ...said: readonly Said[]): RegExp {
  const parts = between.map((text, place) => `${escaped(text)}${anyOf(said[place]?.texts ?? [''])}`);
  return new RegExp(`^${parts.join('')}$`);
}

/** A value in a sentence, or a word that is said in a language itself. */
type Value = string | number | Said;

/**
 * Speaks one language of the console, asked for by the English, which flows are written in. The words are those of the
 * page, so that a flow cannot drift from them; and in English the screen must say what the flow says.
 *
 * @throws Error for a sentence that is none of the console's
 */
export function speaker(language: Language) {
  return function say(parts: TemplateStringsArray, ...values: readonly Value[]): Said {
    const inEnglish = values.map((value) => (value instanceof Said ? value.english : value));
    const english = parts.map((part, place) => `${part}${inEnglish[place] ?? ''}`).join('');
    const entries = [...dictionaries.flatMap(({ en, [language]: own }) => [...pairs(en, own)])];
    const texts = entries
      .filter(([entry]) => textOf(entry, inEnglish) === english)
      .flatMap(([, own]) => spoken(values).flatMap((each) => textOf(own, each) ?? []));
    if (texts.length === 0) throw new Error(`the console never says “${english}”`);
    return new Said(english, [...new Set(texts)]);
  };
}

/** Each entry of a dictionary beside that of another language. */
function* pairs(one: unknown, other: unknown): Generator<readonly [unknown, unknown]> {
  if (typeof one !== 'object' || one === null) yield [one, other];
  else if (typeof other === 'object' && other !== null)
    for (const [key, entry] of Object.entries(one)) yield* pairs(entry, Reflect.get(other, key));
}

/** What an entry says with values; undefined for one that cannot take them. */
function textOf(entry: unknown, values: readonly (string | number)[]): string | undefined {
  if (typeof entry === 'string') return entry;
  if (typeof entry !== 'function') return undefined;
  try {
    const text: unknown = Reflect.apply(entry, undefined, values);
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}

/** The values as they are in the language, in every way where a word can be said in several. */
const spoken = (values: readonly Value[]): readonly (readonly (string | number)[])[] =>
  values.reduce<readonly (readonly (string | number)[])[]>(
    (ways, value) =>
      ways.flatMap((way) => (value instanceof Said ? value.texts : [value]).map((text) => [...way, text])),
    [[]],
  );
