import type { Instant, PlainDate } from '../calendar.ts';
import { whyNotInAudience } from '../campaigns/audience.ts';
import type { Audience } from '../campaigns/audience-schema.ts';
import { explainAudience } from '../campaigns/explain-audience.ts';
import { reachStageOf } from '../deliveries/reach.ts';
import { whyNotReachableByEmail } from '../deliveries/reachability.ts';
import type { AudienceReason } from '../explain/audience-reason.ts';
import type { Profile } from '../profile/profile.ts';
import type { Channel } from '../recipients/address.ts';
import type { Store } from '../store/store.ts';
import { type ClassifiedCustomer, openClassifier } from './classified-customers.ts';
import { nextNight } from './next-night.ts';
import { createReachTally, type ReachCounts } from './reach-customers.ts';

/** Some of those in an audience, with every condition of it. */
export interface ExampleMember {
  readonly customer: ClassifiedCustomer;
  readonly reason: AudienceReason;
}

/** What the sample of a night says of an audience; all counts are of the sample. */
export interface SampledCount extends ReachCounts {
  /** The night that drew the sample. */
  readonly night: PlainDate;
  /** All customers of the shop in that night. */
  readonly customers: number;
  readonly sampled: number;
  readonly inAudience: number;
  readonly examples: readonly ExampleMember[];
}

const examplesShown = 10;

/**
 * Counts an audience among the customers whom the latest night drew, as the next night would see them: with the classes that
 * the latest population gives them. Whom a channel reaches goes by what profiles say, because asking 4,000 mailboxes would
 * take longer than the count. Costs the same for any shop: about 0.6 MB is read, and the ten examples as they are now.
 *
 * @returns undefined when no night has closed within the last days
 */
export async function countSampled(
  store: Pick<Store, 'settings' | 'nights' | 'samples' | 'customers'>,
  audience: Audience,
  channel: Channel,
  now: Instant,
): Promise<SampledCount | undefined> {
  const opened = await openSample(store, now);
  if (opened === undefined) return undefined;
  const { settings, classify, asOf, customers, night, sample } = opened;
  const isMember = (customer: ClassifiedCustomer) =>
    whyNotInAudience(audience, customer, settings, asOf) === undefined;
  const members = sample.filter(isMember);
  const reach = createReachTally();
  for (const member of members) {
    const { contact } = member;
    reach.add({ stage: reachStageOf(member, undefined, channel, settings), recipient: contact[channel] });
  }
  const shown = members.slice(0, examplesShown).map(({ customerId }) => customerId);
  const asTheyAre = await store.customers.findAll(shown);
  const examples = shown.flatMap((id) => asTheyAre.get(id) ?? []).map(classify);
  return {
    night,
    customers,
    sampled: sample.length,
    inAudience: members.length,
    ...reach.counts(),
    examples: examples.filter(isMember).map((customer) => ({
      customer,
      reason: explainAudience(audience, customer, settings, asOf),
    })),
  };
}

/**
 * Finds somebody to show an email for: a member of an audience among the customers whom the latest night drew, as they are
 * now, rather one who can be emailed than one who only has an address.
 *
 * @returns `no-night` when no night has closed within the last days, `nobody` when no member has an address
 */
export async function findSampledReader(
  store: Pick<Store, 'settings' | 'nights' | 'samples' | 'customers'>,
  audience: Audience,
  now: Instant,
): Promise<Profile | 'no-night' | 'nobody'> {
  const opened = await openSample(store, now);
  if (opened === undefined) return 'no-night';
  const { settings, classify, asOf, sample } = opened;
  const isReader = (customer: ClassifiedCustomer) =>
    customer.contact.email !== undefined &&
    whyNotInAudience(audience, customer, settings, asOf) === undefined;
  const isReachable = (customer: Profile) => whyNotReachableByEmail(customer, settings) === undefined;
  const drawn = sample.filter(isReader);
  const inOrder = [...drawn.filter(isReachable), ...drawn.filter((one) => !isReachable(one))];
  // The first few are enough, unless all of them have changed since the night.
  for (let first = 0; first < inOrder.length; first += examplesShown) {
    const ids = inOrder.slice(first, first + examplesShown).map(({ customerId }) => customerId);
    const asTheyAre = await store.customers.findAll(ids);
    const readers = ids
      .flatMap((id) => asTheyAre.get(id) ?? [])
      .map(classify)
      .filter(isReader);
    const found = readers.find(isReachable) ?? readers[0];
    if (found !== undefined) return found;
  }
  return 'nobody';
}

/** How many of a sample are in another audience, and in both. */
export interface SampledOverlap {
  readonly name: string;
  readonly theirs: number;
  readonly both: number;
}

/** What the sample of a night says of an audience beside others; all counts are of the sample. */
export interface SampledOverlaps {
  readonly customers: number;
  readonly sampled: number;
  readonly inAudience: number;
  readonly others: readonly SampledOverlap[];
}

/**
 * Counts who is in an audience and in others as well, among the customers whom the latest night drew.
 *
 * @returns undefined when no night has closed within the last days
 */
export async function countOverlaps(
  store: Pick<Store, 'settings' | 'nights' | 'samples'>,
  audience: Audience,
  others: ReadonlyMap<string, Audience>,
  now: Instant,
): Promise<SampledOverlaps | undefined> {
  const opened = await openSample(store, now);
  if (opened === undefined) return undefined;
  const { settings, asOf, customers, sample } = opened;
  const among = (some: readonly ClassifiedCustomer[], conditions: Audience) =>
    some.filter((one) => whyNotInAudience(conditions, one, settings, asOf) === undefined);
  const members = among(sample, audience);
  return {
    customers,
    sampled: sample.length,
    inAudience: members.length,
    others: [...others].map(([name, conditions]) => ({
      name,
      theirs: among(sample, conditions).length,
      both: among(members, conditions).length,
    })),
  };
}

/** The customers whom the latest night drew, as the next night would see them. */
async function openSample(store: Pick<Store, 'settings' | 'nights' | 'samples'>, now: Instant) {
  const [closed, asOf] = await Promise.all([store.nights.latestClosed(), nextNight(store, now)]);
  if (closed === undefined) return undefined;
  const [classifier, drawn] = await Promise.all([openClassifier(store, asOf), store.samples.of(closed.date)]);
  if (classifier === undefined || drawn.length === 0) return undefined;
  return {
    ...classifier,
    asOf,
    night: closed.date,
    customers: Math.max(drawn.length, closed.progress.report.customers),
    sample: drawn.map(classifier.classify),
  };
}
