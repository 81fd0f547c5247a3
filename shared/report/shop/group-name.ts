import type { Language } from '../../language.ts';
import { labels } from '../../words/labels.ts';
import { nameOf } from '../../words/name-of.ts';
import { reportWords } from '../../words/report.ts';
import type { Dimension } from './campaign-sums.ts';

/** A group of customers in words, with what makes it one: `lifecycle: silent`. */
export function groupName(dimension: Dimension, group: string, language: Language): string {
  const { dimensions, colon } = reportWords[language];
  return `${dimensions[dimension]}${colon}${nameIn(dimension, group, language)}`;
}

function nameIn(dimension: Dimension, group: string, language: Language): string {
  const names = labels[language];
  const words = reportWords[language];
  switch (dimension) {
    case 'lifecycle':
      return nameOf(names.lifecycles, group);
    case 'tier':
      return nameOf(names.tiers, group);
    case 'type':
      return nameOf({ ...names.types, none: words.noType }, group);
    case 'locale':
      return group === 'unknown' ? words.unknownLocale : (localeName(group, language) ?? group);
  }
}

const localeName = (locale: string, language: Language): string | undefined =>
  new Intl.DisplayNames(language, { type: 'language', fallback: 'none' }).of(locale);
