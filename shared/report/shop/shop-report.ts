import type { PlainDate } from '../../calendar.ts';
import type { CallbackResult } from '../../callbacks/callback.ts';
import type { Action } from '../../campaigns/actions/actions.ts';
import type { DeliveryOutcome } from '../../deliveries/delivery.ts';
import type { Currency } from '../../money.ts';
import type { Lifecycle, Tier } from '../../profile/classes.ts';
import type { Difference, Rate } from './difference.ts';

/** What a run of nights did, for a marketer. Amounts in minor units. */
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
  /** From and to, as `silent>active`, over all nights but the first. */
  readonly movements: Readonly<Record<string, number>>;
  readonly campaigns: readonly CampaignReport[];
  readonly callbacks: CallbackReport;
}

export interface CampaignReport {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly goalDays: number;
  readonly entered: number;
  readonly heldOut: number;
  readonly steps: readonly StepReport[];
  readonly coupons: { readonly issued: number; readonly redeemed: number };
  /** Customers who ordered within the goal's window, so far. */
  readonly treatedOrdered: Rate;
  readonly heldOutOrdered: Rate;
  /** Net order value within the window per customer, so far. */
  readonly treatedValue: number;
  readonly heldOutValue: number;
  readonly difference?: Difference;
}

export interface StepReport {
  readonly action: Action['type'];
  readonly afterHours: number;
  readonly outcomes: Readonly<Partial<Record<DeliveryOutcome, number>>>;
  readonly skipped: Readonly<Record<string, number>>;
}

export interface CallbackReport {
  /** Coupons that calls led to. */
  readonly coupons: { readonly issued: number; readonly redeemed: number };
  readonly waiting: number;
  readonly escalated: number;
  readonly results: Readonly<Partial<Record<CallbackResult, number>>>;
}
