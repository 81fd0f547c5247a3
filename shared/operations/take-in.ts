import { type Erasure, isErased } from '../erasures/erasure.ts';
import type { CustomerId } from '../ids.ts';
import { type EarningRules, earningFor } from '../loyalty/earning.ts';
import { customerRefFor } from '../opaque-ids.ts';
import type { Earning } from '../orders/earning.ts';
import { tierOf } from '../profile/classes.ts';
import type { Profile } from '../profile/profile.ts';
import { factExpiry, type Retention } from '../settings/retention.ts';
import type { Settings } from '../settings/settings.ts';
import type { RecordableActivity, RecordResult } from '../store/activity.ts';
import type { Store } from '../store/store.ts';
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
 * fold → settle*. Each part can be repeated, so after a crash between any two, taking the facts in again
 * completes them. No other code changes the facts on a profile.
 *
 * An erasure is looked for twice. Before, so that what it covers is refused; and after, because one that came in between
 * has deleted what was there then, and not what was written since.
 *
 * @param timeZone the shop's; it decides which day a fact belongs to
 * @returns the result that `intake.record` returned
 * @throws ContentionError when other writers kept changing the profile
 */
export async function takeIn<R>(
  store: IntakeStore,
  { customerId, record }: Intake<R>,
  timeZone: string,
): Promise<R> {
  const ref = customerRefFor(customerId, await store.settings.opaqueIdKey());
  const [erasure, before] = await Promise.all([store.erasures.find(ref), store.customers.find(customerId)]);
  const { result, facts } = await record(erasure, before);
  const news = facts && { profile: before, facts };
  const profile = await foldIntoProfile(store, { customerId, ref, erasure }, timeZone, news);
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
 * @param retention how long the shop keeps facts that it need not keep
 * @param rules by which orders earn points; without them, none does
 * @returns the result for each fact, in their order
 */
export const takeInFacts = (
  store: IntakeStore,
  customerId: CustomerId,
  facts: readonly RecordableActivity[],
  timeZone: string,
  retention: Retention = {},
  rules?: EarningRules,
): Promise<readonly IntakeResult[]> => {
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
      const written = await recordFact(store, customerId, fact, { timeZone, retention, earns });
      results.push(written.result);
      recorded.push({ fact: written.fact, isNew: written.result === 'created' });
    }
    return { result: results, facts: recorded };
  };
  return takeIn(store, { customerId, record }, timeZone);
};

/** Records one fact. An order is claimed for the customer first, and taken from whoever it came under before. */
async function recordFact(
  store: IntakeStore,
  customerId: CustomerId,
  fact: RecordableActivity,
  {
    timeZone,
    retention,
    earns,
  }: Pick<Settings, 'timeZone' | 'retention'> & { readonly earns: Earning | undefined },
): Promise<{ readonly result: RecordResult; readonly fact: RecordableActivity }> {
  if (fact.type !== 'order')
    return { result: await store.activity.record(customerId, fact, factExpiry(fact, retention)), fact };
  const owner = await claimOrder(store, customerId, fact.order, earns);
  if (owner === undefined) return { result: 'unchanged', fact };
  const earning = withEarning(fact, owner);
  const result = await store.activity.record(customerId, earning);
  await finishMove(store, owner, timeZone);
  return { result, fact: earning };
}
