import { addMonths, monthOf, type PlainDate, plainDate } from '../../calendar.ts';
import { uniformFrom } from '../../hash.ts';
import type { CustomerId } from '../../ids.ts';
import type { OrderFacts } from '../../profile/profile.ts';
import type { Settings } from '../../settings/settings.ts';
import { type ArmSums, addArms, emptyArm } from './arm-sums.ts';
import { addSizes, capsAfter, type SpendingSizes } from './campaign-sums.ts';
import { type Difference, differenceOf, type Rate } from './difference.ts';
import { type Caps, compareSpending, type RevenueDifference, type Spending, sumSpending } from './revenue.ts';
import { isSuspicious, sampleRatioOf } from './sample-ratio.ts';
import { sizesOf } from './sizes.ts';

/** What customers with campaigns and customers without any did in the same time. */
export interface GlobalSums {
  readonly treated: ArmSums;
  readonly heldOut: ArmSums;
  readonly sizes: SpendingSizes;
}

/** What a night counted of a period. */
export interface CountedPeriod {
  /** The first day of the period. */
  readonly from: PlainDate;
  readonly countedOn: PlainDate;
  readonly share: number;
  readonly sums: Pick<GlobalSums, 'treated' | 'heldOut'>;
  readonly caps?: Caps;
  readonly nextCaps?: Caps;
}

/** What all campaigns together caused since the beginning of a period. */
export interface AllCampaignsReport {
  readonly from: PlainDate;
  readonly countedOn: PlainDate;
  /** The share of all customers who are held out of all campaigns. */
  readonly holdout: number;
  readonly treatedOrdered: Rate;
  readonly heldOutOrdered: Rate;
  readonly treatedValue: number;
  readonly heldOutValue: number;
  readonly difference?: Difference;
  readonly revenue?: RevenueDifference & { readonly countedUpTo: number };
}

/** The sums of nobody. */
export const noGlobalSums: GlobalSums = {
  treated: emptyArm,
  heldOut: emptyArm,
  sizes: { value: {}, prior: {} },
};

/** The sums of several parts together. */
export const addGlobalSums = (one: GlobalSums, other: GlobalSums): GlobalSums => ({
  treated: addArms(one.treated, other.treated),
  heldOut: addArms(one.heldOut, other.heldOut),
  sizes: addSizes(one.sizes, other.sizes),
});

/** True for a customer who is in no campaign at all: always the same customers, and more of them when the share grows. */
export const isHeldOutOfAll = (
  { globalHoldout: { share } }: Pick<Settings, 'globalHoldout'>,
  customerId: CustomerId,
  key: string,
): boolean => share > 0 && uniformFrom('global-holdout', key, customerId) < share;

const periodMonths = 12;

/**
 * The first day of the period that a day is in: the month after the holdout began, or a multiple of twelve months later,
 * because who was never written to becomes another customer in time. Undefined without a holdout, and before that month.
 */
export function periodBeginning(
  { globalHoldout: { share, since } }: Pick<Settings, 'globalHoldout'>,
  asOf: PlainDate,
): PlainDate | undefined {
  if (share === 0 || since === undefined) return undefined;
  const month = monthOf(asOf);
  let begins = since.endsWith('-01') ? monthOf(since) : addMonths(monthOf(since), 1);
  if (begins > month) return undefined;
  while (addMonths(begins, periodMonths) <= month) begins = addMonths(begins, periodMonths);
  return plainDate(`${begins}-01`);
}

/** A customer of the period. */
export interface CustomerOfPeriod {
  /** Absent for a prospect. */
  readonly orders: OrderFacts | undefined;
  readonly isHeldOut: boolean;
}

/**
 * The sums of some customers. Only those who had ordered before the period count: whoever comes later may have come
 * because of a campaign.
 *
 * @param from the first day of the period
 */
export function sumCustomers(
  customers: readonly CustomerOfPeriod[],
  from: PlainDate,
  caps: Caps | undefined,
): GlobalSums {
  const counted = customers.flatMap(({ orders, isHeldOut }) =>
    orders === undefined || orders.firstDay >= from
      ? []
      : [{ ...spendingAround(orders, from), ordered: orders.lastDay >= from, isHeldOut }],
  );
  const armOf = (isHeldOut: boolean): ArmSums => {
    const arm = counted.filter((one) => one.isHeldOut === isHeldOut);
    return {
      ordered: arm.filter(({ ordered }) => ordered).length,
      optedOut: 0,
      spent: arm.reduce((sum, { value }) => sum + value, 0),
      spending: sumSpending(arm, caps ?? uncapped),
    };
  };
  return {
    treated: armOf(false),
    heldOut: armOf(true),
    sizes: {
      value: sizesOf(counted.map(({ value }) => value)),
      prior: sizesOf(counted.map(({ prior }) => prior)),
    },
  };
}

const uncapped: Caps = { value: Number.POSITIVE_INFINITY, prior: Number.POSITIVE_INFINITY };

function spendingAround({ spentByMonth }: OrderFacts, from: PlainDate): Spending {
  const [first, earliest] = [monthOf(from), addMonths(monthOf(from), -12)];
  let [value, prior] = [0, 0];
  for (const [month, minor] of Object.entries(spentByMonth)) {
    if (month >= first) value += minor;
    else if (month >= earliest) prior += minor;
  }
  return { value, prior };
}

/** What a night counted, as it is kept. */
export function closePeriod(
  { sizes, ...sums }: GlobalSums,
  period: Pick<CountedPeriod, 'from' | 'countedOn' | 'share'> & { readonly caps?: Caps | undefined },
): CountedPeriod {
  const { caps, ...known } = period;
  const nextCaps = capsAfter({ sizes });
  return { ...known, sums, ...(caps && { caps }), ...(nextCaps && { nextCaps }) };
}

/** What all campaigns together caused. */
export function measureAllCampaigns({
  sums,
  caps,
  from,
  countedOn,
  share,
}: CountedPeriod): AllCampaignsReport {
  const { treated, heldOut } = sums;
  const rates = [treated, heldOut].map(({ ordered, spending }) => ({ of: spending.customers, did: ordered }));
  const [treatedOrdered = nobody, heldOutOrdered = nobody] = rates;
  const sampleRatio = sampleRatioOf(treatedOrdered.of, heldOutOrdered.of, share);
  const difference = differenceOf(treatedOrdered, heldOutOrdered);
  const isUneven = sampleRatio !== undefined && isSuspicious(sampleRatio);
  const revenue = caps && compareSpending(treated.spending, heldOut.spending);
  return {
    from,
    countedOn,
    holdout: share,
    treatedOrdered,
    heldOutOrdered,
    treatedValue: treated.spent / Math.max(1, treatedOrdered.of),
    heldOutValue: heldOut.spent / Math.max(1, heldOutOrdered.of),
    ...(difference && { difference: isUneven ? { ...difference, verdict: 'untrusted' } : difference }),
    ...(caps && revenue && { revenue: { countedUpTo: caps.value, ...revenue } }),
  };
}

const nobody: Rate = { of: 0, did: 0 };
