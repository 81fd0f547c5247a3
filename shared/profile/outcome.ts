import { dayIn, type Instant } from '../calendar.ts';
import { cohortId } from '../ids.ts';
import { netOf } from '../orders/net.ts';
import type { Order } from '../orders/order.ts';
import { isPlacedAfter } from '../orders/placed.ts';
import { latestVersions } from '../versions.ts';
import type { Activity, SuppressionActivity } from './activity.ts';
import { usesThatCount, valueOfUse } from './coupon-use.ts';
import type { OpenEnrolment, Outcome, OutcomeWindow } from './open-enrolment.ts';

/**
 * The outcome that facts have for an enrolment. Neither their order nor repetitions matter.
 *
 * @param timeZone the shop's; it decides which day a fact belongs to
 */
export function outcomeIn(activity: readonly Activity[], window: OutcomeWindow, timeZone: string): Outcome {
  const { cohort, enteredAt, goalEndsOn } = window;
  const isWithin = (fact: Moment) =>
    isPlacedAfter(fact, enteredAt, timeZone) && dayIn(timeZone, fact.placedAt) <= goalEndsOn;
  const isAfter = (at: Instant) => isWithin({ placedAt: at });
  const known = latestVersions(
    activity.flatMap((one) => (one.type === 'order' ? [one.order] : [])),
    ({ id }) => id,
  );
  const orders = known.filter((order) => order.status !== 'cancelled' && isWithin(order));
  const creditNotes = new Map(
    activity.flatMap((one) => (one.type === 'refund' && isAfter(one.at) ? [[one.id, one.amount]] : [])),
  );
  const purpose = `${cohortId(cohort)}#`;
  const used = usesThatCount(activity, known).filter(({ issuedFor }) => issuedFor.startsWith(purpose));
  return {
    orders: orders.length,
    spent: sumOf(orders.map(netOf)) - sumOf([...creditNotes.values()]),
    couponsUsed: Object.fromEntries(
      used.map((use) => [use.issuedFor.slice(purpose.length), valueOfUse(use, known)]),
    ),
    hasOptedOut: activity.some((one) => one.type === 'suppression' && isOptOut(one) && isAfter(one.at)),
  };
}

type Moment = Pick<Order, 'placedAt' | 'placedOn'>;

/** What a coupon is issued for that a call led to, given the cohort and step that asked for the call. */
export const issuedForCall = (askedBy: string): string => `${askedBy}#call`;

/** True for a coupon that a call has led to, by its key in an outcome or what it was issued for. */
export const isForCall = (issuedFor: string): boolean => issuedFor.endsWith('#call');

const isOptOut = ({ channel, reason }: SuppressionActivity): boolean =>
  channel === 'email' && reason !== 'bounced';

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

/** The outcome of more facts, of which none was in the one before. */
export const addOutcomes = (one: Outcome, other: Outcome): Outcome => ({
  orders: one.orders + other.orders,
  spent: one.spent + other.spent,
  couponsUsed: { ...one.couponsUsed, ...other.couponsUsed },
  hasOptedOut: one.hasOptedOut || other.hasOptedOut,
});

/** Enrolments with the outcomes that a customer's whole activity has for them. */
export const settled = (
  enrolments: readonly OpenEnrolment[],
  activity: readonly Activity[],
  timeZone: string,
): readonly OpenEnrolment[] =>
  enrolments.map((one) => ({ ...one, outcome: outcomeIn(activity, one, timeZone) }));

/** Enrolments with the outcomes after more facts, of which none is in them. */
export const settledWith = (
  enrolments: readonly OpenEnrolment[],
  news: readonly Activity[],
  timeZone: string,
): readonly OpenEnrolment[] =>
  enrolments.map((one) => ({ ...one, outcome: addOutcomes(one.outcome, outcomeIn(news, one, timeZone)) }));
