import type { Step } from '../campaigns/campaign.ts';
import { concurrently } from '../concurrently.ts';
import type { Delivery } from '../deliveries/delivery.ts';
import type { StepDeliveryKey } from '../deliveries/delivery-key.ts';
import type { Enrolment } from '../journeys/enrolment.ts';
import type { ShardEvent } from '../journeys/events.ts';
import { whyNotNow } from '../journeys/guards.ts';
import { addToTally, emptyTally, type StepTally } from '../journeys/step-tally.ts';
import type { Cursor } from '../paging.ts';
import type { Profile } from '../profile/profile.ts';
import type { Settings } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';
import { createStepDeliveryRecord } from './delivery-record.ts';
import { beginDelivery, settleClaim } from './send-once.ts';

/** One customer of a shard whom every guard lets through. */
export interface ShardTarget {
  readonly enrolment: Enrolment;
  readonly profile: Profile;
  readonly key: StepDeliveryKey;
}

/** What a step does to each customer of a shard, and when it stops. */
export interface ShardWork {
  readonly step: Step;
  readonly event: ShardEvent;
  readonly settings: Settings;
  /** Acts for one customer and says what came of it. */
  perform(target: ShardTarget): Promise<Delivery>;
  /** True when the rest must be left to another call. */
  isTimeUp(): boolean;
  /** How many pages to do in one call; without it, as many as there is time for. */
  readonly pagesPerCall?: number | undefined;
  /** Called with every delivery of the pages that this call did, whoever made it. */
  onDelivery?(enrolment: Enrolment, delivery: Delivery): void;
}

/** How far a shard has come. */
export interface ShardProgress {
  readonly isDone: boolean;
  readonly next?: Cursor;
  readonly tally: StepTally;
}

type ShardStore = Pick<Store, 'journeys' | 'customers'>;

const enrolmentsAtOnce = 100;
const actionsAtOnce = 10;

/**
 * Runs a step for the customers of one shard, page by page. Starting over is harmless: a delivery that is recorded is
 * counted as it stands, and only those that are not are acted on. After a failure nobody new is acted for, and those
 * under way are brought to their end before it is thrown: a function that is left while emails are being sent leaves
 * claims that nobody can settle.
 */
export async function runShard(store: ShardStore, work: ShardWork): Promise<ShardProgress> {
  const { event, pagesPerCall = Number.POSITIVE_INFINITY } = work;
  let tally = event.tally ?? emptyTally;
  let next: Cursor | undefined = event.next ?? undefined;
  for (let page = 0; page < pagesPerCall; page += 1) {
    const { enrolments, next: following } = await store.journeys.page(
      event.cohort,
      event.shard,
      next,
      enrolmentsAtOnce,
    );
    const profiles = await store.customers.findAll(enrolments.map(({ customerId }) => customerId));
    await concurrently(enrolments, actionsAtOnce, async (enrolment) => {
      const delivery = enrolment.isHeldOut
        ? 'held-out'
        : await deliver(store, work, enrolment, profiles.get(enrolment.customerId));
      tally = addToTally(tally, delivery);
      if (delivery !== 'held-out') work.onDelivery?.(enrolment, delivery);
    });
    next = following;
    if (next === undefined) return { isDone: true, tally };
    if (work.isTimeUp()) break;
  }
  return { isDone: false, tally, ...(next && { next }) };
}

/** Settles, skips or acts for one customer, whichever it is. */
async function deliver(
  store: ShardStore,
  { step, event, settings, perform }: ShardWork,
  enrolment: Enrolment,
  profile: Profile | undefined,
): Promise<Delivery> {
  const { customerId } = enrolment;
  const key = { cohort: event.cohort, shard: event.shard, step: event.step, customerId };
  const record = createStepDeliveryRecord(store, key);
  const before = enrolment.steps[event.step];
  if (before !== undefined) return settleClaim(record, before, key);
  // A customer who asked to be forgotten has no profile any more.
  const reason =
    profile === undefined ? 'unknown-customer' : whyNotNow(step, enrolment, profile, settings, event.date);
  if (reason !== undefined || profile === undefined) {
    return beginDelivery(
      record,
      { state: 'skipped', at: event.at, reason: reason ?? 'unknown-customer' },
      key,
    );
  }
  return perform({ enrolment, profile, key });
}
