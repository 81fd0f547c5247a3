import type { Instant } from '../calendar.ts';
import type { Interaction } from '../interactions/interaction.ts';
import type { Order } from '../orders/order.ts';
import type { EmailSuppression } from './profile.ts';

/** Facts about a customer from which the profile is folded. */
export type Activity =
  | OrderActivity
  | RefundActivity
  | SuppressionActivity
  | RedemptionActivity
  | Interaction;

export interface OrderActivity {
  readonly type: 'order';
  readonly order: Order;
}

/** Money given back without saying for which order, as a credit note does. */
export interface RefundActivity {
  readonly type: 'refund';
  readonly id: string;
  readonly at: Instant;
  /** Minor units of the shop's currency. */
  readonly amount: number;
  readonly customer?: Order['customer'];
}

/** A channel was closed: by one click, by a bounce, or by a word on the phone. */
export type SuppressionActivity = {
  readonly type: 'suppression';
  readonly id: string;
  readonly at: Instant;
} & (
  | { readonly channel: 'email'; readonly reason: Exclude<EmailSuppression, 'bounced'> }
  /** An address that does not exist: the channel opens again with another one. */
  | { readonly channel: 'email'; readonly reason: 'bounced'; readonly address: string }
  | { readonly channel: 'phone'; readonly reason: 'do-not-call' }
);

/** A coupon was used. */
export interface RedemptionActivity {
  readonly type: 'redemption';
  readonly at: Instant;
}
