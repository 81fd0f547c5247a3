/** What is said about coupons in English: in emails within a sentence, and on the pages of staff. */
export const en = {
  percent: (percentOff: number) => `${percentOff}% off`,
  amount: (amount: string) => `${amount} off`,
  freeShipping: 'free shipping',
  gift: (name: string) => `${name} as a gift`,
  freeTrial: (name: string, days: number) =>
    days === 1 ? `a day of ${name} for free` : `${days} days of ${name} for free`,
};
