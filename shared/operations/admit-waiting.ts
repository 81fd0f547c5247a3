import { earlierOf, type Instant, instantFromMs } from '../calendar.ts';
import { isUndoneBy } from '../campaigns/triggers/events.ts';
import { isEventTrigger, opensAt } from '../campaigns/triggers/trigger.ts';
import { concurrently } from '../concurrently.ts';
import { isPlacedAfter } from '../orders/placed.ts';
import { type Activity, momentOf } from '../profile/activity.ts';
import type { Store } from '../store/store.ts';
import type { WaitingCustomer, WaitingKey } from '../store/waiting.ts';
import { type EnteringStore, type EventContext, enterByEvent } from './enter-by-event.ts';

type AdmittingStore = EnteringStore & Pick<Store, 'waiting'>;

const customersPerPage = 100;
const concurrentCustomers = 10;

/** When nothing ran for longer after the wait ended, nobody is let in any more: it would be about old news. */
const admitsWithinMs = 86_400_000;

/**
 * Lets those enter a campaign whose wait has ended and for whom nothing has happened meanwhile. A customer waits until
 * the decision is carried out, so a repeat goes on with those who are left.
 *
 * @param isTimeUp true when the rest must be left to the next call
 * @returns true when nobody is left
 */
export async function admitWaiting(
  store: AdmittingStore,
  context: EventContext,
  key: WaitingKey,
  isTimeUp: () => boolean,
): Promise<boolean> {
  for (;;) {
    const waiting = await store.waiting.page(key, customersPerPage);
    if (waiting.length === 0) return true;
    await concurrently(waiting, concurrentCustomers, async (one) => {
      await admit(store, context, key, one);
      await store.waiting.remove(key, one.ref);
    });
    if (isTimeUp()) return false;
  }
}

async function admit(
  store: AdmittingStore,
  context: EventContext,
  { campaign, slot }: WaitingKey,
  { customerId, ref, since, begunBy }: WaitingCustomer,
): Promise<void> {
  const version = context.campaigns.find(({ id }) => id === campaign);
  const trigger = version?.campaign.trigger;
  if (version === undefined || trigger === undefined || !isEventTrigger(trigger)) return;
  // Another version may have made the wait longer since.
  const endedAt = earlierOf(opensAt(trigger, slot), context.at);
  // Who would have entered during a pause does not enter after it.
  if (endedAt < version.activeSince) return;
  if (context.at > instantFromMs(Date.parse(endedAt) + admitsWithinMs)) return;
  const profile = await store.customers.find(customerId);
  if (profile === undefined) return;
  const activity = await store.activity.allOf(customerId);
  const { timeZone } = context.settings;
  if (activity.some((fact) => isUndoneBy(trigger, fact) && isLater(fact, since, timeZone))) return;
  // Nobody else enters this cohort, and its first step waits until nobody is left here.
  await enterByEvent(
    store,
    context,
    { customerId, ref, version, begunBy, slot, enteredAt: endedAt, isOpen: true },
    profile,
  );
}

const isLater = (fact: Activity, since: Instant, timeZone: string): boolean =>
  fact.type === 'order' ? isPlacedAfter(fact.order, since, timeZone) : momentOf(fact) > since;
