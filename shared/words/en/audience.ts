import type { PlainDate } from '../../calendar.ts';
import type { Absent, PartName, Unit, WordList } from '../../explain/audience-reason.ts';
import { en as labels } from './labels.ts';

/** What is said about audiences in English. */
export const en = {
  /** What a condition is about, by its key in a file. */
  conditions: {
    lifecycle: 'lifecycle',
    lifecycleWas: 'lifecycle before',
    daysInLifecycle: 'time in this lifecycle',
    tier: 'tier',
    tierWas: 'tier before',
    daysInTier: 'time in this tier',
    tierInGrace: 'tier kept in grace',
    traits: 'traits',
    rfm: 'RFM scores',
    segment: 'RFM cell',
    valueGroup: 'value group',
    type: 'customer type',
    borderline: 'borderline',
    man: 'MAN',
    manLevels: 'money, authority, need',
    orders: 'orders',
    orderDays: 'days with an order',
    cancelledOrders: 'cancelled orders',
    daysSinceFirstOrder: 'time since the first order',
    daysSinceLastOrder: 'time since the last order',
    orderedVia: 'has ordered by',
    discountedShare: 'orders with a discount',
    refundedShare: 'refunded',
    spent: 'net spend',
    spentLastYear: 'net spend of twelve months',
    averageOrder: 'average order',
    chanceOfOrder: 'chance of an order',
    chanceOverAverage: 'chance, compared with the average',
    lifetimeValue: 'lifetime value',
    lifetimeValueAbove: 'lifetime value above that of',
    daysSinceBrowse: 'time since looking at something',
    daysSinceCart: 'time since filling a cart',
    daysSinceLeftCart: 'time since a cart that was left',
    daysSinceWishlist: 'time since a wish',
    daysSinceInterest: 'time since showing interest, without an order after it',
    daysSinceCoupon: 'time since using a coupon',
    points: 'points',
    cartDays: 'days with a cart',
    cartValue: 'value of the latest cart',
    nps: 'would recommend us',
    csat: 'satisfied',
    daysSinceFeedback: 'time since a score',
    complaints: 'complaints',
    openComplaints: 'open complaints',
    daysSinceComplaint: 'time since a complaint',
    friendsSent: 'friends sent',
    friendsWon: 'friends who bought',
    has: 'known',
    consent: 'consent',
    reachable: 'can be reached by',
    suppressed: 'closed because',
    locale: 'locale',
    country: 'country',
    acquisitionSource: 'came to the shop by',
    tags: 'tags',
    birthdayInDays: 'time until the birthday',
    birthdayMonth: 'month of the birthday',
    bought: 'has bought',
    browsed: 'has looked at',
    carted: 'has put into a cart',
    entered: 'has entered',
    inProgress: 'is in the course of',
  },
  names: {
    lifecycles: labels.lifecycles,
    tiers: labels.tiers,
    traits: labels.traits,
    segments: labels.segments,
    groups: labels.groups,
    types: labels.types,
    borderline: labels.borderline,
    levels: labels.levels,
    channels: { email: 'email', phone: 'phone' },
    consents: { given: 'given', withdrawn: 'withdrawn', unknown: 'never said' },
    suppressions: {
      unsubscribed: 'unsubscribed',
      bounced: 'bounced',
      complained: 'reported as spam',
      'do-not-call': 'do not call',
    },
    orderChannels: { web: 'web', store: 'store', marketplace: 'marketplace' },
    contactFields: {
      email: 'email address',
      phone: 'phone number',
      name: 'name',
      birthday: 'birthday',
      locale: 'locale',
      country: 'country',
    },
    months: {
      january: 'January',
      february: 'February',
      march: 'March',
      april: 'April',
      may: 'May',
      june: 'June',
      july: 'July',
      august: 'August',
      september: 'September',
      october: 'October',
      november: 'November',
      december: 'December',
    },
    'as-written': {},
  } satisfies Record<WordList, Readonly<Record<string, string>>>,
  parts: {
    recency: 'recency',
    frequency: 'frequency',
    monetary: 'money',
    money: 'money',
    authority: 'authority',
    need: 'need',
    email: 'email',
    phone: 'phone',
    product: 'product',
    category: 'category',
  } satisfies Record<PartName, string>,
  absent: { never: 'never', none: 'none', unknown: 'not known' } satisfies Record<Absent, string>,
  /** A list of words of which any, all or none are meant. */
  list: (words: readonly string[], wanted: 'any' | 'all' | 'none') => {
    if (wanted === 'none') return `none of ${words.join(', ')}`;
    if (wanted === 'any') return words.join(' or ');
    return words.length === 0 ? 'none' : words.join(', ');
  },
  /** A number with its unit; `shown` is the number as it is written. */
  amount: (shown: string, unit: Unit, number: number) => {
    if (unit === 'days') return `${shown} day${number === 1 ? '' : 's'}`;
    return unit === 'times' ? `${shown} times` : shown;
  },
  atLeast: (amount: string) => `at least ${amount}`,
  atMost: (amount: string) => `at most ${amount}`,
  between: (from: string, to: string) => `${from} to ${to}`,
  exactly: (amount: string) => amount,
  yesOrNo: (answer: boolean): string => (answer ? 'yes' : 'no'),
  dated: (name: string, on: PlainDate) => `${name} on ${on}`,
  within: (what: string, days: number) => `${what}, within ${days} day${days === 1 ? '' : 's'}`,
  inMonths: (what: string, months: number) =>
    months === 1 ? `${what}, this month` : `${what}, in this month and the ${months - 1} before it`,
  part: (name: string, statement: string) => `${name} ${statement}`,
  join: (statements: readonly string[]) => statements.join(', '),
  groups: { all: 'all of these:', any: 'at least one of these:', not: 'none of these:' },
  audience: (name: string) => `in audience “${name}”:`,
  /** A condition, what was asked for and what the profile says. */
  condition: (about: string, asked: string, says: string) => `${about}: ${asked} – ${says}`,
  /** Where an audience has no conditions. */
  everybody: 'everybody',
  isIn: (customer: string, audience: string, day: PlainDate) =>
    `${customer} is in “${audience}” on ${day}, because of what is marked with ✓`,
  isNotIn: (customer: string, audience: string, day: PlainDate) =>
    `${customer} is not in “${audience}” on ${day}, because of what is marked with ✗`,
  checked: (file: string, name: string) => `${file}: ${name}`,
  noNight: 'who is in it cannot be known: no night has run on this data yet',
  noData: (directory: string) => `who is in it cannot be known: there is no data in ${directory}`,
  counting: 'Counting customers',
  /** The stages from those who match to those who would get a message, each with how many are left. */
  stages: {
    matches: (shown: string, customers: string) => `${shown} of ${customers} customers match`,
    withAddress: (shown: string, channel: string) =>
      channel === 'phone' ? `${shown} with a phone number` : `${shown} with an email address`,
    withConsent: (shown: string) => `${shown} with consent`,
    notSuppressed: (shown: string) => `${shown} not opted out, bounced or blocked`,
    wouldReceive: (shown: string, channel: string) =>
      channel === 'phone'
        ? `${shown} could be called, one call for each number`
        : `${shown} would receive it, one email for each mailbox`,
  },
  /** `known` are the audiences and campaigns that there are. */
  noSuchAudience: (known: string) =>
    `there is no such audience, and no such campaign is published${known === '' ? '' : `; there are ${known}`}`,
  more: (count: string) => `… and ${count} more; --csv FILE writes all of them`,
  notWritable: 'this file cannot be written; is there such a folder?',
  written: (count: string, file: string) => `rows written to ${file}: ${count}`,
  /** Of a file for an advertising network. */
  phonesLeftOut: (count: string) =>
    `phone numbers left out, because they are written without a country code: ${count}`,
  columns: {
    id: 'customer',
    name: 'name',
    email: 'email',
    phone: 'phone',
    locale: 'locale',
    country: 'country',
    lifecycle: 'lifecycle',
    tier: 'tier',
    orders: 'orders',
    spent: 'net spend',
    lastOrder: 'last order',
    canBeWrittenTo: 'can be written to',
  },
};
