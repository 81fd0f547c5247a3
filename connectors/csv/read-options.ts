import type { Instant } from '../../shared/calendar.ts';
import type { CustomerId } from '../../shared/ids.ts';
import type { Currency } from '../../shared/money.ts';
import type { ImportedActivity } from './activity.ts';
import type { Mapping } from './mapping.ts';
import type { Rejection } from './rejection.ts';
import type { Table } from './table.ts';

/** What reading a file needs to know. */
export interface ReadOptions {
  readonly table: Table;
  readonly mapping: Mapping;
  /** The shop's; a mapping may name another zone for its times. */
  readonly settings: { readonly timeZone: string; readonly currency: Currency };
  /** Orders that lie more than a day after this are refused. Without it, any year up to 2199 is believed. */
  readonly receivedAt?: Instant;
  /** Gives every customer an address nobody has, and consent. For trying out, never for sending. */
  readonly inventAddresses?: boolean;
  /** How many rows may lie between two lines of one order; 50,000 when absent. */
  readonly windowRows?: number;
  /** Also reports rows that name no customer as rejected. */
  readonly rejectAnonymous?: boolean;
  /** Told of every row that is left out. Reading waits for it. */
  readonly onRejected?: (rejection: Rejection) => void | Promise<void>;
}

/** One fact about one customer. */
export interface CustomerActivity {
  readonly customerId: CustomerId;
  readonly activity: ImportedActivity;
}
