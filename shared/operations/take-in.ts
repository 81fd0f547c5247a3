import type { Instant } from '../calendar.ts';
import { type Erasure, isErased } from '../erasures/erasure.ts';
import type { CustomerId, CustomerRef } from '../ids.ts';
import { type EarningRules, earningFor } from '../loyalty/earning.ts';
import { customerRefFor } from '../opaque-ids.ts';
import type { Earning } from '../orders/earning.ts';
import type { Activity } from '../profile/activity.ts';
import { tierOf } from '../profile/classes.ts';
import type { Profile } from '../profile/profile.ts';
import { factExpiry, type Retention } from '../settings/retention.ts';
import type { Settings } from '../settings/settings.ts';
import type { RecordResult } from '../store/activity.ts';
import type { RecordableActivity } from '../store/activity-item.ts';
import type { Store } from '../store/store.ts';
import { isUnchanging } from '../store/unchanging-facts.ts';
import { foldIntoProfile, type RecordedFact } from './fold-profile.ts';
import { claimOrder, finishMove, withEarning } from './own-orders.ts';
import { removeErased } from './remove-erased.ts';
import { settle } from './settle.ts';

/** The stores that taking in facts works on. */
export type IntakeStore = Pick<
  Store,
  | 'customers'
  | 'activity'
  | 'recipients'
  | 'settings'
  | 'erasures'
  | 'orderOwners'
  | 'journeys'
  | 'reports'
  | 'coupons'
  | 'sharedCodes'
>;

/** What became of a fact; `erased` for one that is older than the customer's erasure, and was refused. */
export type IntakeResult = RecordResult | 'erased';

/** What an intake has recorded. */
export interface Recorded<R> {
  readonly result: R;
  readonly facts?: readonly RecordedFact[];
}

/** Facts about one customer that came in together. */
export interface Intake<R> {
  readonly customerId: CustomerId;
  /**
   * Writes the facts under their conditions. A repeat must change nothing.
   *
   * @param erasure of the customer, if there was one; what it covers must not be written
   * @param before the profile as it was; undefined for somebody new
   */
  record(erasure: Erasure | undefined, before: Profile | undefined): Promise<Recorded<R>>;
}

/**
 * The one seam for everything that comes in about a customer, by HTTP, from a file, from SES or from staff: *record →
 * fold → trigger → settle*. Each part can be repeated, so after a crash between any two, taking the facts in again
 * completes them. No other code changes the facts on a profile.
 *
 * An erasure is looked for twice. Before, so that what it covers is refused; and after, because one that came in between
 * has deleted what was there then, and not what was written since.
 *
 * @param timeZone the shop's; it decides which day a fact belongs to
 * @param trigger what lets the customer enter event campaigns; nothing does, when absent
 * @returns the result that `intake.record` returned
 * @throws ContentionError when other writers kept changing the profile
 */
export async function takeIn<R>(
  store: IntakeStore,
  { customerId, record }: Intake<R>,
  timeZone: string,
  trigger?: Trigger,
): Promise<R> {
  const ref = customerRefFor(customerId, await store.settings.opaqueIdKey());
  const [erasure, before] = await Promise.all([store.erasures.find(ref), store.customers.find(customerId)]);
  const { result, facts } = await record(erasure, before);
  const news = facts && { profile: before, facts };
  const profile = await foldIntoProfile(store, { customerId, ref, erasure }, timeZone, news);
  if (profile !== undefined && facts !== undefined) await trigger?.enter({ customerId, ref }, profile, facts);
  if (profile !== undefined) await settle(store, { ref }, profile, facts, timeZone);
  const since = await store.erasures.find(ref);
  if (since !== undefined && since.at !== erasure?.at)
    await removeErased(store, { customerId, ref, erasure: since }, timeZone);
  return result;
}

/**
 * {@link takeIn} for facts that are recorded as they are. They are recorded one after the other, because two of them
 * may be versions of the same fact.
 *
 * @param options how long the shop keeps facts that it need not keep, what lets customers enter event campaigns, and the
 * rules by which orders earn points
 * @returns the result for each fact, in their order
 */
export const takeInFacts = (
  store: IntakeStore,
  customerId: CustomerId,
  facts: readonly RecordableActivity[],
  timeZone: string,
  { retention = {}, trigger, rules }: IntakeOptions = {},
): Promise<readonly IntakeResult[]> => {
  const at = trigger?.at;
  const record = async (erasure: Erasure | undefined, before: Profile | undefined) => {
    const results: IntakeResult[] = [];
    const recorded: RecordedFact[] = [];
    for (const fact of facts) {
      if (isErased(fact, erasure)) {
        results.push('erased');
        continue;
      }
      const earns =
        rules && fact.type === 'order' ? earningFor(fact.order, tierOf(before?.classes), rules) : undefined;
      const written = await recordFact(store, customerId, fact, { timeZone, retention, earns, at });
      const { result } = written;
      results.push(result);
      const receivedAt =
        result === 'created' || isUnchanging(fact)
          ? at
          : at && trigger?.mayConcern(fact) && (await store.activity.firstReceivedAt(customerId, fact));
      recorded.push({ fact: written.fact, isNew: result === 'created', ...(receivedAt && { receivedAt }) });
    }
    return { result: results, facts: recorded };
  };
  return takeIn(store, { customerId, record }, timeZone, trigger);
};

/** What taking in facts may do besides recording them. */
export interface IntakeOptions {
  readonly retention?: Retention;
  readonly trigger?: Trigger;
  /** By which orders earn points; without them, none does. */
  readonly rules?: EarningRules;
}

/** Lets customers enter event campaigns because of facts that come in. */
export interface Trigger {
  /** When the facts come in. */
  readonly at: Instant;
  /** True for a fact that some campaign waits for. */
  mayConcern(fact: Activity): boolean;
  /** Decides about the campaigns that the facts trigger, and enrols the customer. A repeat enrols nobody again. */
  enter(
    customer: { readonly customerId: CustomerId; readonly ref: CustomerRef },
    profile: Profile,
    facts: readonly RecordedFact[],
  ): Promise<void>;
}

/** Records one fact. An order is claimed for the customer first, and taken from whoever it came under before. */
async function recordFact(
  store: IntakeStore,
  customerId: CustomerId,
  fact: RecordableActivity,
  {
    timeZone,
    retention,
    earns,
    at,
  }: Pick<Settings, 'timeZone' | 'retention'> & {
    readonly earns: Earning | undefined;
    readonly at: Instant | undefined;
  },
): Promise<{ readonly result: RecordResult; readonly fact: RecordableActivity }> {
  if (fact.type !== 'order') {
    const reception = { expiresAt: factExpiry(fact, retention), receivedAt: at };
    return { result: await store.activity.record(customerId, fact, reception), fact };
  }
  const owner = await claimOrder(store, customerId, fact.order, earns);
  if (owner === undefined) return { result: 'unchanged', fact };
  const earning = withEarning(fact, owner);
  const result = await store.activity.record(customerId, earning, { receivedAt: at });
  await finishMove(store, owner, timeZone);
  return { result, fact: earning };
}
