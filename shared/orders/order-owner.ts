import type { Instant } from '../calendar.ts';
import type { CustomerId } from '../ids.ts';
import type { Earning } from './earning.ts';
import type { Order } from './order.ts';

/** What tells an order from others in the shop: its number and when it was placed, since two channels may count alike. */
export type OrderIdentity = Pick<Order, 'id' | 'placedAt'>;

/** One text for an order's identity. */
export const nameOfOrder = ({ id, placedAt }: OrderIdentity): string => `${id}#${placedAt}`;

/** Whose an order is: it counts for one customer, whichever others it came under before. */
export interface OrderOwner {
  readonly order: OrderIdentity;
  readonly customerId: CustomerId;
  /** Of the version that said so. */
  readonly updatedAt: Instant;
  /** By what it earns points, as it was when it was first received, whoever it came under; absent when it earns none. */
  readonly earns?: Earning;
  /** Whom it is being taken from; absent once it no longer counts for them. */
  readonly movedFrom?: CustomerId;
}

/** What an order says about whose it is. */
export const ownerIn = (
  { id, placedAt, updatedAt }: Order,
  customerId: CustomerId,
  earns: Earning | undefined,
): OrderOwner => ({
  order: { id, placedAt },
  customerId,
  updatedAt,
  ...(earns && { earns }),
});

/**
 * The owner once an order has come under a customer: the version that is later decides. Undefined when it is the other
 * customer's. With the same time, it goes to the customer under whom it came last: a file that is imported again with a
 * corrected address has no better clock.
 */
export function ownerAfter(before: OrderOwner, order: Order, customerId: CustomerId): OrderOwner | undefined {
  if (before.customerId === customerId) return before;
  if (order.updatedAt < before.updatedAt) return undefined;
  return { ...ownerIn(order, customerId, before.earns), movedFrom: before.customerId };
}
