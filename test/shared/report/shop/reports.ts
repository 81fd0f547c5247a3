import { plainDate } from '../../../../shared/calendar.ts';
import { campaignIdSchema } from '../../../../shared/ids.ts';
import { currencySchema } from '../../../../shared/money.ts';
import type { CampaignReport, ShopReport } from '../../../../shared/report/shop/shop-report.ts';

/** A campaign in which nothing stands out, with the fields that a test changes. */
export const campaignReport = (more: Partial<CampaignReport> = {}): CampaignReport => ({
  id: campaignIdSchema.parse('win-back'),
  version: 1,
  name: 'Win back',
  goalDays: 30,
  since: plainDate('2026-10-01'),
  countedOn: plainDate('2026-11-30'),
  entered: 1100,
  heldOut: 100,
  enteredAgain: 0,
  steps: [],
  coupons: { issued: 0, redeemed: 0 },
  treatedOrdered: { of: 1000, did: 200 },
  heldOutOrdered: { of: 100, did: 20 },
  treatedOptedOut: { of: 1000, did: 10 },
  heldOutOptedOut: { of: 100, did: 1 },
  treatedValue: 1234.5,
  heldOutValue: 1000,
  holdout: 0.1,
  groups: [],
  ...more,
});

const sizes = { prospect: 1, 'first-time': 20, active: 50, cooling: 5, silent: 10, lost: 4 };

/** A report in which nothing stands out, with the fields that a test changes. */
export const shopReport = (more: Partial<ShopReport> = {}): ShopReport => ({
  shopName: 'Fernway',
  currency: currencySchema.parse('GBP'),
  from: plainDate('2026-11-01'),
  to: plainDate('2026-11-30'),
  nights: 30,
  customers: 1090,
  lifecycles: { first: sizes, last: sizes },
  tiers: { bronze: 1000, silver: 60, gold: 25, platinum: 5 },
  movements: {},
  targets: [],
  campaigns: [campaignReport()],
  callbacks: { waiting: 0, escalated: 0, results: {}, coupons: { issued: 0, redeemed: 0 } },
  ...more,
});
