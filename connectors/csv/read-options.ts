import type { Instant } from '../../shared/calendar.ts';
import type { CustomerId } from '../../shared/ids.ts';
import type { Currency } from '../../shared/money.ts';
import type { ImportedActivity } from './activity.ts';
import type { Mapping } from './mapping.ts';
import type { Rejection } from './rejection.ts';
import type { Table } from './table.ts';

/** The file to read, and how to read it. */
export interface ReadOptions {
  readonly table: Table;
  readonly mapping: Mapping;
  /** The shop's settings; a mapping can name another zone for the times in the file. */
  readonly settings: { readonly timeZone: string; readonly currency: Currency };
  /**
   * When the file said what it says: the time of its export, or of its import. It dates the version of every order and
   * refund, so what was observed later wins. Without it, each is dated by its own time, as if observed then.
   */
  readonly observedAt?: Instant;
  /** Orders placed more than a day after this are rejected. Without it, any year up to 2199 is accepted. */
  readonly receivedAt?: Instant;
  /** Gives every customer an address that nobody has, and consent. For trying things out, never for sending. */
  readonly inventAddresses?: boolean;
  /** Maximum number of rows between two lines of an order; 50,000 when absent. */
  readonly windowRows?: number;
  /** Also reports rows without a customer as rejected. */
  readonly rejectAnonymous?: boolean;
  /** Called for every rejected row. Reading waits for it. */
  readonly onRejected?: (rejection: Rejection) => void | Promise<void>;
}

/** One fact about one customer. */
export interface CustomerActivity {
  readonly customerId: CustomerId;
  readonly activity: ImportedActivity;
}
