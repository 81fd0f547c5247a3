import { type Instant, instantFromMs } from '../calendar.ts';
import { byPriority } from '../campaigns/exclusive.ts';
import type { ActiveVersion } from '../campaigns/lifecycle.ts';
import { type EventTrigger, isTriggeredBy, mayBeTriggeredBy } from '../campaigns/triggers/events.ts';
import { isEventTrigger, opensAt, waitOf } from '../campaigns/triggers/trigger.ts';
import type { CustomerId, CustomerRef } from '../ids.ts';
import { listedForWaiting } from '../journeys/listed.ts';
import { type EventFact, eventFactKeyOf, isEventFact, momentOf } from '../profile/activity.ts';
import type { Profile } from '../profile/profile.ts';
import { slotOf } from '../slot.ts';
import type { Store } from '../store/store.ts';
import { type EnteringStore, type EventContext, enterByEvent, isStillOpen } from './enter-by-event.ts';
import type { RecordedFact } from './fold-profile.ts';
import type { Trigger } from './take-in.ts';

type TriggeringStore = EnteringStore & Pick<Store, 'waiting' | 'settings'>;

/** What triggering needs: the keys are read only once somebody enters, for most facts trigger nothing. */
type TriggerContext = Omit<EventContext, 'secrets'>;

interface Customer {
  readonly customerId: CustomerId;
  readonly ref: CustomerRef;
}

/** A fact that is older, or was received longer ago, triggers nothing: nobody expects an answer to it any more. */
const triggersWithinMs = 86_400_000;

/** Creates what lets customers enter event campaigns because of facts that come in now. */
export function createTrigger(store: TriggeringStore, context: TriggerContext): Trigger {
  const campaigns = context.campaigns.flatMap((version) => {
    const { trigger } = version.campaign;
    return isEventTrigger(trigger) ? [{ version, trigger }] : [];
  });
  campaigns.sort((a, b) => byPriority(a.version, b.version));
  const {
    at,
    settings: { timeZone },
  } = context;
  return {
    at,
    mayConcern: (fact) => campaigns.some(({ trigger }) => mayBeTriggeredBy(trigger, fact)),
    async enter(customer, profile, facts) {
      let current = profile;
      for (const { version, trigger } of campaigns)
        for (const recorded of facts) {
          const { fact, receivedAt } = recorded;
          if (!isEventFact(fact) || !isTimely(recorded, version, context)) continue;
          if (!isTriggeredBy(trigger, { fact, profile, timeZone })) continue;
          await enterOrWait(store, context, { customer, version, trigger, fact, receivedAt }, current);
          current = (await store.customers.find(customer.customerId)) ?? current;
        }
    },
  };
}

/** What came in before a campaign was published or resumed lets nobody in, even when it is sent again. */
function isTimely(
  { fact, receivedAt }: RecordedFact,
  { activeSince }: Pick<ActiveVersion, 'activeSince'>,
  { at }: TriggerContext,
): boolean {
  if (receivedAt === undefined || receivedAt < activeSince) return false;
  const received = Date.parse(receivedAt);
  const isOld = received - Date.parse(momentOf(fact)) > triggersWithinMs;
  return !isOld && Date.parse(at) - received <= triggersWithinMs;
}

interface Triggered {
  readonly customer: Customer;
  readonly version: ActiveVersion;
  readonly trigger: EventTrigger;
  readonly fact: EventFact;
  readonly receivedAt: Instant | undefined;
}

async function enterOrWait(
  store: TriggeringStore,
  context: TriggerContext,
  { customer, version, trigger, fact, receivedAt = context.at }: Triggered,
  profile: Profile,
): Promise<void> {
  const slot = slotOf(receivedAt);
  const begunBy = eventFactKeyOf(fact);
  if (waitOf(trigger) === undefined) {
    const isOpen = isStillOpen(slot, context.at);
    return enterByEvent(
      store,
      { ...context, secrets: await store.settings.secrets() },
      { ...customer, version, begunBy, slot, enteredAt: receivedAt, isOpen },
      profile,
    );
  }
  const endsAt = opensAt(trigger, slot);
  // Whoever waits may be let in from then on. Only a fact that is sent again so late could come here.
  if (context.at > instantFromMs(Date.parse(endsAt) - lastMinuteMs)) return;
  await store.due.add(listedForWaiting({ campaign: version.id, version: version.version, slot }, endsAt));
  await store.waiting.add({ campaign: version.id, slot }, { ...customer, since: momentOf(fact), begunBy });
}

const lastMinuteMs = 60_000;
