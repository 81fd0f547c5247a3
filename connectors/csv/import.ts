import type { Instant } from '../../shared/calendar.ts';
import { concurrently } from '../../shared/concurrently.ts';
import type { CustomerId } from '../../shared/ids.ts';
import type { NamedCustomer } from '../../shared/operations/resolve-customers.ts';
import type { IntakeResult } from '../../shared/operations/take-in.ts';
import { byCustomer, type CustomerFacts, inGroups } from '../../shared/operations/take-in-file.ts';
import { customerIn, ofCustomer } from '../../shared/profile/activity.ts';
import type { CustomerActivity, ReadOptions } from './read-options.ts';
import { ActivityReader } from './reader.ts';
import type { RejectionCode } from './rejection.ts';
import { type Purchases, Tally } from './tally.ts';

/** Where an import stores what it reads. */
export interface ImportSink {
  /**
   * Takes in the facts of some customers, each named once. A customer without facts gets an empty profile. A repeat
   * changes nothing.
   *
   * @returns for each customer, the result for each fact
   */
  takeIn(customers: readonly CustomerFacts[]): Promise<readonly (readonly IntakeResult[])[]>;
  /** Under which ids these customers are known; those that are known by their own, or are new, are left out. */
  resolve(named: readonly NamedCustomer[]): Promise<ReadonlyMap<CustomerId, CustomerId>>;
}

/** What to import, and where to store it. */
export interface ImportOptions extends ReadOptions {
  readonly observedAt: Instant;
  readonly sink: ImportSink;
  /** Maximum number of concurrent calls to the sink; 4 when absent. */
  readonly concurrency?: number;
  /** Called after each part of the file, and after each call to the sink. */
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** How far an import is. It reads a part of the file, takes in the customers in it, and goes on. */
export interface ImportProgress {
  /** Facts read so far. */
  readonly read: number;
  /** Those of them that were taken in. */
  readonly takenIn: number;
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
  /**
   * Orders and refunds that are new, that now say something else, and that say the same as before; and those that were
   * refused because their customer was erased after them.
   */
  readonly stored: Readonly<Record<IntakeResult, number>>;
  /** Rejected rows, by reason. */
  readonly rejected: Readonly<Partial<Record<RejectionCode, number>>>;
  readonly rowsRejected: number;
  /** Invalid contact details that were left out of orders, by field. */
  readonly contactsLeftOut: Readonly<Record<string, number>>;
}

const defaultConcurrency = 4;
/** The facts that are grouped by customer at once; about 100 MB. The more, the fewer customers are folded twice. */
const factsPerPart = 50_000;

/**
 * Takes in every order and refund of a file, by customer. It is idempotent: running it again after a crash completes the
 * import, and otherwise changes nothing.
 *
 * @throws InvalidInputError when the mapping does not match the file or the shop; RekindleError when the file cannot be
 *   read to its end; any error of the sink
 */
export async function importOrders(options: ImportOptions): Promise<ImportSummary> {
  const { sink, concurrency = defaultConcurrency, onProgress } = options;
  const tally = new Tally();
  const stored = { created: 0, updated: 0, unchanged: 0, erased: 0 };
  const progress = { read: 0, takenIn: 0 };
  const report = (more: Partial<ImportProgress>) => onProgress?.(Object.assign(progress, more));
  const resolve = createResolver(sink);
  const takenIn = new Set<CustomerId>();
  const takeInAll = (customers: readonly CustomerFacts[]) =>
    concurrently(inGroups(customers), concurrency, async (group) => {
      for (const result of (await sink.takeIn(group)).flat()) stored[result]++;
      const facts = group.reduce((sum, one) => sum + one.facts.length, 0);
      report({ takenIn: progress.takenIn + facts });
    });
  for await (const part of partsOf(new ActivityReader(options, tally).read(), report)) {
    const idOf = await resolve(part.map(namedIn));
    const customers = byCustomer(part.map((one) => inShop(one, idOf)));
    for (const { customerId } of customers) takenIn.add(customerId);
    await takeInAll(customers);
  }
  const idOf = await resolve([...tally.customers].map((id) => ({ id })));
  const without = [...new Set([...tally.customers].map(idOf))].filter((id) => !takenIn.has(id));
  await takeInAll(without.map((customerId) => ({ customerId, facts: [] })));
  return {
    rows: tally.rows,
    rowsWithoutCustomer: tally.rowsWithoutCustomer,
    cancellationRows: tally.cancellationRows,
    customers: tally.customers.size,
    orderIds: tally.orderIds.size,
    purchases: tally.purchases(options.settings.currency),
    refunds: tally.refunds,
    stored,
    rejected: Object.fromEntries(tally.rejected),
    rowsRejected: [...tally.rejected.values()].reduce((sum, count) => sum + count, 0),
    contactsLeftOut: Object.fromEntries(tally.leftOut),
  };
}

/** The facts of a file in parts that fit into memory. */
async function* partsOf(
  activities: AsyncIterable<CustomerActivity>,
  report: (more: { read: number }) => void,
): AsyncGenerator<readonly CustomerActivity[]> {
  let part: CustomerActivity[] = [];
  let read = 0;
  for await (const one of activities) {
    part.push(one);
    read += 1;
    if (read % 500 === 0) report({ read });
    if (part.length < factsPerPart) continue;
    yield part;
    part = [];
  }
  report({ read });
  yield part;
}

/** A fact of the file, about the customer whom the shop knows. */
function inShop({ customerId, activity }: CustomerActivity, idOf: IdsInShop) {
  const id = idOf(customerId);
  return { customerId: id, fact: ofCustomer(id, activity) };
}

const namedIn = ({ customerId, activity }: CustomerActivity): NamedCustomer => ({
  id: customerId,
  email: customerIn(activity)?.email,
});

/** Asks the sink who these customers are, and remembers the answer for the rest of the file. */
function createResolver(sink: ImportSink): (named: readonly NamedCustomer[]) => Promise<IdsInShop> {
  const ids = new Map<CustomerId, CustomerId>();
  return async (named) => {
    const unasked = named.filter(({ id }) => !ids.has(id));
    const resolved = unasked.length === 0 ? new Map() : await sink.resolve(unasked);
    for (const { id } of unasked) ids.set(id, resolved.get(id) ?? id);
    return (id) => ids.get(id) ?? id;
  };
}

/** The id under which the shop knows a customer of the file. */
type IdsInShop = (id: CustomerId) => CustomerId;

/** A sink that stores nothing, for a dry run. */
export const noSink: ImportSink = {
  takeIn: async (customers) => customers.map(({ facts }) => facts.map(() => 'created')),
  resolve: async () => new Map(),
};
