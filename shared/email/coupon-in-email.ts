import type { Coupon } from '../coupons/coupon.ts';
import { isLanguage, localeOfText } from '../language.ts';
import { type Currency, decimalsOf, formatMoney } from '../money.ts';
import { benefitInWords, nameOfGiven } from '../words/coupon.ts';
import type { FormatMoney } from '../words/numbers.ts';

/** What a template knows of a coupon, as the customer reads it. */
export interface CouponInEmail {
  readonly code: string;
  readonly expiresOn: string;
  /** What it is good for, in a few words. */
  readonly benefit: string;
  readonly percentOff?: number;
  readonly amountOff?: string;
  readonly gift?: string;
  readonly trial?: string;
  readonly trialDays?: number;
  /** What the order must come to. */
  readonly minimumSpend?: string;
  /** How many customers can use the code, which others have too. */
  readonly limit?: number;
}

const names: Readonly<Record<keyof CouponInEmail, true>> = {
  code: true,
  expiresOn: true,
  benefit: true,
  percentOff: true,
  amountOff: true,
  gift: true,
  trial: true,
  trialDays: true,
  minimumSpend: true,
  limit: true,
};

/** The variables that an email with some coupon has. */
export const couponVariables = Object.keys(names).map((name) => `coupon.${name}`);

/** The text that something stands in, and who reads it. */
export interface TextReader {
  /** The language of the text. */
  readonly language: string;
  /** The customer's locale. */
  readonly locale?: string | undefined;
  readonly currency: Currency;
}

/** A coupon in the words and numbers of the text's language, as the customer's region writes them. */
export function couponInEmail(
  {
    code,
    expiresOn,
    benefit,
    minimumSpend,
    shared,
  }: Pick<Coupon, 'code' | 'expiresOn' | 'benefit' | 'minimumSpend' | 'shared'>,
  { language, locale, currency }: TextReader,
): CouponInEmail {
  // A language that the runtime does not know must not fall back on that of the machine.
  const locales = [localeOfText(language, locale), 'en'];
  const day = new Intl.DateTimeFormat(locales, { dateStyle: 'long', timeZone: 'UTC' });
  const money: FormatMoney = (minor) =>
    formatMoney({ minor, currency }, locales, minor % 10 ** decimalsOf(currency) === 0);
  return {
    code,
    expiresOn: day.format(Date.parse(expiresOn)),
    benefit: benefitInWords(benefit, isLanguage(language) ? language : 'en', money),
    ...(benefit.kind === 'percent' && { percentOff: benefit.percentOff }),
    ...(benefit.kind === 'amount' && { amountOff: money(benefit.amountOff) }),
    ...(benefit.kind === 'gift' && { gift: nameOfGiven(benefit, language) }),
    ...(benefit.kind === 'free-trial' && {
      trial: nameOfGiven(benefit, language),
      trialDays: benefit.days,
    }),
    ...(minimumSpend !== undefined && { minimumSpend: money(minimumSpend) }),
    ...(shared && { limit: shared.limit }),
  };
}
