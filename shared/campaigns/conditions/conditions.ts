import type * as z from 'zod';
import type { AudienceWords } from '../../words/audience.ts';
import * as birthday from './birthday.ts';
import { entered, inProgress } from './campaigns.ts';
import * as classes from './classes.ts';
import type { Circumstances, ClassifiedProfile, ConditionAnswer, ConditionDefinition } from './condition.ts';
import * as contact from './contact.ts';
import * as forecasts from './forecasts.ts';
import * as interest from './interest.ts';
import * as opinions from './opinions.ts';
import * as orders from './orders.ts';
import { points } from './points.ts';
import * as products from './products.ts';

/**
 * Every condition of an audience, by its key in a file and in the order in which they are looked at: what is quick to
 * see comes first. A new one is a definition and a line here, and compiles once both languages have a name for it.
 */
const definitions = {
  lifecycle: classes.lifecycle,
  tier: classes.tier,
  traits: classes.traits,
  lifecycleWas: classes.lifecycleWas,
  tierWas: classes.tierWas,
  tierInGrace: classes.tierInGrace,
  rfm: classes.rfm,
  segment: classes.segment,
  valueGroup: classes.valueGroup,
  type: classes.type,
  borderline: classes.borderline,
  man: classes.man,
  manLevels: classes.manLevels,
  orders: orders.orders,
  cancelledOrders: orders.cancelledOrders,
  orderedVia: orders.orderedVia,
  discountedShare: orders.discountedShare,
  refundedShare: orders.refundedShare,
  averageOrder: orders.averageOrder,
  nps: opinions.nps,
  csat: opinions.csat,
  complaints: opinions.complaints,
  openComplaints: opinions.openComplaints,
  friendsSent: opinions.friendsSent,
  friendsWon: opinions.friendsWon,
  points,
  cartDays: interest.cartDays,
  cartValue: interest.cartValue,
  has: contact.has,
  consent: contact.consent,
  reachable: contact.reachable,
  suppressed: contact.suppressed,
  locale: contact.locale,
  country: contact.country,
  acquisitionSource: contact.acquisitionSource,
  tags: contact.tags,
  birthdayMonth: birthday.birthdayMonth,
  birthdayInDays: birthday.birthdayInDays,
  entered,
  inProgress,
  bought: products.bought,
  browsed: products.browsed,
  carted: products.carted,
  daysInLifecycle: classes.daysInLifecycle,
  daysInTier: classes.daysInTier,
  daysSinceLastOrder: orders.daysSinceLastOrder,
  daysSinceFirstOrder: orders.daysSinceFirstOrder,
  daysSinceBrowse: interest.daysSinceBrowse,
  daysSinceCart: interest.daysSinceCart,
  daysSinceLeftCart: interest.daysSinceLeftCart,
  daysSinceWishlist: interest.daysSinceWishlist,
  daysSinceInterest: interest.daysSinceInterest,
  daysSinceCoupon: interest.daysSinceCoupon,
  daysSinceFeedback: opinions.daysSinceFeedback,
  daysSinceComplaint: opinions.daysSinceComplaint,
  spent: orders.spent,
  spentLastYear: orders.spentLastYear,
  orderDays: orders.orderDays,
  chanceOfOrder: forecasts.chanceOfOrder,
  chanceOverAverage: forecasts.chanceOverAverage,
  lifetimeValue: forecasts.lifetimeValue,
  lifetimeValueAbove: forecasts.lifetimeValueAbove,
} satisfies Record<keyof AudienceWords['conditions'], unknown>;

/** The key of a condition in an audience file. */
export type ConditionName = keyof typeof definitions;

type Asked = { readonly [N in ConditionName]: z.output<(typeof definitions)[N]['schema']> };

/** Conditions as a marketer gives them, all of which must hold. */
export type Conditions = { readonly [N in ConditionName]?: Asked[N] | undefined };

/** The definition of each condition. */
export const conditions: { readonly [N in ConditionName]: ConditionDefinition<Asked[N]> } = definitions;

/** The keys of all conditions, in the order in which they are looked at. */
export const conditionNames = Object.keys(definitions).filter(
  (word): word is ConditionName => word in definitions,
);

/** The conditions that are given, in the order in which they are looked at. */
export const givenIn = (asked: Conditions): readonly ConditionName[] =>
  conditionNames.filter((name) => asked[name] !== undefined);

/** Prepares a condition; what it returns says whether a customer meets it. True for everybody where it is not given. */
export function prepareCondition<N extends ConditionName>(
  name: N,
  asked: Conditions,
  circumstances: Circumstances,
): (customer: ClassifiedProfile) => boolean {
  const value: Asked[N] | undefined = asked[name];
  return value === undefined ? () => true : conditions[name].prepare(value, circumstances);
}

/** Whether a customer meets a condition, what was asked for and what the profile says; undefined where it is not given. */
export function explainCondition<N extends ConditionName>(
  name: N,
  asked: Conditions,
  circumstances: Circumstances,
  customer: ClassifiedProfile,
): ConditionAnswer | undefined {
  const value: Asked[N] | undefined = asked[name];
  return value === undefined ? undefined : conditions[name].explain(value, circumstances, customer);
}
