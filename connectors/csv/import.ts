import type { Instant } from '../../shared/calendar.ts';
import { concurrently } from '../../shared/concurrently.ts';
import type { CustomerId } from '../../shared/ids.ts';
import type { IntakeResult } from '../../shared/operations/take-in.ts';
import type { CustomerFacts } from '../../shared/operations/take-in-file.ts';
import type { ImportedActivity } from './activity.ts';
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
/** A few dozen requests, most of which carry the facts of several customers. */
const customersPerCall = 25;

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
  const idOf = createIdResolver(sink);
  const takenIn = new Set<CustomerId>();
  const takeInAll = (customers: readonly CustomerFacts[]) =>
    concurrently(inGroupsOf(customersPerCall, customers), concurrency, async (group) => {
      for (const result of (await sink.takeIn(group)).flat()) stored[result]++;
      const facts = group.reduce((sum, one) => sum + one.facts.length, 0);
      report({ takenIn: progress.takenIn + facts });
    });
  for await (const part of partsOf(new ActivityReader(options, tally).read(), report)) {
    const customers = await byCustomer(part, idOf);
    for (const { customerId } of customers) takenIn.add(customerId);
    await takeInAll(customers);
  }
  const known = await Promise.all([...tally.customers].map(idOf));
  const without = [...new Set(known)].filter((id) => !takenIn.has(id));
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

/** Groups facts by the customer who has them in the end. */
async function byCustomer(
  activities: readonly CustomerActivity[],
  idOf: (id: CustomerId) => Promise<CustomerId>,
): Promise<readonly CustomerFacts[]> {
  const groups = new Map<CustomerId, ImportedActivity[]>();
  for (const { customerId, activity } of activities) {
    const id = await idOf(customerId);
    const facts = groups.get(id) ?? [];
    facts.push(id === customerId ? activity : ofCustomer(id, activity));
    groups.set(id, facts);
  }
  return [...groups].map(([customerId, facts]) => ({ customerId, facts }));
}

function* inGroupsOf<T>(size: number, all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
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
  takeIn: async (customers) => customers.map(({ facts }) => facts.map(() => 'created')),
};
