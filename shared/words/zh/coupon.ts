import type { en } from '../en/coupon.ts';
import { discountInZhe } from './discount.ts';

/** What is said about coupons in Chinese: in emails within a sentence, and on the pages of staff. */
export const zh: typeof en = {
  percent: discountInZhe,
  amount: (amount) => `立减 ${amount}`,
  freeShipping: '免运费',
  gift: (name) => `赠送${name}`,
  freeTrial: (name, days) => `免费试用${name} ${days} 天`,
};
