import { dayIn } from '../../calendar.ts';
import type { CampaignVersion } from '../../campaigns/campaign.ts';
import type { Coupon } from '../../coupons/coupon.ts';
import { type Delivery, outcomeOf } from '../../deliveries/delivery.ts';
import type { CustomerId } from '../../ids.ts';
import { type Enrolment, goalEndsOn } from '../../journeys/enrolment.ts';
import type { Order } from '../../orders/order.ts';
import { isPlacedAfter } from '../../orders/placed.ts';
import { differenceOf } from './difference.ts';
import { sampleRatioOf } from './sample-ratio.ts';
import type { CampaignReport, StepReport } from './shop-report.ts';

/** One enrolment with everything that the report needs to know about its customer. */
export interface Participant {
  readonly enrolment: Enrolment;
  /** The customer's orders; those outside the goal's window are ignored. */
  readonly orders: readonly Order[];
  /** Coupons that this campaign issued to the customer. */
  readonly coupons: readonly Coupon[];
}

/**
 * What one campaign version did over all its cohorts. Treated means everyone who was not held out, whether or not a
 * message reached them: only then are the two groups alike in everything else. A customer counts once in the
 * comparison, with the first entry: what entries of the same customer lead to is alike, and would make the interval
 * promise more than it can keep. Deliveries and coupons count for every entry.
 */
export function measureCampaign(
  version: CampaignVersion,
  participants: readonly Participant[],
  timeZone: string,
): CampaignReport {
  const customers = firstEntries(participants);
  const treated = customers.filter(({ enrolment }) => !enrolment.isHeldOut);
  const heldOut = customers.filter(({ enrolment }) => enrolment.isHeldOut);
  const valueWithin = (group: readonly Participant[]) => {
    const values = group.map((one) => valueInWindow(one, version, timeZone));
    const did = values.filter((value) => value !== undefined).length;
    const total = values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
    return { rate: { of: group.length, did }, perCustomer: group.length === 0 ? 0 : total / group.length };
  };
  const ofTreated = valueWithin(treated);
  const ofHeldOut = valueWithin(heldOut);
  const difference = differenceOf(ofTreated.rate, ofHeldOut.rate);
  const { holdout } = version.campaign;
  const sampleRatio = sampleRatioOf(treated.length, heldOut.length, holdout);
  const coupons = participants.flatMap((one) => one.coupons);
  return {
    id: version.id,
    version: version.version,
    name: version.campaign.name,
    goalDays: version.campaign.goal.within.hours / 24,
    entered: customers.length,
    heldOut: heldOut.length,
    enteredAgain: participants.length - customers.length,
    steps: version.campaign.steps.map((step, index) => ({
      action: step.action.type,
      afterHours: step.after.hours,
      ...outcomesOf(participants.flatMap(({ enrolment }) => enrolment.steps[index] ?? [])),
    })),
    coupons: {
      issued: coupons.length,
      redeemed: coupons.filter((coupon) => coupon.redemption !== undefined).length,
    },
    treatedOrdered: ofTreated.rate,
    heldOutOrdered: ofHeldOut.rate,
    treatedValue: ofTreated.perCustomer,
    heldOutValue: ofHeldOut.perCustomer,
    holdout,
    ...(difference && { difference }),
    ...(sampleRatio && { sampleRatio }),
  };
}

/** The earliest entry of each customer, whatever order they come in. */
function firstEntries(participants: readonly Participant[]): Participant[] {
  const first = new Map<CustomerId, Participant>();
  for (const one of participants) {
    const known = first.get(one.enrolment.customerId);
    if (known === undefined || one.enrolment.cohort.date < known.enrolment.cohort.date)
      first.set(one.enrolment.customerId, one);
  }
  return [...first.values()];
}

/** Net value in minor units of the orders after entering and within the goal's window; undefined without orders. */
function valueInWindow({ enrolment, orders }: Participant, version: CampaignVersion, timeZone: string) {
  const lastDay = goalEndsOn(version, enrolment.cohort.date);
  const within = orders.filter(
    (order) =>
      order.status !== 'cancelled' &&
      isPlacedAfter(order, enrolment.enteredAt, timeZone) &&
      dayIn(timeZone, order.placedAt) <= lastDay,
  );
  if (within.length === 0) return undefined;
  return within.reduce((sum, order) => sum + netOf(order), 0);
}

const netOf = (order: Order): number =>
  order.status === 'refunded' ? 0 : order.totals.total - (order.refunded ?? 0);

function outcomesOf(deliveries: readonly Delivery[]): Pick<StepReport, 'outcomes' | 'skipped'> {
  const outcomes: Partial<Record<ReturnType<typeof outcomeOf>, number>> = {};
  const skipped: Record<string, number> = {};
  for (const delivery of deliveries) {
    const outcome = outcomeOf(delivery);
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    if (delivery.state === 'skipped') skipped[delivery.reason] = (skipped[delivery.reason] ?? 0) + 1;
  }
  return { outcomes, skipped };
}
