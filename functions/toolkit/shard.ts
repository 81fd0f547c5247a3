import pMap, { pMapSkip } from 'p-map';
import type { Step } from '../../shared/campaigns/campaign.ts';
import { type Delivery, emptyTally, type StepTally, tallied } from '../../shared/campaigns/delivery.ts';
import type { Enrolment } from '../../shared/campaigns/enrolment.ts';
import type { ShardEvent } from '../../shared/campaigns/events.ts';
import { whyNotNow } from '../../shared/campaigns/guards.ts';
import { RekindleError } from '../../shared/errors.ts';
import type { Profile } from '../../shared/profile/profile.ts';
import type { DeliveryKey } from '../../shared/store/journeys.ts';
import type { Store } from '../../shared/store/store.ts';
import type { Cursor } from '../../shared/store/table.ts';
import { isTimeUp, type WorkTime } from './work-time.ts';

/** Acts for one customer and says what came of it. Called only for those whom every guard lets through. */
export type Act = (target: { enrolment: Enrolment; profile: Profile; key: DeliveryKey }) => Promise<Delivery>;

export interface ShardProgress {
  readonly isDone: boolean;
  readonly next?: Cursor;
  readonly tally: StepTally;
}

export interface ShardOptions {
  /** How many pages to do in one call; without it, as many as there is time for. */
  readonly pages?: number;
  /** Told of every delivery of the pages that this call did, whoever made it. */
  readonly onDelivery?: (enrolment: Enrolment, delivery: Delivery) => void;
}

const enrolmentsAtOnce = 100;
const actionsAtOnce = 10;

/**
 * Runs a step for the customers of one shard, page by page. Starting over is harmless: a delivery that is recorded is
 * counted as it stands, and only those that are not are acted on.
 */
export async function runShard(
  store: Store,
  step: Step,
  event: ShardEvent,
  act: Act,
  context: WorkTime,
  options: ShardOptions = {},
): Promise<ShardProgress> {
  const settings = await store.settings.load();
  const deliver = async (enrolment: Enrolment, profile: Profile | undefined): Promise<Delivery> => {
    const { customerId } = enrolment;
    const key = { cohort: event.cohort, shard: event.shard, step: event.step, customerId };
    const before = enrolment.steps[event.step];
    if (before !== undefined) return settled(store, key, before);
    // A customer who asked to be forgotten has no profile any more.
    const reason =
      profile === undefined ? 'unknown-customer' : whyNotNow(step, enrolment, profile, settings, event.date);
    if (reason !== undefined || profile === undefined) {
      return begun(store, key, { state: 'skipped', at: event.at, reason: reason ?? 'unknown-customer' });
    }
    return act({ enrolment, profile, key });
  };
  let tally = event.tally ?? emptyTally;
  let next: Cursor | undefined = event.next ?? undefined;
  for (let page = 0; page < (options.pages ?? Number.POSITIVE_INFINITY); page += 1) {
    const { enrolments, next: following } = await store.journeys.page(
      event.cohort,
      event.shard,
      next,
      enrolmentsAtOnce,
    );
    const profiles = await store.customers.findAll(enrolments.map(({ customerId }) => customerId));
    const outcomes = await eachToItsEnd(enrolments, async (enrolment) => {
      if (enrolment.isHeldOut) return 'held-out';
      const delivery = await deliver(enrolment, profiles.get(enrolment.customerId));
      options.onDelivery?.(enrolment, delivery);
      return delivery;
    });
    tally = outcomes.reduce<StepTally>(tallied, tally);
    next = following;
    if (next === undefined) return { isDone: true, tally };
    if (isTimeUp(context)) break;
  }
  return { isDone: false, tally, ...(next && { next }) };
}

/**
 * Works on several at once. After a failure none is begun, those under way are brought to their end, and only then is
 * it thrown: a function that is left while emails are being sent leaves claims that nobody can settle.
 */
async function eachToItsEnd<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  let failure: { readonly error: unknown } | undefined;
  const results = await pMap(
    items,
    async (item) => {
      if (failure !== undefined) return pMapSkip;
      try {
        return await work(item);
      } catch (error) {
        failure ??= { error };
        return pMapSkip;
      }
    },
    { concurrency: actionsAtOnce },
  );
  if (failure !== undefined) throw failure.error;
  return results;
}

/** A claim that an earlier attempt left behind: whether it was sent, nobody here can know, so nobody sends again. */
async function settled(store: Store, key: DeliveryKey, found: Delivery): Promise<Delivery> {
  if (found.state !== 'claimed') return found;
  const unknown: Delivery = { ...found, state: 'unknown' };
  return (await store.journeys.change(key, found, unknown)) ? unknown : deliveryNow(store, key);
}

/** Writes a step's first delivery, or gives the one that somebody else wrote first. */
export async function begun(store: Store, key: DeliveryKey, delivery: Delivery): Promise<Delivery> {
  return (await store.journeys.begin(key, delivery)) ? delivery : deliveryNow(store, key);
}

/** The delivery as it stands. */
export async function deliveryNow(store: Store, key: DeliveryKey): Promise<Delivery> {
  const delivery = (await store.journeys.find(key))?.steps[key.step];
  if (delivery === undefined) throw new RekindleError('a delivery has vanished', { where: key.customerId });
  return delivery;
}
