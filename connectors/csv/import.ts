import { concurrently } from '../../shared/concurrently.ts';
import type { StreamIntake } from '../../shared/operations/take-in.ts';
import type { ReadOptions } from './read-options.ts';
import { ActivityReader } from './reader.ts';
import type { RejectionCode } from './rejection.ts';
import { type Purchases, Tally } from './tally.ts';

/** Where an import puts what it reads. */
export type ImportSink = StreamIntake;

export interface ImportOptions extends ReadOptions {
  readonly sink: ImportSink;
  /** How many calls to the sink may be under way at once; 32 when absent. */
  readonly concurrency?: number;
  /** Told after each call to the sink. */
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface ImportProgress {
  readonly phase: 'record' | 'fold';
  /** Facts stored, or customers folded. */
  readonly done: number;
  /** Known when folding. */
  readonly total?: number;
}

/** What was in a file and what became of it. */
export interface ImportSummary {
  readonly rows: number;
  readonly rowsWithoutCustomer: number;
  /** Rows of credit notes, and of orders whose status says cancelled. */
  readonly cancellationRows: number;
  /** Distinct, on any row. */
  readonly customers: number;
  /** Distinct order ids on any row, of credit notes and of rows without a customer too. */
  readonly orderIds: number;
  readonly purchases: Purchases;
  readonly refunds: number;
  readonly stored: { readonly created: number; readonly updated: number; readonly unchanged: number };
  /** Rows left out, by reason. */
  readonly rejected: Readonly<Partial<Record<RejectionCode, number>>>;
  readonly rowsRejected: number;
  /** Contact details that cannot be right and were left out of orders, by field. */
  readonly contactsLeftOut: Readonly<Record<string, number>>;
}

const defaultConcurrency = 32;

/**
 * Stores every order and refund of a file, then folds every customer that the file names. Doing it again changes
 * nothing; after a crash, doing it again completes it.
 *
 * @throws InvalidInputError when the mapping does not fit the file or the shop; RekindleError when the file cannot be
 *   read to its end; whatever the sink throws
 */
export async function importOrders(options: ImportOptions): Promise<ImportSummary> {
  const { sink, concurrency = defaultConcurrency, onProgress } = options;
  const tally = new Tally();
  const stored = { created: 0, updated: 0, unchanged: 0 };
  let done = 0;
  const activities = new ActivityReader(options, tally).read();
  await concurrently(activities, concurrency, async ({ customerId, activity }) => {
    stored[await sink.record(customerId, activity)]++;
    onProgress?.({ phase: 'record', done: ++done });
  });
  let folded = 0;
  const total = tally.customers.size;
  await concurrently(tally.customers, concurrency, async (customerId) => {
    await sink.complete(customerId);
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

/** Forgets everything: for looking at a file without storing it. */
export const noSink: ImportSink = {
  record: async () => 'created',
  complete: async () => {},
};
