import { isLanguage } from '../language.ts';
import { decimalsOf, formatMoney } from '../money.ts';
import { type Tier, tierOf } from '../profile/classes.ts';
import type { Settings } from '../settings/settings.ts';
import { benefitsInWords } from '../words/loyalty.ts';
import { localesFor, type TextReader } from './text-reader.ts';

/**
 * What a customer's tier gives them, in the words of the text's language; undefined when it gives nothing.
 *
 * @param tier undefined before the first night
 */
export function benefitsInEmail(
  tier: Tier | undefined,
  { benefits }: Pick<Settings, 'benefits'>,
  reader: TextReader,
): string | undefined {
  const { language, currency } = reader;
  const unit = formatMoney({ minor: 10 ** decimalsOf(currency), currency }, localesFor(reader), true);
  return benefitsInWords(benefits[tier ?? tierOf(undefined)], isLanguage(language) ? language : 'en', unit);
}
