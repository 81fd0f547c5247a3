import type { Instant } from '../calendar.ts';
import { isClosed } from '../callbacks/callback.ts';
import { actions } from '../campaigns/actions/actions.ts';
import type { Campaign, Step } from '../campaigns/campaign.ts';
import type { CampaignStanding } from '../campaigns/lifecycle.ts';
import { asksForEvent } from '../campaigns/step-guards.ts';
import { concurrently } from '../concurrently.ts';
import type { Delivery } from '../deliveries/delivery.ts';
import type { StepDeliveryKey } from '../deliveries/delivery-key.ts';
import { NotNowError } from '../deliveries/obstacle.ts';
import type { SkipReason } from '../deliveries/skip-reason.ts';
import { type Enrolment, isForVariant } from '../journeys/enrolment.ts';
import type { ShardEvent, StoppedBy } from '../journeys/events.ts';
import { leavesInPeace, whyNotNow } from '../journeys/guards.ts';
import { addToTally, emptyTally, type StepTally } from '../journeys/step-tally.ts';
import { whenDue } from '../journeys/when-due.ts';
import type { Cursor } from '../paging.ts';
import type { Profile } from '../profile/profile.ts';
import type { Settings } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';
import { createStepDeliveryRecord, type DeliveryRecord } from './delivery-record.ts';
import { findBeginning } from './find-beginning.ts';
import { beginDelivery, settleClaim, type Unsettled } from './send-once.ts';

/** One customer of a shard who passed every guard. */
export interface ShardTarget {
  readonly enrolment: Enrolment;
  readonly profile: Profile;
  readonly key: StepDeliveryKey;
  /** What an earlier attempt left behind of an action that may be repeated. */
  readonly retryOf?: Unsettled;
}

/** What a step does to each customer of a shard, and when it stops. */
export interface ShardWork {
  readonly campaign: Pick<Campaign, 'stopAt' | 'notWhile' | 'steps'>;
  readonly step: Step;
  readonly event: ShardEvent;
  readonly settings: Settings;
  /** How the campaign stands; asked before each page. */
  standing(): Promise<CampaignStanding>;
  /** Carries out the step's action for one customer and returns the delivery. */
  perform(target: ShardTarget): Promise<Delivery>;
  /** True when the rest must be left to the next call. */
  isTimeUp(): boolean;
  /** How many pages to process in one call; without it, as many as there is time for. */
  readonly pagesPerCall?: number | undefined;
  /** Called with every delivery on the pages that this call processed, whichever attempt made it. */
  onDelivery?(enrolment: Enrolment, delivery: Delivery): void;
}

/** The same, as the campaign stands while a page is processed. */
interface WorkNow extends ShardWork {
  readonly now: CampaignStanding;
}

/** How far a shard has come. */
export interface ShardProgress {
  readonly isDone: boolean;
  /** Where the next call continues; absent when the shard is done. */
  readonly next?: Cursor;
  readonly tally: StepTally;
  /** Why the rest must wait for another run; absent when the next call may continue. */
  readonly stoppedBy?: StoppedBy;
}

type ShardStore = Pick<Store, 'journeys' | 'customers' | 'callbacks' | 'activity'>;

const enrolmentsPerPage = 100;
const concurrentActions = 10;

/**
 * Runs a step for the customers of one shard, page by page. A repeat is harmless: a delivery that is recorded is
 * counted as it is, and the action is carried out only for customers who have none. After a failure no further action
 * begins, and the failure is thrown only once the actions in progress have ended: a function that stops while emails
 * are being sent leaves claims that nobody can settle. When nothing more can be sent for now, that is no failure: the
 * shard ends where its last full page ended.
 */
export async function runShard(store: ShardStore, work: ShardWork): Promise<ShardProgress> {
  const { event, pagesPerCall = Number.POSITIVE_INFINITY } = work;
  let tally = event.tally ?? emptyTally;
  let next: Cursor | undefined = event.next ?? undefined;
  for (let page = 0; page < pagesPerCall; page += 1) {
    const standing = await work.standing();
    if (standing.state === 'paused')
      return { isDone: false, tally, ...(next && { next }), stoppedBy: 'campaign-paused' };
    const { enrolments, next: following } = await store.journeys.page(
      event.cohort,
      event.shard,
      next,
      enrolmentsPerPage,
    );
    const profiles = await store.customers.findAll(enrolments.map(({ customerId }) => customerId));
    let pageTally = tally;
    const obstacle = await untilObstacle(
      concurrently(enrolments, concurrentActions, async (enrolment) => {
        const delivery =
          whyNothing(work.step, enrolment) ??
          (await deliver(store, { ...work, now: standing }, enrolment, profiles.get(enrolment.customerId)));
        pageTally = addToTally(pageTally, delivery);
        if (typeof delivery !== 'string') work.onDelivery?.(enrolment, delivery);
      }),
    );
    if (obstacle !== undefined) {
      const stoppedBy = obstacle === 'rate' ? {} : { stoppedBy: obstacle };
      return { isDone: false, tally, ...(next && { next }), ...stoppedBy };
    }
    tally = pageTally;
    next = following;
    if (next === undefined) return endOf(work, tally);
    if (work.isTimeUp()) break;
  }
  return { isDone: false, tally, ...(next && { next }) };
}

/** The end of a shard. Where somebody did not answer who may be asked again, the next run does that. */
const endOf = ({ step }: ShardWork, tally: StepTally): ShardProgress =>
  isRepeatable(step) && tally.unknown > 0
    ? { isDone: false, tally, stoppedBy: 'no-answer' }
    : { isDone: true, tally };

const isRepeatable = ({ action }: Step): boolean => actions[action.type].isRepeatable === true;

/** Why a step is nothing to a customer, of whom it records nothing. */
function whyNothing(step: Step, enrolment: Enrolment): 'held-out' | 'other-variant' | undefined {
  if (enrolment.isHeldOut) return 'held-out';
  return isForVariant(step, enrolment) ? undefined : 'other-variant';
}

/**
 * Waits for `work`, and returns the obstacle for which nothing more can be sent in this call.
 * @throws what `work` throws, if it is anything else
 */
async function untilObstacle(work: Promise<void>): Promise<'rate' | StoppedBy | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof NotNowError && error.obstacle !== 'account') return error.obstacle;
    throw error;
  }
}

/** Settles an earlier delivery, skips the customer, or carries out the action. */
async function deliver(
  store: ShardStore,
  work: WorkNow,
  enrolment: Enrolment,
  profile: Profile | undefined,
): Promise<Delivery> {
  const { event, perform } = work;
  const { cohort, shard, ref } = enrolment;
  const key = { cohort, shard, ref, step: event.step };
  const record = createStepDeliveryRecord(store, key);
  const before = enrolment.steps[event.step];
  if (before !== undefined && !(isRepeatable(work.step) && isUnsettled(before)))
    return settleClaim(record, before, key);
  if (before !== undefined) {
    if (profile !== undefined && work.now.state !== 'archived')
      return perform({ enrolment, profile, key, retryOf: before });
    return giveUp(record, before, key);
  }
  // A customer whose data was erased has no profile.
  const reason = profile === undefined ? 'unknown-customer' : await whyNot(store, work, enrolment, profile);
  if (reason !== undefined || profile === undefined) {
    return beginDelivery(
      record,
      { state: 'skipped', at: event.at, reason: reason ?? 'unknown-customer' },
      key,
    );
  }
  return perform({ enrolment, profile, key });
}

const isUnsettled = (delivery: Delivery): delivery is Unsettled =>
  delivery.state === 'claimed' || delivery.state === 'unknown';

/** Ends the attempts at a customer who is gone, or in a campaign that was archived. */
async function giveUp(record: DeliveryRecord, before: Unsettled, key: StepDeliveryKey): Promise<Delivery> {
  const after: Delivery = {
    state: 'failed',
    at: before.at,
    error: 'it was not answered, and is not tried again',
  };
  return (await record.change(before, after)) ? after : settleClaim(record, before, key);
}

/** Why the step is skipped for a customer. Their callbacks are read only if nothing else stops it. */
async function whyNot(
  store: ShardStore,
  { campaign, step, event, settings, now }: WorkNow,
  enrolment: Enrolment,
  profile: Profile,
): Promise<SkipReason | undefined> {
  if (now.state === 'archived') return 'archived';
  const begunBy = asksForEvent(step) ? await findBeginning(store, enrolment) : undefined;
  const reason = whyNotNow(
    { campaign, step, now: event, activeSince: now.since, begunBy },
    enrolment,
    profile,
    settings,
  );
  if (reason === 'expired' && now.wasOutOfBudget && wasDueBefore(now.since, step, enrolment, settings))
    return 'out-of-budget';
  if (reason !== undefined || !leavesInPeace('callback', { campaign, step }, settings)) return reason;
  const tasks = await store.callbacks.allOf(profile.customerId);
  return tasks.every(isClosed) ? undefined : 'callback-open';
}

/** True for a step that was due before a moment, such as the end of a pause. */
function wasDueBefore(
  moment: Instant,
  step: Step,
  { cohort, enteredAt }: Enrolment,
  settings: Settings,
): boolean {
  return whenDue(step, { ...cohort, openedAt: enteredAt }, settings).at < moment;
}
