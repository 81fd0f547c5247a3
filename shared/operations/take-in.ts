import { isDeepStrictEqual } from 'node:util';
import { fingerprintOf } from '../fingerprint.ts';
import type { CustomerId } from '../ids.ts';
import { isOptInSource } from '../interactions/interaction.ts';
import { foldActivity } from '../profile/fold.ts';
import type { Profile } from '../profile/profile.ts';
import { type Channel, channels, recipientIdFor } from '../recipients/address.ts';
import { withConsent } from '../recipients/recipient.ts';
import type { RecordableActivity, RecordResult } from '../store/activity.ts';
import type { Store } from '../store/store.ts';
import { changeRecipient } from './change-recipient.ts';
import { contended, retryWhileContended } from './contention.ts';

/** The stores that taking in facts works on. */
export type IntakeStore = Pick<Store, 'customers' | 'activity' | 'recipients' | 'settings'>;

/** Facts about one customer that came in together. */
export interface Intake<R> {
  readonly customerId: CustomerId;
  /** Writes the facts under their conditions. A repeat must change nothing. */
  record(): Promise<R>;
}

/** An effect of facts, once they are in the profile. A repeat must be harmless. */
type Consequence = (store: IntakeStore, profile: Profile) => Promise<void>;

/** Enrol into event campaigns. There are none yet. */
const trigger: readonly Consequence[] = [];
/** Write what the facts mean for open enrolments. There are none yet. */
const settle: readonly Consequence[] = [];

/**
 * The one seam for everything that comes in about a customer, by HTTP, from a file, from SES or from staff: *record →
 * fold → trigger → settle*. Each part can be repeated, so after a crash between any two, taking the facts in again
 * completes them. No other code changes the facts on a profile.
 *
 * @param timeZone the shop's; it decides which day a fact belongs to
 * @returns what `intake.record` returned
 * @throws ContentionError when other writers kept changing the profile
 */
export async function takeIn<R>(store: IntakeStore, intake: Intake<R>, timeZone: string): Promise<R> {
  const recorded = await intake.record();
  await followUp(store, intake.customerId, timeZone);
  return recorded;
}

/** The parts after recording: *fold → trigger → settle*. */
async function followUp(store: IntakeStore, customerId: CustomerId, timeZone: string): Promise<void> {
  const profile = await foldIntoProfile(store, customerId, timeZone);
  for (const follow of [...trigger, ...settle]) await follow(store, profile);
}

/**
 * {@link takeIn} for facts that are recorded as they are. They are recorded one after the other, because two of them
 * may be versions of the same fact.
 *
 * @returns the result for each fact, in their order
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

/** {@link takeIn} in two halves, for a stream with many facts about the same customer. */
export interface StreamIntake {
  /** Stores one fact; a repeat changes nothing. */
  record(customerId: CustomerId, fact: RecordableActivity): Promise<RecordResult>;
  /**
   * Folds a customer once all facts are recorded; a customer without facts gets an empty profile. A repeat is harmless.
   */
  complete(customerId: CustomerId): Promise<void>;
}

/**
 * Creates an intake for a stream of facts: each is recorded as it comes, and each customer completed once at the end.
 */
export const createStreamIntake = (store: IntakeStore, timeZone: string): StreamIntake => ({
  record: (customerId, fact) => store.activity.record(customerId, fact),
  complete: (customerId) => followUp(store, customerId, timeZone),
});

// Far more than any burst of facts about one customer has needed.
const foldAttempts = 25;

/**
 * Folds a customer's activity into the profile. The profile is read before the activity, so a writer whose fold missed
 * a newer fact fails the version check and tries again. This works because a fold that saw something new always writes,
 * even when the resulting profile is the same. So in every interleaving, the last write has seen all facts.
 */
async function foldIntoProfile(
  store: IntakeStore,
  customerId: CustomerId,
  timeZone: string,
): Promise<Profile> {
  return retryWhileContended(
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
      // Before the profile, so that after a crash between the two the profile still shows that there is something to say.
      for (const channel of channels)
        if (statesOtherConsent(channel, after, before)) await stateConsent(store, channel, after);
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
