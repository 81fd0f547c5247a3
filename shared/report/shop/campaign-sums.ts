import type { CallResult } from '../../deliveries/call-result.ts';
import { type Delivery, type DeliveryOutcome, outcomeOf } from '../../deliveries/delivery.ts';
import type { Enrolment, Standing } from '../../journeys/enrolment.ts';
import { isForCall } from '../../profile/outcome.ts';
import { type ArmSums, addArms, emptyArm, hasOrdered, sumArm } from './arm-sums.ts';
import { addCounts, count, merge } from './counts.ts';
import {
  addCouponsByCode,
  type CouponsByCode,
  type IssuedCoupons,
  noCouponsByCode,
  noneIssued,
  sumCoupons,
} from './coupon-sums.ts';
import type { Rate } from './difference.ts';
import { addClicks, clicksIn, type LinkClicks } from './link-clicks.ts';
import type { Caps } from './revenue.ts';
import { largeFrom, type Sizes, sizesOf } from './sizes.ts';

/**
 * All that a report needs to know of the enrolments in one version of a campaign. Sums of parts add up to those of the
 * whole, so each part is counted once, and reading a report reads no enrolment. Customers count in their arm with their
 * first entry; deliveries, coupons and calls count for every entry.
 */
export interface CampaignSums extends CouponsByCode {
  readonly entries: number;
  readonly treated: ArmSums;
  readonly heldOut: ArmSums;
  /** The treated by variant; empty in a campaign without variants. */
  readonly variants: Readonly<Record<string, ArmSums>>;
  /** By dimension and group, such as `lifecycle` and `silent`, as the customers stood on entering. */
  readonly groups: Readonly<Record<Dimension, Readonly<Record<string, GroupSums>>>>;
  /** By the step's index in the campaign, from 0. */
  readonly steps: Readonly<Record<string, StepSums>>;
  readonly couponsRedeemed: number;
  readonly calls: CallSums;
  /** What customers of both arms spent, so that the next count knows which amounts are large. */
  readonly sizes: SpendingSizes;
}

/** The sizes of what was spent within the goal, and in the year before. */
export interface SpendingSizes {
  readonly value: Sizes;
  readonly prior: Sizes;
}

/** How many customers of a group ordered within the goal, in each arm. */
export interface GroupSums {
  readonly treated: Rate;
  readonly heldOut: Rate;
}

/** By what customers are looked at in parts. */
export const dimensions = [
  'lifecycle',
  'tier',
  'type',
  'locale',
] as const satisfies readonly (keyof Standing)[];
export type Dimension = (typeof dimensions)[number];

/** The deliveries of one step by what became of them, and those that were skipped by reason. */
export interface StepSums {
  readonly outcomes: Readonly<Partial<Record<DeliveryOutcome, number>>>;
  readonly skipped: Readonly<Record<string, number>>;
  /** Absent while nobody has clicked. */
  readonly links?: LinkClicks;
}

/** The calls that a campaign asked for. */
export interface CallSums {
  readonly asked: number;
  readonly results: Readonly<Partial<Record<CallResult, number>>>;
  readonly couponsRedeemed: number;
}

/** The sums of no enrolment. */
export const noSums: CampaignSums = {
  entries: 0,
  treated: emptyArm,
  heldOut: emptyArm,
  variants: {},
  groups: { lifecycle: {}, tier: {}, type: {}, locale: {} },
  steps: {},
  ...noCouponsByCode,
  couponsRedeemed: 0,
  calls: { asked: 0, results: {}, couponsRedeemed: 0 },
  sizes: { value: {}, prior: {} },
};

/**
 * The sums of some enrolments, in which each customer counts up to the caps.
 *
 * @param issued what the campaign's steps issue
 */
export function sumEnrolments(
  enrolments: readonly Enrolment[],
  caps: Caps,
  issued: IssuedCoupons = noneIssued,
): CampaignSums {
  const first = enrolments.filter(({ isFirst }) => isFirst);
  const treated = first.filter(({ isHeldOut }) => !isHeldOut);
  const heldOut = first.filter(({ isHeldOut }) => isHeldOut);
  const deliveries = enrolments.flatMap(({ steps }) => Object.entries(steps));
  const used = enrolments.flatMap(({ outcome }) => Object.keys(outcome.couponsUsed));
  return {
    entries: enrolments.length,
    treated: sumArm(treated, caps),
    heldOut: sumArm(heldOut, caps),
    variants: sumVariants(treated, caps),
    groups: {
      lifecycle: sumGroups(first, 'lifecycle'),
      tier: sumGroups(first, 'tier'),
      type: sumGroups(first, 'type'),
      locale: sumGroups(first, 'locale'),
    },
    steps: sumSteps(deliveries),
    ...sumCoupons(enrolments, issued),
    couponsRedeemed: used.filter((purpose) => !isForCall(purpose)).length,
    calls: {
      ...sumCalls(deliveries.map(([, delivery]) => delivery)),
      couponsRedeemed: used.filter(isForCall).length,
    },
    sizes: {
      value: sizesOf(first.map(({ outcome }) => outcome.spent)),
      prior: sizesOf(first.map(({ onEntry }) => onEntry.spentInYearBefore)),
    },
  };
}

/** The sums of several parts together. */
export const addSums = (one: CampaignSums, other: CampaignSums): CampaignSums => ({
  entries: one.entries + other.entries,
  treated: addArms(one.treated, other.treated),
  heldOut: addArms(one.heldOut, other.heldOut),
  variants: merge(one.variants, other.variants, addArms),
  groups: {
    lifecycle: merge(one.groups.lifecycle, other.groups.lifecycle, addGroups),
    tier: merge(one.groups.tier, other.groups.tier, addGroups),
    type: merge(one.groups.type, other.groups.type, addGroups),
    locale: merge(one.groups.locale, other.groups.locale, addGroups),
  },
  steps: merge(one.steps, other.steps, addSteps),
  ...addCouponsByCode(one, other),
  couponsRedeemed: one.couponsRedeemed + other.couponsRedeemed,
  calls: {
    asked: one.calls.asked + other.calls.asked,
    results: addCounts(one.calls.results, other.calls.results),
    couponsRedeemed: one.calls.couponsRedeemed + other.calls.couponsRedeemed,
  },
  sizes: addSizes(one.sizes, other.sizes),
});

function addSteps(one: StepSums, other: StepSums): StepSums {
  const links = addClicks(one.links, other.links);
  return {
    outcomes: addCounts(one.outcomes, other.outcomes),
    skipped: addCounts(one.skipped, other.skipped),
    ...(links && { links }),
  };
}

/** The sizes of two parts together. */
export const addSizes = (one: SpendingSizes, other: SpendingSizes): SpendingSizes => ({
  value: addCounts(one.value, other.value),
  prior: addCounts(one.prior, other.prior),
});

/**
 * Up to how much of one customer's spending the next count takes, so that one order cannot make a third of what an arm
 * spent. Undefined while nobody has spent anything.
 */
export function capsAfter({ sizes }: Pick<CampaignSums, 'sizes'>): Caps | undefined {
  const value = largeFrom(sizes.value);
  return value === undefined ? undefined : { value, prior: largeFrom(sizes.prior) ?? 0 };
}

function sumVariants(treated: readonly Enrolment[], caps: Caps): Record<string, ArmSums> {
  const names = new Set(treated.flatMap(({ variant }) => variant ?? []));
  const theirs = (name: string) => treated.filter(({ variant }) => variant === name);
  return Object.fromEntries([...names].map((name) => [name, sumArm(theirs(name), caps)]));
}

function sumGroups(enrolments: readonly Enrolment[], dimension: Dimension): Record<string, GroupSums> {
  const groups: Record<string, GroupSums> = {};
  for (const enrolment of enrolments) {
    const name = enrolment.onEntry[dimension];
    const { treated, heldOut } = groups[name] ?? { treated: nobody, heldOut: nobody };
    const one = { of: 1, did: hasOrdered(enrolment) ? 1 : 0 };
    groups[name] = enrolment.isHeldOut
      ? { treated, heldOut: addRates(heldOut, one) }
      : { treated: addRates(treated, one), heldOut };
  }
  return groups;
}

const nobody: Rate = { of: 0, did: 0 };

const addRates = (one: Rate, other: Rate): Rate => ({ of: one.of + other.of, did: one.did + other.did });

const addGroups = (one: GroupSums, other: GroupSums): GroupSums => ({
  treated: addRates(one.treated, other.treated),
  heldOut: addRates(one.heldOut, other.heldOut),
});

function sumSteps(deliveries: readonly (readonly [string, Delivery])[]): Record<string, StepSums> {
  const byStep: Record<string, Delivery[]> = {};
  for (const [index, delivery] of deliveries) {
    const its = byStep[index] ?? [];
    byStep[index] = its;
    its.push(delivery);
  }
  return Object.fromEntries(Object.entries(byStep).map(([index, its]) => [index, sumStep(its)]));
}

function sumStep(deliveries: readonly Delivery[]): StepSums {
  const outcomes: Record<string, number> = {};
  const skipped: Record<string, number> = {};
  for (const delivery of deliveries) {
    count(outcomes, outcomeOf(delivery));
    if (delivery.state === 'skipped') count(skipped, delivery.reason);
  }
  const links = clicksIn(deliveries);
  return { outcomes, skipped, ...(links && { links }) };
}

function sumCalls(deliveries: readonly Delivery[]): Pick<CallSums, 'asked' | 'results'> {
  const results: Record<string, number> = {};
  const queued = deliveries.flatMap((one) => (one.state === 'queued' ? [one] : []));
  for (const { result } of queued) if (result !== undefined) count(results, result);
  return { asked: queued.length, results };
}
