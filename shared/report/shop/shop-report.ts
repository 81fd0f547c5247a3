import type { PlainDate } from '../../calendar.ts';
import type { Action } from '../../campaigns/actions/actions.ts';
import type { BudgetStop } from '../../campaigns/budget.ts';
import type { CallResult } from '../../deliveries/call-result.ts';
import type { DeliveryOutcome } from '../../deliveries/delivery.ts';
import type { CampaignId } from '../../ids.ts';
import type { Currency } from '../../money.ts';
import type { Lifecycle, Tier } from '../../profile/classes.ts';
import type { TargetReport } from '../targets.ts';
import type { Dimension } from './campaign-sums.ts';
import type { VariantsReport } from './compare-variants.ts';
import type { Difference, Rate } from './difference.ts';
import type { ExploredGroup, Group } from './false-discovery.ts';
import type { AllCampaignsReport } from './global-holdout.ts';
import type { LinkClicks } from './link-clicks.ts';
import type { RevenueDifference } from './revenue.ts';
import type { SampleRatio } from './sample-ratio.ts';

/** What a series of nights did, for a marketer. Amounts are in minor units. */
export interface ShopReport {
  readonly shopName: string;
  readonly currency: Currency;
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly nights: number;
  readonly customers: number;
  readonly lifecycles: {
    readonly first: Record<Lifecycle, number>;
    readonly last: Record<Lifecycle, number>;
  };
  readonly tiers: Record<Tier, number>;
  /** Customers by change of lifecycle, such as `silent>active`, over all nights except the first. */
  readonly movements: Readonly<Record<string, number>>;
  /** Up to the latest night; empty for a shop that has set itself none. */
  readonly targets: readonly TargetReport[];
  readonly campaigns: readonly CampaignReport[];
  /** What all campaigns together caused; absent where nobody is held out of all. */
  readonly allCampaigns?: AllCampaignsReport;
  readonly callbacks: CallbackReport;
}

/** What one campaign version did. */
export interface CampaignReport {
  readonly id: CampaignId;
  readonly version: number;
  readonly name: string;
  readonly goalDays: number;
  /** The day on which the first customers entered. */
  readonly since: PlainDate;
  /** The night up to which it was counted. */
  readonly countedOn: PlainDate;
  /** True when the campaign is paused, or when a later version has taken its place. */
  readonly isPaused?: boolean;
  /** What it ran out of; absent unless it has paused itself for that. */
  readonly outOfBudget?: BudgetStop;
  /** Customers who entered, and those of them who are held out. */
  readonly entered: number;
  readonly heldOut: number;
  /** Later entries of customers who had entered before, which are in no comparison. */
  readonly enteredAgain: number;
  readonly steps: readonly StepReport[];
  readonly coupons: { readonly issued: number; readonly redeemed: number };
  /** Customers who ordered within the goal's window, so far. */
  readonly treatedOrdered: Rate;
  readonly heldOutOrdered: Rate;
  /** Customers who unsubscribed, or reported an email as spam, within the goal's window. */
  readonly treatedOptedOut: Rate;
  readonly heldOutOptedOut: Rate;
  /** Net order value per customer within the goal's window, so far, with nothing capped. */
  readonly treatedValue: number;
  readonly heldOutValue: number;
  /** Absent while one of the two groups is empty. */
  readonly difference?: Difference;
  /** Absent in a campaign without variants. */
  readonly variants?: VariantsReport;
  /**
   * What it did to the customers who were alike on entering. For exploring only: what stands out does so after the
   * correction for how many groups there are.
   */
  readonly groups: readonly ExploredGroup<Group & { readonly dimension: Dimension }>[];
  /** Net order value per customer, in which each customer counts up to `countedUpTo`. No verdict is drawn from it. */
  readonly revenue?: RevenueDifference & { readonly countedUpTo: number };
  /** The day on which the plain interval decides; absent when the one of every night does. */
  readonly decidesOn?: PlainDate;
  /** The night on which it did; `difference` is of that night. */
  readonly decidedOn?: PlainDate;
  /** The share that the campaign holds out. */
  readonly holdout: number;
  /** Whether as many are held out as should be; absent while there are too few customers to say. */
  readonly sampleRatio?: SampleRatio;
}

/** How the deliveries of one step went, among treated customers. */
export interface StepReport {
  readonly action: Action['type'];
  readonly afterHours: number;
  /** The variants whose step it is; absent when it is for all. */
  readonly variant?: readonly string[];
  readonly outcomes: Readonly<Partial<Record<DeliveryOutcome, number>>>;
  /** By reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Absent while nobody has clicked. */
  readonly links?: LinkClicks;
}

/** The state of the callback queue and what calls led to; `waiting`, `toCallAgain` and `results` are all tasks. */
export interface CallbackReport {
  /** Coupons that calls led to. */
  readonly coupons: { readonly issued: number; readonly redeemed: number };
  readonly waiting: number;
  readonly escalated: number;
  /** Tasks of customers who did not answer, and who will be called again. */
  readonly toCallAgain?: number;
  readonly results: Readonly<Partial<Record<CallResult, number>>>;
}
