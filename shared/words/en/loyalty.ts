const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** What is said about benefits, points and referrals in English: in emails within a sentence, and on the pages of staff. */
export const en = {
  list: (parts: readonly string[]) => list.format(parts),
  pointsRate: (rate: number, unit: string) => `${rate} ${rate === 1 ? 'point' : 'points'} for every ${unit}`,
  freeShipping: 'free shipping',
  earlyAccess: 'early access',
  ownPrices: 'special prices',
  /** On the page about a customer. */
  page: {
    benefits: (list: string, priceList: string | undefined) =>
      `Benefits: ${list}${priceList === undefined ? '' : ` (price list ${priceList})`}`,
  },
};
