import type { Instant } from '../../shared/calendar.ts';
import { concurrently } from '../../shared/concurrently.ts';
import type { CustomerId } from '../../shared/ids.ts';
import type { StreamIntake } from '../../shared/operations/take-in.ts';
import type { ImportedActivity } from './activity.ts';
import type { ReadOptions } from './read-options.ts';
import { ActivityReader } from './reader.ts';
import type { RejectionCode } from './rejection.ts';
import { type Purchases, Tally } from './tally.ts';

/** Where an import stores what it reads. */
export interface ImportSink extends StreamIntake {
  /**
   * The id under which the customer with an email address is known. A file that has no ids has addresses in their place,
   * while the shop's own updates use its ids.
   */
  idByAddress?(address: CustomerId): Promise<CustomerId>;
}

/** What to import, and where to store it. */
export interface ImportOptions extends ReadOptions {
  readonly observedAt: Instant;
  readonly sink: ImportSink;
  /** Maximum number of concurrent calls to the sink; 32 when absent. */
  readonly concurrency?: number;
  /** Called after each call to the sink. */
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** How far an import is: first it stores facts, then it folds customers. */
export interface ImportProgress {
  readonly phase: 'record' | 'fold';
  /** Facts stored, or customers folded. */
  readonly done: number;
  /** Known only while folding. */
  readonly total?: number;
}

/** What a file contained, and the result of importing it. */
export interface ImportSummary {
  readonly rows: number;
  readonly rowsWithoutCustomer: number;
  /** Rows of credit notes and of cancelled orders. */
  readonly cancellationRows: number;
  /** Distinct customers on all rows. */
  readonly customers: number;
  /** Distinct order ids on all rows, including credit notes and rows without a customer. */
  readonly orderIds: number;
  readonly purchases: Purchases;
  readonly refunds: number;
  /** Orders and refunds that are new, that now say something else, and that say the same as before. */
  readonly stored: { readonly created: number; readonly updated: number; readonly unchanged: number };
  /** Rejected rows, by reason. */
  readonly rejected: Readonly<Partial<Record<RejectionCode, number>>>;
  readonly rowsRejected: number;
  /** Invalid contact details that were left out of orders, by field. */
  readonly contactsLeftOut: Readonly<Record<string, number>>;
}

const defaultConcurrency = 32;

/**
 * Stores every order and refund of a file, then folds every customer in it. It is idempotent: running it again after a
 * crash completes the import, and otherwise changes nothing.
 *
 * @throws InvalidInputError when the mapping does not match the file or the shop; RekindleError when the file cannot be
 *   read to its end; any error of the sink
 */
export async function importOrders(options: ImportOptions): Promise<ImportSummary> {
  const { sink, concurrency = defaultConcurrency, onProgress } = options;
  const tally = new Tally();
  const stored = { created: 0, updated: 0, unchanged: 0 };
  let done = 0;
  const activities = new ActivityReader(options, tally).read();
  const idOf = createIdResolver(sink);
  await concurrently(activities, concurrency, async ({ customerId, activity }) => {
    const id = await idOf(customerId);
    stored[await sink.record(id, id === customerId ? activity : ofCustomer(id, activity))]++;
    onProgress?.({ phase: 'record', done: ++done });
  });
  let folded = 0;
  const total = tally.customers.size;
  await concurrently(tally.customers, concurrency, async (customerId) => {
    await sink.complete(await idOf(customerId));
    onProgress?.({ phase: 'fold', done: ++folded, total });
  });
  return {
    rows: tally.rows,
    rowsWithoutCustomer: tally.rowsWithoutCustomer,
    cancellationRows: tally.cancellationRows,
    customers: total,
    orderIds: tally.orderIds.size,
    purchases: tally.purchases(options.settings.currency),
    refunds: tally.refunds,
    stored,
    rejected: Object.fromEntries(tally.rejected),
    rowsRejected: [...tally.rejected.values()].reduce((sum, count) => sum + count, 0),
    contactsLeftOut: Object.fromEntries(tally.leftOut),
  };
}

/** Creates a look-up that asks the sink once for each address that stands in place of an id. */
function createIdResolver(sink: ImportSink): (id: CustomerId) => Promise<CustomerId> {
  const known = new Map<CustomerId, Promise<CustomerId>>();
  return async (id) => {
    if (sink.idByAddress === undefined || !id.includes('@')) return id;
    const asked = known.get(id) ?? sink.idByAddress(id);
    known.set(id, asked);
    return asked;
  };
}

function ofCustomer(id: CustomerId, activity: ImportedActivity): ImportedActivity {
  if (activity.type === 'refund') {
    return activity.customer === undefined
      ? activity
      : { ...activity, customer: { ...activity.customer, id } };
  }
  const { order } = activity;
  return { ...activity, order: { ...order, customer: { ...order.customer, id } } };
}

/** A sink that stores nothing, for a dry run. */
export const noSink: ImportSink = {
  record: async () => 'created',
  complete: async () => {},
};
