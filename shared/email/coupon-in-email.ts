import type { Coupon } from '../coupons/coupon.ts';
import { isLanguage } from '../language.ts';
import { benefitInWords, nameOfGiven } from '../words/coupon.ts';
import { dayFor, moneyFor, type TextReader } from './text-reader.ts';

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

/** What of a coupon an email promises. */
export type PromisedCoupon = Pick<Coupon, 'code' | 'expiresOn' | 'benefit' | 'minimumSpend' | 'shared'>;

/** A coupon in the words and numbers of the text's language, as the customer's region writes them. */
export function couponInEmail(
  { code, expiresOn, benefit, minimumSpend, shared }: PromisedCoupon,
  reader: TextReader,
): CouponInEmail {
  const { language } = reader;
  const money = moneyFor(reader);
  return {
    code,
    expiresOn: dayFor(expiresOn, reader),
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
