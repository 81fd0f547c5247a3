import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '../calendar.ts';
import { type Erasure, isErased } from '../erasures/erasure.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { CustomerId, CustomerRef } from '../ids.ts';
import { isOptInSource } from '../interactions/interaction.ts';
import { type Activity, momentOf } from '../profile/activity.ts';
import { appendActivity } from '../profile/append.ts';
import { foldActivity } from '../profile/fold.ts';
import { settled, settledWith } from '../profile/outcome.ts';
import type { Facts, Profile } from '../profile/profile.ts';
import { type Channel, channels, recipientIdFor } from '../recipients/address.ts';
import { withConsent } from '../recipients/recipient.ts';
import type { Store } from '../store/store.ts';
import { changeRecipient } from './change-recipient.ts';
import { contended, retryWhileContended } from './contention.ts';

/** Whose profile is folded, and what was erased of them. */
export interface FoldedCustomer {
  readonly customerId: CustomerId;
  readonly ref: CustomerRef;
  readonly erasure: Erasure | undefined;
}

type FoldingStore = Pick<Store, 'customers' | 'activity' | 'recipients' | 'settings'>;

// Far more than any burst of facts about one customer has needed.
const foldAttempts = 25;

/**
 * Folds a customer's activity into the profile. The profile is read before the activity, so a writer whose fold missed
 * a newer fact fails the version check and tries again. This works because a fold that saw something new always writes,
 * even when the resulting profile is the same. So in every interleaving, the last write has seen all facts.
 *
 * @param timeZone the shop's; it decides which day a fact belongs to
 * @param news what was just recorded: a customer with very many other facts then need not be read whole
 * @returns the profile; undefined, and none is written, when nothing is known since the customer was erased
 * @throws ContentionError when other writers kept changing the profile
 */
export const foldIntoProfile = (
  store: FoldingStore,
  customer: FoldedCustomer,
  timeZone: string,
  news?: News,
): Promise<Profile | undefined> => {
  let isFirst = true;
  return retryWhileContended(
    async () => {
      const before =
        isFirst && news !== undefined ? news.profile : await store.customers.find(customer.customerId);
      const appended = isFirst ? news && before && appendNews(before, news.facts, timeZone) : undefined;
      isFirst = false;
      if (before !== undefined && news !== undefined && isKnown(before, news.facts)) return before;
      const folded = appended ?? foldAll(await store.activity.allOf(customer.customerId), customer, timeZone);
      if (customer.erasure !== undefined && folded.facts.folded === undefined) return before;
      return saveFold(store, customer, before, folded);
    },
    {
      attempts: foldAttempts,
      what: 'the profile was changed by others while it was folded',
      where: `customer ${customer.ref}`,
    },
  );
};

/** Facts that were just recorded. */
export interface News {
  /**
   * The profile as it was before they were recorded. One that was read later may contain another version of one of them.
   */
  readonly profile: Profile | undefined;
  readonly facts: readonly RecordedFact[];
}

/** One of them; it is new unless another version of it was there. */
export interface RecordedFact {
  readonly fact: Activity;
  readonly isNew: boolean;
  /** When its first version came in; absent for one from a file. */
  readonly receivedAt?: Instant | undefined;
}

/** What a fold makes of facts. */
interface Fold {
  readonly facts: Facts & Pick<Profile, 'foldedFrom' | 'latestFacts'>;
  /** What the facts mean for enrolments. */
  settle(enrolments: Profile['openEnrolments']): Profile['openEnrolments'];
}

/** From so many facts on, reading all of them costs more than it is worth: 200 orders are about 50 read units. */
const manyFacts = 200;
/** More than the writers that usually meet on one customer. */
const marksKept = 16;

const markOf = (fact: Activity): string => fingerprintOf(fact).slice(0, 10);

/** Folds everything that is known of a customer. What an erasure covers does not count, even while it is still stored. */
export function foldAll(
  known: readonly Activity[],
  { erasure }: Pick<FoldedCustomer, 'erasure'>,
  timeZone: string,
): Fold {
  const activity = known.filter((fact) => !isErased(fact, erasure));
  const facts = foldActivity(activity, timeZone, erasure?.at);
  const hasMany = (facts.folded?.count ?? 0) >= manyFacts;
  const latest = hasMany ? [...activity].sort(byMoment).slice(-marksKept) : [];
  return {
    facts: {
      ...facts,
      foldedFrom: fingerprintOf(erasure === undefined ? activity : [erasure.at, ...activity]),
      ...(hasMany && { latestFacts: latest.map(markOf) }),
    },
    settle: (enrolments) => settled(enrolments, activity, timeZone),
  };
}

/** True when the profile says of each of these facts, in this version, that it was folded. */
function isKnown({ latestFacts = [] }: Profile, facts: readonly RecordedFact[]): boolean {
  return facts.length > 0 && facts.every(({ fact }) => latestFacts.includes(markOf(fact)));
}

/**
 * Folds new facts onto the profile of a customer who has very many others; undefined when everything must be folded. A
 * fact that the profile has already is not later than itself, so it is never counted twice.
 */
function appendNews(before: Profile, recorded: readonly RecordedFact[], timeZone: string): Fold | undefined {
  const { customerId: _, version: __, classes: ___, ...others } = before;
  const { enrolments: ____, openEnrolments: _____, goalsEndedOn: ______, ...known } = others;
  const { latestFacts, foldedFrom, ...facts } = known;
  if (latestFacts === undefined || recorded.length === 0 || recorded.some(({ isNew }) => !isNew))
    return undefined;
  const news = recorded.map(({ fact }) => fact).sort(byMoment);
  let after: Facts | undefined = facts;
  for (const fact of news) after = after && appendActivity(after, fact, timeZone);
  if (after === undefined) return undefined;
  const marks = news.map(markOf);
  return {
    facts: {
      ...after,
      foldedFrom: fingerprintOf([foldedFrom, ...marks]),
      latestFacts: [...latestFacts, ...marks].slice(-marksKept),
    },
    settle: (enrolments) => settledWith(enrolments, news, timeZone),
  };
}

const byMoment = (a: Activity, b: Activity): number => (momentOf(a) < momentOf(b) ? -1 : 1);

/** Writes a fold, unless the profile says so already. `contended` when another writer was faster. */
export async function saveFold(
  store: Pick<Store, 'customers' | 'recipients' | 'settings'>,
  { customerId }: Pick<FoldedCustomer, 'customerId'>,
  before: Profile | undefined,
  folded: Fold,
): Promise<Profile | typeof contended> {
  const after: Omit<Profile, 'version'> = {
    customerId,
    ...folded.facts,
    ...(before?.classes && { classes: before.classes }),
    enrolments: before?.enrolments ?? {},
    openEnrolments: folded.settle(before?.openEnrolments ?? []),
    ...(before?.goalsEndedOn && { goalsEndedOn: before.goalsEndedOn }),
  };
  if (before !== undefined && isDeepStrictEqual({ ...after, version: before.version }, before)) return before;
  // Before the profile, so that after a crash between the two the profile still shows that there is something to say.
  for (const channel of channels)
    if (statesOtherConsent(channel, after, before)) await stateConsent(store, channel, after);
  const versionRead = before?.version ?? 0;
  const isSaved = await store.customers.save(after, versionRead);
  return isSaved ? { ...after, version: versionRead + 1 } : contended;
}

type ContactFacts = Pick<Profile, 'contact' | 'consents' | 'consentEvidence'>;

/** True when a recipient has something to learn. Agreeing again is no news; withdrawing again, or opting in, is. */
function statesOtherConsent(
  channel: Channel,
  after: ContactFacts,
  before: ContactFacts | undefined,
): boolean {
  const [now, then] = [after.consentEvidence?.[channel], before?.consentEvidence?.[channel]];
  if (now?.granted !== then?.granted || after.contact[channel] !== before?.contact[channel]) return true;
  return now?.at !== then?.at && (now?.granted === false || isOptInSource(now?.source ?? ''));
}

/** Writes what the customer last said about a channel on the recipient, where it holds for everybody who uses it. */
async function stateConsent(
  store: Pick<Store, 'recipients' | 'settings'>,
  channel: Channel,
  { contact, consentEvidence }: ContactFacts,
): Promise<void> {
  const [address, statement] = [contact[channel], consentEvidence?.[channel]];
  if (address === undefined || statement === undefined) return;
  const id = recipientIdFor(channel, address, await store.settings.opaqueIdKey());
  await changeRecipient(store, id, (recipient) => withConsent(recipient, statement));
}
