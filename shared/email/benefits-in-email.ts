import { isLanguage, localeOfText } from '../language.ts';
import { decimalsOf, formatMoney } from '../money.ts';
import { type Tier, tierOf } from '../profile/classes.ts';
import type { Settings } from '../settings/settings.ts';
import { benefitsInWords } from '../words/loyalty.ts';
import type { TextReader } from './coupon-in-email.ts';

/**
 * What a customer's tier gives them, in the words of the text's language; undefined when it gives nothing.
 *
 * @param tier undefined before the first night
 */
export function benefitsInEmail(
  tier: Tier | undefined,
  { benefits }: Pick<Settings, 'benefits'>,
  { language, locale, currency }: TextReader,
): string | undefined {
  const locales = [localeOfText(language, locale), 'en'];
  const unit = formatMoney({ minor: 10 ** decimalsOf(currency), currency }, locales, true);
  return benefitsInWords(benefits[tier ?? tierOf(undefined)], isLanguage(language) ? language : 'en', unit);
}
