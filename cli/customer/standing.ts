import type { Language } from '../../shared/language.ts';
import { decimalsOf, formatMoney } from '../../shared/money.ts';
import { tierOf } from '../../shared/profile/classes.ts';
import type { Profile } from '../../shared/profile/profile.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { benefitsInWords, loyaltyWords } from '../../shared/words/loyalty.ts';

/** What staff must know of a customer's standing: the benefits of the tier, as the customer reads them, and the price list. */
export function standingLines(
  { classes }: Pick<Profile, 'classes'>,
  { benefits, currency }: Pick<Settings, 'benefits' | 'currency'>,
  language: Language,
): string[] {
  const { page } = loyaltyWords[language];
  const own = benefits[tierOf(classes)];
  const unit = formatMoney({ minor: 10 ** decimalsOf(currency), currency }, language, true);
  const named = benefitsInWords(own, language, unit);
  return named === undefined ? [] : [`  ${page.benefits(named, own.priceList)}`];
}
