import type { PlainDate } from '../../calendar.ts';

/** What is said about coupons in English: in emails within a sentence, and on the pages of staff. */
export const en = {
  percent: (percentOff: number) => `${percentOff}% off`,
  amount: (amount: string) => `${amount} off`,
  freeShipping: 'free shipping',
  gift: (name: string) => `${name} as a gift`,
  freeTrial: (name: string, days: number) =>
    days === 1 ? `a day of ${name} for free` : `${days} days of ${name} for free`,
  version: (version: number) => `version ${version}`,
  /** What a shop has promised by coupons, and what became of it. */
  report: {
    title: (shopName: string, asOf: PlainDate) => `Coupons of ${shopName}, ${asOf}`,
    none: 'No campaign has issued a coupon that a night has counted.',
    columns: {
      issued: 'issued',
      outstanding: 'outstanding',
      redeemed: 'redeemed',
      expired: 'expired',
      discount: 'discount given',
      spent: 'revenue brought',
    },
    total: 'all campaigns',
    legend: [
      'Outstanding coupons may still be used. A coupon whose order was cancelled counts as not used.',
      'Of a shared code, as many are outstanding as its limit still allows; the others are issued and nothing else.',
      'Revenue brought: what the orders with a coupon came to, net. Some of these orders would have come without it;',
      'what a campaign caused is in `rekindle report`.',
    ],
  },
};
