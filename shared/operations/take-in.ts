import { isDeepStrictEqual } from 'node:util';
import { fingerprintOf } from '../fingerprint.ts';
import type { CustomerId } from '../ids.ts';
import { foldActivity } from '../profile/fold.ts';
import type { Profile } from '../profile/profile.ts';
import type { RecordableActivity, RecordResult } from '../store/activity.ts';
import type { Store } from '../store/store.ts';
import { contended, untilUncontended } from './contention.ts';

/** What the one seam for incoming facts works on. */
export type IntakeStore = Pick<Store, 'customers' | 'activity'>;

/** Facts about one customer that came in together. */
export interface Intake<R> {
  readonly customerId: CustomerId;
  /** Writes the facts under their conditions; writing them again must change nothing. */
  record(): Promise<R>;
}

/** Something that follows from facts, once they are in the profile. Doing it again must be harmless. */
type Consequence = (store: IntakeStore, profile: Profile) => Promise<void>;

/** Enrols into event campaigns. None does yet. */
const trigger: readonly Consequence[] = [];
/** Writes what the facts mean for open enrolments. Nothing does yet. */
const settle: readonly Consequence[] = [];

/**
 * The one seam for whatever comes in about a customer, by HTTP, a file, SES or staff: *record → fold → trigger →
 * settle*. Each part can be done again, and taking the facts in again mends a crash between any two. No other code
 * changes what a profile knows.
 *
 * @param timeZone the shop's; it decides which day a fact belongs to
 * @throws ContentionError when other writers kept changing the profile
 */
export async function takeIn<R>(store: IntakeStore, intake: Intake<R>, timeZone: string): Promise<R> {
  const recorded = await intake.record();
  await followUp(store, intake.customerId, timeZone);
  return recorded;
}

/** All that comes after recording: *fold → trigger → settle*. */
async function followUp(store: IntakeStore, customerId: CustomerId, timeZone: string): Promise<void> {
  const profile = await foldIntoProfile(store, customerId, timeZone);
  for (const follow of [...trigger, ...settle]) await follow(store, profile);
}

/**
 * {@link takeIn} for facts that are recorded as they are. One after the other, because there may be two versions of one
 * among them.
 *
 * @returns what became of each fact, in their order
 */
export const takeInFacts = (
  store: IntakeStore,
  customerId: CustomerId,
  facts: readonly RecordableActivity[],
  timeZone: string,
): Promise<readonly RecordResult[]> => {
  const record = async () => {
    const results: RecordResult[] = [];
    for (const fact of facts) results.push(await store.activity.record(customerId, fact));
    return results;
  };
  return takeIn(store, { customerId, record }, timeZone);
};

/** {@link takeIn} in two halves, for a stream of facts that names a customer many times. */
export interface StreamIntake {
  /** Stores one fact; a repeat changes nothing. */
  record(customerId: CustomerId, fact: RecordableActivity): Promise<RecordResult>;
  /** Folds a customer once all facts are recorded; one without any gets a bare profile. */
  complete(customerId: CustomerId): Promise<void>;
}

/** An intake for a stream of facts, each recorded as it comes and each customer completed once at the end. */
export const createStreamIntake = (store: IntakeStore, timeZone: string): StreamIntake => ({
  record: (customerId, fact) => store.activity.record(customerId, fact),
  complete: (customerId) => followUp(store, customerId, timeZone),
});

// 25 is far above what any burst on one customer has needed.
const foldAttempts = 25;

/**
 * Folds a customer's activity into the profile. The profile is read before the activity, so a writer whose fold missed
 * a newer fact is refused by the version and tries again. That holds because a fold which saw something new always
 * writes, even when the facts come out the same. So whatever the interleaving, the last write has seen it all.
 */
async function foldIntoProfile(
  store: IntakeStore,
  customerId: CustomerId,
  timeZone: string,
): Promise<Profile> {
  return untilUncontended(
    async () => {
      const before = await store.customers.find(customerId);
      const activity = await store.activity.allOf(customerId);
      const after: Omit<Profile, 'version'> = {
        customerId,
        ...foldActivity(activity, timeZone),
        foldedFrom: fingerprintOf(activity),
        ...(before?.classes && { classes: before.classes }),
        enrolments: before?.enrolments ?? {},
      };
      if (before !== undefined && isDeepStrictEqual({ ...after, version: before.version }, before))
        return before;
      const versionRead = before?.version ?? 0;
      const isSaved = await store.customers.save(after, versionRead);
      return isSaved ? { ...after, version: versionRead + 1 } : contended;
    },
    {
      attempts: foldAttempts,
      what: 'the profile was changed by others while it was folded',
      where: `customer ${customerId}`,
    },
  );
}
