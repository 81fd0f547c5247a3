import type { PlainDate } from '../../calendar.ts';
import type { Tier } from '../../profile/classes.ts';
import type { StatementLine } from '../../profile/points-statement.ts';

interface Expiring {
  readonly points: number;
  readonly lastDay: PlainDate;
}

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** What is said about benefits, points and referrals in English: in emails within a sentence, and on the pages of staff. */
export const en = {
  list: (parts: readonly string[]) => list.format(parts),
  /** What customers read for their tier. */
  tiers: { bronze: 'Bronze', silver: 'Silver', gold: 'Gold', platinum: 'Platinum' } satisfies Record<
    Tier,
    string
  >,
  pointsRate: (rate: number, unit: string) => `${rate} ${rate === 1 ? 'point' : 'points'} for every ${unit}`,
  freeShipping: 'free shipping',
  earlyAccess: 'early access',
  ownPrices: 'special prices',
  /** On the page about a customer. */
  page: {
    benefits: (list: string, priceList: string | undefined) =>
      `Benefits: ${list}${priceList === undefined ? '' : ` (price list ${priceList})`}`,
    points: (balance: number, next: Expiring | undefined) =>
      `Points: ${balance}${next === undefined ? '' : `, ${next.points} of them until ${next.lastDay}`}`,
    referralCode: (code: string, year: string, sent: number, most: number) =>
      `Referral code: ${code} (friends sent in ${year}: ${sent} of at most ${most})`,
    cameBy: (code: string, order: string, isTakenBack: boolean) =>
      `Came by the code ${code} with order ${order}${isTakenBack ? '; what it brought was taken back' : ''}`,
    referralPoints: (isGiven: boolean): string => (isGiven ? 'referral' : 'referral taken back'),
    /** Of a statement of points, each line after its day and number. */
    statement: {
      ordered: (order: string) => `order ${order}`,
      'taken-back': (order: string) => `refund or cancellation of order ${order}`,
      granted: (purpose: string) => `granted (${purpose})`,
      spent: (reward: string) => `used for ${reward}`,
      expired: (_: string) => 'expired',
    } satisfies Record<StatementLine['kind'], unknown>,
  },
};
