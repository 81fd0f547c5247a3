import { addDays, dayIn } from '../../calendar.ts';
import type { CampaignVersion } from '../../campaigns/campaign.ts';
import type { Coupon } from '../../coupons/coupon.ts';
import { type Delivery, outcomeOf } from '../../deliveries/delivery.ts';
import type { CustomerId } from '../../ids.ts';
import { type Enrolment, goalEndsOn } from '../../journeys/enrolment.ts';
import type { Order } from '../../orders/order.ts';
import { isPlacedAfter } from '../../orders/placed.ts';
import { differenceOf, type Rate } from './difference.ts';
import { capOf, compareSpending, type Spending, sumSpending } from './revenue.ts';
import { isSuspicious, sampleRatioOf } from './sample-ratio.ts';
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
  const outcomesIn = (group: readonly Participant[]) =>
    group.map((one) => outcomeFor(one, version, timeZone));
  const [ofTreated, ofHeldOut] = [outcomesIn(treated), outcomesIn(heldOut)];
  const [treatedOrdered, heldOutOrdered] = [rateOf(ofTreated), rateOf(ofHeldOut)];
  const { holdout } = version.campaign;
  const sampleRatio = sampleRatioOf(treated.length, heldOut.length, holdout);
  const difference = differenceOf(treatedOrdered, heldOutOrdered);
  const isUneven = sampleRatio !== undefined && isSuspicious(sampleRatio);
  const revenue = compareCapped(ofTreated, ofHeldOut);
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
    treatedOrdered,
    heldOutOrdered,
    treatedValue: valuePerCustomer(ofTreated),
    heldOutValue: valuePerCustomer(ofHeldOut),
    holdout,
    ...(difference && { difference: isUneven ? { ...difference, verdict: 'untrusted' } : difference }),
    ...(sampleRatio && { sampleRatio }),
    ...(revenue && { revenue }),
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

/** What a customer ordered after entering and within the goal's window, and spent in the year before entering. */
interface Outcome extends Spending {
  readonly ordered: boolean;
}

function outcomeFor({ enrolment, orders }: Participant, version: CampaignVersion, timeZone: string): Outcome {
  const { enteredAt, cohort } = enrolment;
  const [firstDay, lastDay] = [addDays(cohort.date, -yearBefore), goalEndsOn(version, cohort.date)];
  const counted = orders.filter((order) => order.status !== 'cancelled');
  const isAfter = (order: Order) => isPlacedAfter(order, enteredAt, timeZone);
  const within = counted.filter((order) => isAfter(order) && dayIn(timeZone, order.placedAt) <= lastDay);
  const before = counted.filter((order) => !isAfter(order) && dayIn(timeZone, order.placedAt) >= firstDay);
  return { ordered: within.length > 0, value: totalOf(within), prior: totalOf(before) };
}

const yearBefore = 365;

const totalOf = (orders: readonly Order[]): number => orders.reduce((sum, order) => sum + netOf(order), 0);

const rateOf = (group: readonly Outcome[]): Rate => ({
  of: group.length,
  did: group.filter(({ ordered }) => ordered).length,
});

const valuePerCustomer = (group: readonly Outcome[]): number =>
  group.length === 0 ? 0 : group.reduce((sum, { value }) => sum + value, 0) / group.length;

/** Undefined while nobody has spent anything within the goal's window, or while there is nobody to compare with. */
function compareCapped(
  treated: readonly Outcome[],
  heldOut: readonly Outcome[],
): CampaignReport['revenue'] | undefined {
  const all = [...treated, ...heldOut];
  const value = capOf(all.map((one) => one.value));
  if (value === undefined) return undefined;
  const caps = { value, prior: capOf(all.map((one) => one.prior)) ?? 0 };
  const difference = compareSpending(sumSpending(treated, caps), sumSpending(heldOut, caps));
  return difference && { countedUpTo: value, ...difference };
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
