import type { PlainDate } from '../../calendar.ts';
import { type ActionType, actions } from '../../campaigns/actions/actions.ts';
import type { CampaignVersion } from '../../campaigns/campaign.ts';
import { wholeDays } from '../../duration.ts';
import type { CampaignId, CustomerId } from '../../ids.ts';
import type { Enrolment } from '../../journeys/enrolment.ts';
import { addToTally, emptyTally, type StepTally } from '../../journeys/step-tally.ts';
import type { Currency } from '../../money.ts';
import type { Activity } from '../../profile/activity.ts';
import { outcomeIn } from '../../profile/outcome.ts';
import { type Interval, intervalOf } from '../../report/shop/difference.ts';
import { type HoldoutPlan, planHoldout } from '../../report/shop/plan-holdout.ts';
import type { Settings } from '../../settings/settings.ts';
import { entryDayOf } from '../../slot.ts';
import { promisedDiscount } from '../promised-discount.ts';
import type { StepRan } from './journey.ts';
import { createSpendingLog, type SimulatedSpending } from './spending.ts';

/** What a campaign would have done in the past. Amounts are in minor units, shares between 0 and 1. */
export interface SimulationReport {
  readonly campaign: CampaignId;
  readonly name: string;
  readonly currency: Currency;
  readonly from: PlainDate;
  readonly until: PlainDate;
  readonly nights: number;
  /** Customers of whom anything was known by the end. */
  readonly customers: number;
  readonly entries: {
    readonly all: number;
    readonly first: number;
    readonly heldOut: number;
    readonly byDay: Readonly<Record<string, number>>;
    readonly byLifecycle: Readonly<Record<string, number>>;
    readonly byTier: Readonly<Record<string, number>>;
    readonly byLocale: Readonly<Record<string, number>>;
  };
  /** Customers whom something kept out at least once, by what it was. */
  readonly keptOut: Readonly<Record<string, number>>;
  readonly steps: readonly {
    readonly action: ActionType;
    readonly tally: StepTally;
    /** How many of them quiet hours had wait. */
    readonly postponed: number;
  }[];
  readonly emails: number;
  /** Empty for a campaign without a budget. */
  readonly budget: readonly SimulatedSpending[];
  readonly coupons: { readonly promised: number; readonly worstCost: number; readonly unpriced: number };
  readonly calls: {
    readonly asked: number;
    readonly capacityPerDay: number;
    readonly most: number;
    readonly daysAbove: number;
    readonly tooMany: number;
  };
  /** What those who entered for the first time did within the goal's days, without the campaign. */
  readonly without: {
    readonly goalDays: number;
    readonly of: number;
    readonly ordered: number;
    readonly interval?: Interval;
  };
  readonly holdout: number;
  /** What the report could find; absent where nobody's goal has ended, so that no rate is known. */
  readonly plan?: HoldoutPlan;
  /** In US dollars. */
  readonly awsCost: { readonly emails: number; readonly nights: number };
}

/** List prices of docs/deploy.md, in US dollars. */
const perEmail = (160 + 6.23) / 1e6;
const perCustomerAndNight = 1.97 / 30 / 1e6;

/** Counts what happens to one campaign in a simulation. */
export function createSimulationTally(version: CampaignVersion, settings: Settings) {
  const { campaign } = version;
  const steps = campaign.steps.map(({ action }) => ({
    action: action.type,
    tally: emptyTally,
    postponed: 0,
  }));
  const byDay: Record<string, number> = {};
  const [byLifecycle, byTier, byLocale]: Record<string, number>[] = [{}, {}, {}];
  const keptOut = new Map<string, Set<CustomerId>>();
  const callsByDay: Record<string, number> = {};
  const tooManyByDay: Record<string, number> = {};
  const count = { all: 0, first: 0, heldOut: 0 };
  const coupons = { promised: 0, worstCost: 0, unpriced: 0 };
  const without = { of: 0, ordered: 0 };
  const spending = createSpendingLog(campaign.budget, settings.currency);
  const add = (into: Record<string, number> | undefined, key: string) => {
    if (into !== undefined) into[key] = (into[key] ?? 0) + 1;
  };
  let customers = 0;

  return {
    addCustomer(): void {
      customers += 1;
    },
    entered({ isFirst, isHeldOut, onEntry, cohort }: Enrolment): void {
      count.all += 1;
      if (isFirst) count.first += 1;
      if (isHeldOut) count.heldOut += 1;
      add(byDay, entryDayOf(cohort.slot));
      add(byLifecycle, onEntry.lifecycle);
      add(byTier, onEntry.tier);
      add(byLocale, onEntry.locale);
    },
    /** What a customer went on to do, once the goal of an entry has ended. */
    wentOn(enrolment: Enrolment, activity: readonly Activity[], lastDay: PlainDate): void {
      if (!enrolment.isFirst || enrolment.goalEndsOn > lastDay) return;
      without.of += 1;
      if (outcomeIn(activity, enrolment, settings.timeZone).orders > 0) without.ordered += 1;
    },
    refused(customerId: CustomerId, reason: string): void {
      const customers = keptOut.get(reason) ?? new Set();
      keptOut.set(reason, customers.add(customerId));
    },
    ran(stepRan: StepRan): void {
      const { index, step, on, outcome, isPostponed, profile } = stepRan;
      spending.add(stepRan);
      const known = steps[index];
      if (known === undefined) return;
      known.tally = addToTally(known.tally, outcome);
      if (typeof outcome === 'string') return;
      const isTooMany = outcome.state === 'skipped' && outcome.reason === 'staff-busy';
      if (isTooMany) add(tooManyByDay, on);
      if (isTooMany || outcome.state === 'queued') add(callsByDay, on);
      if (outcome.state === 'skipped') return;
      if (isPostponed) known.postponed += 1;
      if (step.action.type !== 'coupon') return;
      const cost = promisedDiscount(step.action, profile.orders, settings.currency);
      coupons.promised += 1;
      if (cost === undefined) coupons.unpriced += 1;
      else coupons.worstCost += cost;
    },
    report(past: {
      readonly from: PlainDate;
      readonly until: PlainDate;
      readonly nights: number;
    }): SimulationReport {
      const { capacity } = settings.callbacks;
      const capacityPerDay = capacity.people * capacity.callsPerPerson;
      const calls = Object.values(callsByDay);
      const tooMany = Object.values(tooManyByDay);
      const emails = steps
        .filter(({ action }) => actions[action].channel === 'email')
        .reduce((sum, { tally }) => sum + tally.sent, 0);
      const goalDays = wholeDays(campaign.goal.within);
      const interval = intervalOf({ of: without.of, did: without.ordered });
      const [firstDay = '', ...laterDays] = Object.keys(byDay).sort();
      const onFirst = firstDay === past.from ? (byDay[firstDay] ?? 0) : 0;
      const share = count.all === 0 ? 0 : count.first / count.all;
      const perNight = past.nights > 1 ? (share * (count.all - onFirst)) / (past.nights - 1) : 0;
      const baseRate = without.of === 0 ? 0 : without.ordered / without.of;
      const outset = { entering: Math.round(onFirst * share), perNight, baseRate, goalDays };
      const canPlan = without.ordered > 0 && campaign.holdout > 0 && laterDays.length + onFirst > 0;
      return {
        campaign: version.id,
        name: campaign.name,
        currency: settings.currency,
        ...past,
        customers,
        entries: {
          ...count,
          byDay: Object.fromEntries(Object.entries(byDay).sort()),
          byLifecycle: byLifecycle ?? {},
          byTier: byTier ?? {},
          byLocale: byLocale ?? {},
        },
        keptOut: Object.fromEntries([...keptOut].map(([reason, who]) => [reason, who.size]).sort()),
        steps,
        emails,
        budget: spending.spending(),
        coupons: { ...coupons, worstCost: Math.round(coupons.worstCost) },
        calls: {
          asked: calls.reduce((sum, one) => sum + one, 0),
          capacityPerDay,
          most: Math.max(0, ...calls),
          daysAbove: tooMany.length,
          tooMany: tooMany.reduce((sum, one) => sum + one, 0),
        },
        without: {
          goalDays,
          ...without,
          ...(interval && { interval: { low: interval.low, high: interval.high } }),
        },
        holdout: campaign.holdout,
        ...(canPlan && { plan: planHoldout(outset, campaign.holdout) }),
        awsCost: { emails: emails * perEmail, nights: customers * past.nights * perCustomerAndNight },
      };
    },
  };
}
