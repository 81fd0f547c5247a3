import { earlierOf, type Instant } from '../calendar.ts';
import type { CallbackRequest } from '../callbacks/callback.ts';
import type { StepTools } from '../campaigns/actions/action.ts';
import { type Action, actions, performAction, templatesOf } from '../campaigns/actions/actions.ts';
import type { Budget } from '../campaigns/budget.ts';
import type { CampaignVersion, Step } from '../campaigns/campaign.ts';
import { offerIn } from '../coupons/written-offer.ts';
import type { Delivery } from '../deliveries/delivery.ts';
import type { EnrolmentKey } from '../deliveries/delivery-key.ts';
import { NotNowError } from '../deliveries/obstacle.ts';
import { RekindleError } from '../errors.ts';
import { nameFrom } from '../hash.ts';
import { cohortId, taskIdSchema } from '../ids.ts';
import type { ShardEvent } from '../journeys/events.ts';
import { isDisturbing, whenDue } from '../journeys/when-due.ts';
import type { Secrets } from '../settings/secrets.ts';
import type { SendingSettings, Settings } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';
import { callOnce, createPatience, type Patience, type WebhookCaller } from './call-webhook.ts';
import { changeTags } from './change-tags.ts';
import { createStepDeliveryRecord } from './delivery-record.ts';
import { createEmailMessage } from './email-message.ts';
import { findBeginning } from './find-beginning.ts';
import { grantPoints } from './grant-points.ts';
import { issueCoupon, issueSharedCoupon } from './issue-coupon.ts';
import { reminderOf } from './remind-of-coupon.ts';
import { createPhonePlace } from './reserve.ts';
import { runShard, type ShardProgress, type ShardTarget } from './run-shard.ts';
import { beginDelivery, type Mailer, sendOnce, withAllowance } from './send-once.ts';
import { createAllowance, spendOf } from './spend-budget.ts';
import { takeCall } from './take-call.ts';

/** What running a step needs besides the store. */
export interface StepRunner {
  readonly settings: SendingSettings;
  readonly secrets: Secrets;
  readonly send: Mailer;
  readonly call: WebhookCaller;
  /** The time as it passes while the step runs. */
  now(): Instant;
  /** Unique to this attempt. */
  readonly attempt: string;
  /** True when the rest must be left to the next call. */
  isTimeUp(): boolean;
  /**
   * Waits until the next email may go out.
   * @throws NotNowError when that is not in this call
   */
  waitForTurn(): Promise<void>;
}

/** How far a shard has come, and the callback tasks of the pages that this call processed. */
export interface StepProgress extends ShardProgress {
  readonly tasks: readonly CallbackRequest[];
}

/**
 * Runs a campaign's step for the customers of one shard, whatever its action. A repeat returns the callback tasks of
 * earlier attempts again: an execution is named after its task, so starting it twice starts it once.
 *
 * @throws RekindleError when the campaign's version has no such step, or the account cannot send, for instance because
 * its sender is not valid
 */
export async function runStep(store: Store, event: ShardEvent, runner: StepRunner): Promise<StepProgress> {
  const { campaign: id, version: number } = event.cohort;
  const version = await store.campaigns.journeyVersion(id, number);
  const step = stepOf(version, event.step);
  const purpose = `${cohortId(event.cohort)}#${event.step}`;
  const tasks: CallbackRequest[] = [];
  const patience = createPatience();
  let budget: Budget | undefined;
  const progress = await runShard(store, {
    campaign: version.campaign,
    step,
    event,
    settings: runner.settings,
    async standing() {
      const standing = await store.campaigns.standing(id, number);
      budget = standing.budget;
      return standing;
    },
    isTimeUp: runner.isTimeUp,
    pagesPerCall: actions[step.action.type].pagesPerCall,
    perform: async (target) => {
      // Before anything is claimed, so that few claims are open at any time.
      if (sendsEmail(step.action)) await runner.waitForTurn();
      if (isDisturbing(step, event.cohort, runner.settings, runner.now()))
        throw new NotNowError('quiet-hours', 'it is night where these customers live');
      return performAction(
        step.action,
        createTools(store, target, { version, step, purpose, event, runner, patience, budget }),
      );
    },
    onDelivery({ cohort, shard, ref }, delivery) {
      const enrolment = { cohort, shard, ref };
      tasks.push(...callbackTasksIn(delivery, step.action, enrolment, purpose, runner.settings));
    },
  });
  return { ...progress, tasks };
}

/** An action that has a template sends it. */
const sendsEmail = (action: Action): boolean => templatesOf(action).length > 0;

function stepOf({ id, campaign }: CampaignVersion, index: number): Step {
  const step = campaign.steps[index];
  if (step === undefined) throw new RekindleError(`there is no step ${index}`, { where: `campaign ${id}` });
  return step;
}

interface StepContext {
  readonly version: CampaignVersion;
  readonly step: Step;
  /** What the step's coupons and calls are issued for: the cohort and the step. */
  readonly purpose: string;
  readonly event: ShardEvent;
  readonly runner: StepRunner;
  readonly patience: Patience;
  readonly budget: Budget | undefined;
}

/** What an action may do for one customer. */
function createTools(
  store: Store,
  { enrolment, profile, key, retryOf }: ShardTarget,
  { version, step, purpose, event, runner, patience, budget }: StepContext,
): StepTools {
  const { settings, secrets, send, attempt } = runner;
  const { customerId } = profile;
  const { currency } = settings;
  const offer = templatesOf(step.action)[0]?.coupon;
  const spender = { campaign: version.id, budget, currency, at: runner.now() };
  const allowance = createAllowance(store, spender, spendOf(offer, profile.orders, currency));
  const record = createStepDeliveryRecord(store, key);
  const sending = { at: event.at, attempt, isTransactional: step.transactional };
  return {
    sendEmail({ name: templateName, subject }, coupon) {
      const texts = version.templates[templateName] ?? {};
      const { trigger } = version.campaign;
      const reminder = { trigger, slot: event.cohort.slot, profile, at: event.at };
      const given = coupon ?? reminderOf(store, reminder, settings);
      const draft = {
        ...sending,
        ...{ key, record, profile, purpose, templateName, texts, subject, coupon: given, allowance },
        event: () => findBeginning(store, enrolment),
      };
      return sendOnce(createEmailMessage(store, draft, settings, secrets), { send, at: event.at, attempt });
    },
    issueCoupon(written, validForDays, shared) {
      const offer = offerIn(written, settings.currency);
      const terms = { ...offer, validForDays, customerId, issuedAt: event.at, issuedFor: purpose };
      return shared === undefined
        ? issueCoupon(store, terms, secrets.coupons, settings.timeZone)
        : issueSharedCoupon(store, terms, shared, settings.timeZone);
    },
    async grantPoints(points) {
      await grantPoints(store, { customerId, purpose, points, at: event.at }, settings);
      return beginDelivery(record, { state: 'done', at: event.at }, key);
    },
    async changeTags(changes) {
      // When it was due, not when it runs: a repeat is the same fact, and what the shop has said since stands.
      const due = whenDue(step, { ...enrolment.cohort, openedAt: enrolment.enteredAt }, settings);
      const at = earlierOf(due.at, event.at);
      await changeTags(store, { ...changes, customerId, at }, settings.timeZone);
      return beginDelivery(record, { state: 'done', at: event.at }, key);
    },
    async callWebhook(url, fields) {
      const begunBy = fields.includes('event') ? await findBeginning(store, enrolment) : undefined;
      const { enteredAt } = enrolment;
      const parts = { url, fields, key, stepName: step.name, enteredAt, profile, event: begunBy };
      return callOnce({ parts, record, retryOf }, { ...runner, at: event.at, patience });
    },
    async handToStaff() {
      const call = { ...sending, message: purpose, ref: key.ref };
      const place = createPhonePlace(store, profile, call, settings, secrets);
      const reason = await place.reserve();
      if (reason !== undefined) return beginDelivery(record, { state: 'skipped', at: event.at, reason }, key);
      const taskId = taskIdSchema.parse(`cb-${nameFrom(purpose, key.ref)}`);
      return withAllowance(allowance, place, async () => {
        if (!(await takeCall(store, { ...sending, taskId }, settings))) {
          await place.release();
          const busy: Delivery = { state: 'skipped', at: event.at, reason: 'staff-busy' };
          return { delivery: await beginDelivery(record, busy, key), mayHaveGoneOut: false };
        }
        const queued: Delivery = { state: 'queued', at: event.at, taskId };
        const delivery = await beginDelivery(record, queued, key);
        return { delivery, mayHaveGoneOut: delivery.state === 'queued' };
      });
    },
  };
}

/** The callback task that a delivery queued, for the workflow to start. */
function callbackTasksIn(
  delivery: Delivery,
  action: Action,
  enrolment: EnrolmentKey,
  askedBy: string,
  { callbacks: { attempts, retryAfterHours } }: Settings,
): CallbackRequest[] {
  if (delivery.state !== 'queued' || action.type !== 'callback') return [];
  const { taskId } = delivery;
  const { script, within } = action;
  return [{ taskId, enrolment, script, askedBy, withinHours: within.hours, attempts, retryAfterHours }];
}
