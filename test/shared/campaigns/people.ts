import { instant, plainDate } from '../../../shared/calendar.ts';
import type { ClassifiedProfile } from '../../../shared/campaigns/conditions/condition.ts';
import type { ConditionName } from '../../../shared/campaigns/conditions/conditions.ts';
import { campaignIdSchema } from '../../../shared/ids.ts';
import { noOutcome, type OpenEnrolment } from '../../../shared/profile/open-enrolment.ts';
import { createRanker } from '../../../shared/scoring/ranking.ts';
import { fittedPopulation } from '../scoring/populations.ts';
import { classes, customer, today } from './campaigns.ts';

/** Forecasts by a population with a model. */
export const rank = createRanker(fittedPopulation());

const openEnrolment = (campaign: string, entered: string, goalEndsOn: string): OpenEnrolment => ({
  cohort: { campaign: campaignIdSchema.parse(campaign), version: 1, slot: plainDate(entered) },
  shard: 0,
  enteredAt: instant(`${entered}T04:00:00Z`),
  goalEndsOn: plainDate(goalEndsOn),
  outcome: noOutcome,
});

/** A customer about whom everything is known, as of 2026-12-09. */
export const known: ClassifiedProfile = {
  ...customer,
  rank,
  contact: {
    ...customer.contact,
    birthday: plainDate('1990-12-16'),
    acquisitionSource: 'Search',
  },
  consents: { email: true, phone: false },
  suppressions: { phone: { reason: 'do-not-call', at: instant('2026-05-01T00:00:00Z') } },
  cancelledOrders: 1,
  classes: {
    ...classes,
    tier: { is: 'gold', since: plainDate('2026-12-02'), was: 'silver' },
    tierUnearnedSince: plainDate('2026-12-01'),
    man: { ...classes.man, need: 'unknown' },
  },
  orders: {
    ...customer.orders,
    ordersDiscounted: 1,
    refunded: 20_000,
    repeatDaysByMonth: { '2026-02': 1, '2026-09': 2 },
    byChannel: { store: 1 },
  },
  interest: {
    browsedOn: plainDate('2026-12-01'),
    cartedOn: plainDate('2026-12-07'),
    wishlistedOn: plainDate('2026-12-05'),
    cartDays: 3,
    cartValue: 4850,
  },
  feedback: {
    nps: { score: 6, on: plainDate('2026-11-29') },
    csat: { score: 3, on: plainDate('2026-11-09') },
  },
  complaints: { count: 2, open: 1, openedOn: plainDate('2026-11-19') },
  referrals: { made: 3, converted: 1 },
  redeemedAt: instant('2026-12-01T10:00:00Z'),
  products: {
    bought: { '2026-09-10': ['tea', 'cup'], '2026-01-01': ['pot'] },
    carted: { '2026-12-07': ['pot'] },
  },
  categories: { bought: { '2026-09-10': ['teas'] }, browsed: { '2026-12-01': ['pots'] } },
  tags: ['press', 'wholesale'],
  points: { left: { '2026-11': 50, '2027-06': 100, always: 40 }, owed: 20 },
  openEnrolments: [
    openEnrolment('welcome', '2026-11-09', '2026-12-09'),
    openEnrolment('vip', '2026-11-08', '2026-12-08'),
  ],
  enrolments: {
    welcome: { on: plainDate('2026-11-09'), slot: plainDate('2026-11-09'), version: 1, isFirst: true },
  },
};

/** Somebody who has only looked so far, and about whom hardly anything is known. */
const { rfm: _, ...unscored } = classes;
export const stranger: ClassifiedProfile = {
  rank,
  contact: {},
  classes: {
    ...unscored,
    lifecycle: { is: 'prospect', since: today },
    tier: { is: 'bronze', since: today },
    man: { money: 'unknown', authority: 'unknown', need: 'unknown' },
    traits: [],
  },
};

/** What the customer `known` just meets, and just does not. */
export const cases: Readonly<
  Record<ConditionName, readonly (readonly [fitting: unknown, unfitting: unknown])[]>
> = {
  lifecycle: [[['active', 'silent'], 'active']],
  lifecycleWas: [['cooling', ['silent', 'lost']]],
  tier: [[['gold'], ['silver']]],
  tierWas: [['silver', 'gold']],
  tierInGrace: [[true, false]],
  traits: [
    [{ include: 'loyal' }, { include: ['loyal', 'high-value'] }],
    [{ exclude: 'high-value' }, { exclude: 'loyal' }],
  ],
  rfm: [[{ recency: { atMost: 2 }, monetary: { atLeast: 5 } }, { frequency: { atLeast: 5 } }]],
  segment: [[['at-risk'], 'champions']],
  valueGroup: [['important-keep', 'important-value']],
  type: [[['loyal', 'new'], 'dissatisfied']],
  borderline: [['sleeper', 'slowed-regular']],
  man: [],
  manLevels: [
    [
      { money: 'high', need: 'unknown' },
      { money: 'high', need: 'high' },
    ],
    [{ authority: ['high', 'low'] }, { authority: 'low' }],
  ],
  orders: [[{ atLeast: 4, atMost: 4 }, { atLeast: 5 }]],
  cancelledOrders: [[{ atLeast: 1 }, { atMost: 0 }]],
  orderedVia: [[['web', 'store'], 'web']],
  discountedShare: [[{ atLeast: '25%' }, { atLeast: '25.1%' }]],
  refundedShare: [[{ atMost: '25%' }, { atMost: '24%' }]],
  averageOrder: [[{ atLeast: 150 }, { atLeast: 150.01 }]],
  nps: [[{ atMost: 6 }, { atLeast: 7 }]],
  csat: [[{ atLeast: 3 }, { atMost: 2 }]],
  complaints: [[{ atLeast: 2 }, { atLeast: 3 }]],
  openComplaints: [[{ atLeast: 1 }, { atMost: 0 }]],
  friendsSent: [[{ atLeast: 3 }, { atLeast: 4 }]],
  friendsWon: [[{ atMost: 1 }, { atLeast: 2 }]],
  cartDays: [[{ atLeast: 3 }, { atLeast: 4 }]],
  cartValue: [[{ atLeast: 48.5 }, { atLeast: 48.51 }]],
  has: [
    [
      ['email', 'birthday', 'country'],
      ['birthday', 'name'],
    ],
  ],
  consent: [
    [{ email: 'given' }, { phone: 'given' }],
    [
      { email: 'given', phone: ['withdrawn', 'unknown'] },
      { email: 'given', phone: 'unknown' },
    ],
  ],
  points: [
    [{ atLeast: 120 }, { atLeast: 121 }],
    [{ atMost: 120 }, { atMost: 119 }],
  ],
  reachable: [[['email', 'phone'], 'phone']],
  suppressed: [[['bounced', 'do-not-call'], 'unsubscribed']],
  locale: [
    [
      ['de', 'en'],
      ['de', 'e-GB'],
    ],
    [['EN_gb'], ['en-US']],
  ],
  country: [[['DE', 'uk'], 'DE']],
  acquisitionSource: [[['search'], 'newsletter']],
  tags: [
    [{ include: ['press', 'wholesale'] }, { include: ['press', 'staff'] }],
    [{ exclude: 'staff' }, { exclude: ['staff', 'press'] }],
  ],
  birthdayMonth: [
    ['december', 'november'],
    ['this-month', 'next-month'],
  ],
  birthdayInDays: [[{ atLeast: 7, atMost: 7 }, { atMost: 6 }]],
  entered: [
    [{ campaign: ['vip', 'welcome'] }, { campaign: 'vip' }],
    [
      { campaign: 'welcome', within: '30d' },
      { campaign: 'welcome', within: '29d' },
    ],
  ],
  inProgress: [[['vip', 'welcome'], 'vip']],
  bought: [
    [{ product: ['cup', 'saucer'] }, { product: 'saucer' }],
    [
      { product: 'tea', within: '90d' },
      { product: ['pot', 'tea'], within: '89d' },
    ],
    [{ category: 'teas' }, { category: 'tea' }],
  ],
  browsed: [[{ category: 'pots', within: '8d' }, { product: 'pot' }]],
  carted: [[{ product: 'pot' }, { category: 'pots' }]],
  daysInLifecycle: [[{ atMost: 0 }, { atLeast: 1 }]],
  daysInTier: [[{ atLeast: 7, atMost: 7 }, { atLeast: 8 }]],
  daysSinceLastOrder: [[{ atLeast: 90, atMost: 90 }, { atLeast: 91 }]],
  daysSinceFirstOrder: [[{ atLeast: 342 }, { atLeast: 343 }]],
  daysSinceBrowse: [[{ atLeast: 8 }, { atMost: 7 }]],
  daysSinceCart: [[{ atMost: 2 }, { atMost: 1 }]],
  daysSinceLeftCart: [[{ atMost: 2 }, { atMost: 1 }]],
  daysSinceWishlist: [[{ atMost: 4 }, { atMost: 3 }]],
  daysSinceInterest: [[{ atMost: 2 }, { atMost: 1 }]],
  daysSinceCoupon: [[{ atLeast: 8 }, { atLeast: 9 }]],
  daysSinceFeedback: [[{ atMost: 10 }, { atLeast: 11 }]],
  daysSinceComplaint: [[{ atLeast: 20 }, { atLeast: 21 }]],
  spent: [
    [{ atLeast: 600 }, { atLeast: 600.01 }],
    [
      { atLeast: 400, inMonths: 4 },
      { atLeast: 0.01, inMonths: 3 },
    ],
    [
      { atLeast: 600, inMonths: 12 },
      { atLeast: 600, inMonths: 11 },
    ],
  ],
  spentLastYear: [[{ atLeast: 600 }, { atLeast: 600.01 }]],
  orderDays: [
    [{ atLeast: 4 }, { atMost: 3 }],
    // Two in September; with February and the first, in January, there are four.
    [
      { atLeast: 2, atMost: 2, inMonths: 10 },
      { atLeast: 3, inMonths: 10 },
    ],
    [
      { atLeast: 3, atMost: 3, inMonths: 11 },
      { atLeast: 4, inMonths: 11 },
    ],
    [
      { atLeast: 4, inMonths: 12 },
      { atLeast: 5, inMonths: 36 },
    ],
  ],
  chanceOfOrder: [],
  chanceOverAverage: [],
  lifetimeValue: [],
  lifetimeValueAbove: [],
};
