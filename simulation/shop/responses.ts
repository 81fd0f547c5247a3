import type { PurchaseState } from './purchase-state.ts';

/**
 * How customers respond to one campaign: the truth that its report tries to find out. The chances are of an order that
 * would not have been placed otherwise.
 */
export interface Response {
  /** Whom the campaign can move at all. */
  readonly moves: readonly PurchaseState[];
  /** After an opened email, a clicked one, and a call that interested the customer. */
  readonly open: number;
  readonly click: number;
  readonly talk: number;
  /** Added for each percent that a coupon takes off, and twice for customers who look for bargains. */
  readonly perPercentOff: number;
}

/** Customers open the emails, take the calls and use the coupons, and order exactly what they would have anyway. */
const noResponse: Response = { moves: [], open: 0, click: 0, talk: 0, perPercentOff: 0 };

const notGone: readonly PurchaseState[] = ['active', 'silent'];

/** By the campaign's id. Customers do not respond to any other campaign. */
const responses: Readonly<Record<string, Response>> = {
  /** Strong: most of those who have not left for good had only forgotten the shop. */
  'win-back': { moves: notGone, open: 0.7, click: 0.9, talk: 0.6, perPercentOff: 0.008 },
  /** Weak: some first-time buyers order again sooner. */
  welcome: { moves: notGone, open: 0.15, click: 0.4, talk: 0, perPercentOff: 0.005 },
  /** None: the best customers order anyway. */
  'vip-thanks': noResponse,
};

/** How customers respond to a campaign, by its id. */
export const responseTo = (campaign: string): Response => responses[campaign] ?? noResponse;

/** False for a campaign that makes nobody order. */
export const hasResponse = (campaign: string): boolean => responseTo(campaign).moves.length > 0;
