import type { Instant, PlainDate } from '../calendar.ts';
import { whyNotInAudience } from '../campaigns/audience.ts';
import type { Audience } from '../campaigns/audience-schema.ts';
import type { Channel } from '../recipients/address.ts';
import type { Settings } from '../settings/settings.ts';
import type { ScanSegment } from '../store/customer-scans.ts';
import type { Store } from '../store/store.ts';
import { type ClassifiedCustomer, type CustomerClassifier, openClassifier } from './classified-customers.ts';
import { type AudienceMember, membersAmong } from './list-audience.ts';
import { nextNight } from './next-night.ts';
import { createReachTally, type ReachCounts, reachCustomers } from './reach-customers.ts';

/** How all customers are read in parts: each request reads one, and says where the next one of its segment begins. */
export interface PartsPlan {
  /** The day that all parts are asked about. */
  readonly asOf: PlainDate;
  readonly segments: number;
  /** All customers, as the latest night counted them. */
  readonly customers: number;
}

/** Where a part begins, and the day that it is asked about. */
export interface PlacedPart extends ScanSegment {
  readonly asOf: PlainDate;
}

/** What was found in a part. */
export interface Part<T> {
  /** How many customers were read. */
  readonly read: number;
  readonly found: T;
  /** Absent at the end of the segment. */
  readonly next?: ScanSegment['from'];
}

/** How many of a part are in an audience, and how far they come. */
export type PartCount = Omit<ReachCounts, 'reachable'> & { readonly matches: number };

/** A request takes some seconds, and its answer stays far below what a function may return. */
const pagesPerPart = 3;
/** About as many requests for each segment as a person has patience for. */
const customersPerSegment = 50_000;
export const mostSegments = 16;

/** How to read all customers. @returns undefined before the first night, when no customer has classes */
export async function planParts(
  store: Pick<Store, 'settings' | 'nights'>,
  now: Instant,
): Promise<PartsPlan | undefined> {
  const [population, asOf] = await Promise.all([store.nights.latestPopulation(), nextNight(store, now)]);
  if (population === undefined) return undefined;
  const { customers } = population;
  const segments = Math.min(mostSegments, Math.max(1, Math.ceil(customers / customersPerSegment)));
  return { asOf, segments, customers };
}

/**
 * Counts who is in an audience among the customers of a part, and how far a channel reaches them by what their mailboxes
 * say. Reads at most 3 MB of profiles.
 *
 * @returns undefined before the first night
 */
export async function countPart(
  store: Pick<Store, 'settings' | 'nights' | 'customers' | 'recipients'>,
  audience: Audience,
  channel: Channel,
  part: PlacedPart,
): Promise<Part<PartCount> | undefined> {
  const { asOf } = part;
  const message = { channel, on: asOf };
  return readPart(store, part, async (customers, { settings }) => {
    const members = customers.filter((one) => whyNotInAudience(audience, one, settings, asOf) === undefined);
    const tally = createReachTally();
    for (const reach of await reachCustomers(store, members, message, settings)) tally.add(reach);
    const { reachable: _, ...counts } = tally.counts();
    return { matches: members.length, ...counts };
  });
}

/** Lists who is in an audience among the customers of a part. @returns undefined before the first night */
export async function listPart(
  store: Pick<Store, 'settings' | 'nights' | 'customers' | 'recipients'>,
  audience: Audience,
  part: PlacedPart,
): Promise<Part<{ readonly members: readonly AudienceMember[]; readonly settings: Settings }> | undefined> {
  return readPart(store, part, async (customers, classifier) => ({
    members: await membersAmong(store, customers, classifier, audience, part.asOf),
    settings: classifier.settings,
  }));
}

/** Reads the customers of a part and finds something among them. @returns undefined before the first night */
export async function readPart<T>(
  store: Pick<Store, 'settings' | 'nights' | 'customers'>,
  { asOf, segment, totalSegments, from }: PlacedPart,
  find: (customers: readonly ClassifiedCustomer[], classifier: CustomerClassifier) => Promise<T>,
): Promise<Part<T> | undefined> {
  const classifier = await openClassifier(store, asOf);
  if (classifier === undefined) return undefined;
  const customers: ClassifiedCustomer[] = [];
  let next = from;
  for (let pages = 0; pages < pagesPerPart; pages += 1) {
    const page = await store.customers.page({ segment, totalSegments, from: next });
    customers.push(...page.profiles.map(classifier.classify));
    next = page.next;
    if (next === undefined) break;
  }
  return { read: customers.length, found: await find(customers, classifier), ...(next && { next }) };
}
