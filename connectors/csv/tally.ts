import type { CustomerId } from '../../shared/ids.ts';
import { type Currency, decimalsOf } from '../../shared/money.ts';
import type { ImportedActivity } from './activity.ts';
import { type Decimal, exactMinor, plus, zero } from './decimal.ts';
import type { Group } from './group.ts';
import type { LineKind } from './line.ts';
import type { RejectionCode } from './rejection.ts';

/** The counts taken while a file is read. */
export class Tally {
  rows = 0;
  rowsWithoutCustomer = 0;
  cancellationRows = 0;
  refunds = 0;
  readonly orderIds = new Set<string>();
  readonly customers = new Set<CustomerId>();
  readonly rejected = new Map<RejectionCode, number>();
  /** Number of invalid contact details, by field. */
  readonly leftOut = new Map<string, number>();
  readonly #buyers = new Set<CustomerId>();
  #lastOrderId = '';
  #purchases = 0;
  #value: Decimal = zero;

  /** Counts a readable row. */
  countRow(orderId: string, kind: LineKind): void {
    if (kind === 'refund') this.cancellationRows++;
    if (orderId === this.#lastOrderId) return;
    this.#lastOrderId = orderId;
    // A substring would keep the whole text in memory, so a copy is stored.
    if (orderId !== '' && !this.orderIds.has(orderId)) this.orderIds.add(Buffer.from(orderId).toString());
  }

  /** Counts a rejected row. */
  countRejection(code: RejectionCode): void {
    this.rejected.set(code, (this.rejected.get(code) ?? 0) + 1);
  }

  /** Counts an order or refund. @param outcome with its value in major units */
  countActivity(
    group: Group,
    outcome: { activity: ImportedActivity; value: Decimal; leftOut: readonly string[] },
  ): void {
    const { activity, value, leftOut } = outcome;
    for (const field of leftOut) this.leftOut.set(field, (this.leftOut.get(field) ?? 0) + 1);
    if (activity.type === 'refund') this.refunds++;
    else if (activity.order.status === 'cancelled') this.cancellationRows += group.lines.length;
    else {
      this.#buyers.add(group.customerId);
      this.#purchases++;
      this.#value = plus(this.#value, value);
    }
  }

  /** The orders counted so far, except cancelled ones. */
  purchases(currency: Currency): Purchases {
    const valueMinor = exactMinor(this.#value, decimalsOf(currency));
    return { customers: this.#buyers.size, orders: this.#purchases, valueMinor, currency };
  }
}

/** Orders with a customer that were not cancelled. */
export interface Purchases {
  readonly customers: number;
  readonly orders: number;
  /** Minor units, summed exactly and not rounded: 891140790.4 pence. */
  readonly valueMinor: number;
  readonly currency: Currency;
}
