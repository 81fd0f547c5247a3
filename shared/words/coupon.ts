import type { Benefit } from '../coupons/offer.ts';
import type { Language } from '../language.ts';
import { textInOrAny } from '../localised-text.ts';
import { en } from './en/coupon.ts';
import type { FormatMoney } from './numbers.ts';
import { zh } from './zh/coupon.ts';

/** The texts about coupons in one language. */
export type CouponWords = typeof en;

/** The texts about coupons. */
export const couponWords: Readonly<Record<Language, CouponWords>> = { en, zh };

/** How a product that is given is called in a language; in another one that the shop wrote when it has none in this. */
export const nameOfGiven = ({ name }: Extract<Benefit, { sku: string }>, language: string): string =>
  textInOrAny(name, language) ?? '';

/** What a coupon is good for, as a few words within a sentence: `15% off`, `free shipping`. */
export function benefitInWords(benefit: Benefit, language: Language, money: FormatMoney): string {
  const words = couponWords[language];
  switch (benefit.kind) {
    case 'percent':
      return words.percent(benefit.percentOff);
    case 'amount':
      return words.amount(money(benefit.amountOff));
    case 'free-shipping':
      return words.freeShipping;
    case 'gift':
      return words.gift(nameOfGiven(benefit, language));
    case 'free-trial':
      return words.freeTrial(nameOfGiven(benefit, language), benefit.days);
  }
}
