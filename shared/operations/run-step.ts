import type { CallbackRequest } from '../callbacks/callback.ts';
import type { StepTools } from '../campaigns/actions/action.ts';
import { type Action, actions, performAction } from '../campaigns/actions/actions.ts';
import type { CampaignVersion, Step } from '../campaigns/campaign.ts';
import type { Delivery } from '../deliveries/delivery.ts';
import { addressedTo, composeEmail } from '../email/compose.ts';
import { RekindleError } from '../errors.ts';
import { nameFrom } from '../hash.ts';
import { type CustomerId, cohortId, taskIdSchema } from '../ids.ts';
import type { ShardEvent } from '../journeys/events.ts';
import type { Settings } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';
import { createStepDeliveryRecord } from './delivery-record.ts';
import { issueCoupon } from './issue-coupon.ts';
import { runShard, type ShardProgress, type ShardTarget } from './run-shard.ts';
import { beginDelivery, type Mailer, sendOnce } from './send-once.ts';

/** What running a step needs beside the store. */
export interface StepRunner {
  readonly settings: Settings;
  /** The shop's secret, behind coupon codes and unsubscribe links. */
  readonly salt: string;
  readonly send: Mailer;
  /** Names this attempt and no other. */
  readonly attempt: string;
  isTimeUp(): boolean;
}

/** How far a shard has come, and the callback tasks of the pages that this call did. */
export interface StepProgress extends ShardProgress {
  readonly tasks: readonly CallbackRequest[];
}

/**
 * Does what a campaign's step does, whatever its action, for the customers of one shard. Callback tasks marked by an
 * attempt that broke off are handed on again: an execution has the name of its task, so starting it twice starts it
 * once.
 *
 * @throws RekindleError when the campaign's version has no such step, or SES takes no email at the moment
 */
export async function runStep(store: Store, event: ShardEvent, runner: StepRunner): Promise<StepProgress> {
  const version = await store.campaigns.version(event.cohort.campaign, event.cohort.version);
  const step = stepOf(version, event.step);
  const purpose = `${cohortId(event.cohort)}#${event.step}`;
  const tasks: CallbackRequest[] = [];
  const progress = await runShard(store, {
    step,
    event,
    settings: runner.settings,
    isTimeUp: runner.isTimeUp,
    pagesPerCall: actions[step.action.type].pagesPerCall,
    perform: (target) =>
      performAction(step.action, createTools(store, target, { version, purpose, event, runner })),
    onDelivery({ customerId }, delivery) {
      tasks.push(...callbackTasksIn(delivery, step.action, customerId, purpose, runner.settings));
    },
  });
  return { ...progress, tasks };
}

function stepOf({ id, campaign }: CampaignVersion, index: number): Step {
  const step = campaign.steps[index];
  if (step === undefined) throw new RekindleError(`there is no step ${index}`, { where: `campaign ${id}` });
  return step;
}

interface StepContext {
  readonly version: CampaignVersion;
  /** What coupons and calls of this step are for: the cohort and the step. */
  readonly purpose: string;
  readonly event: ShardEvent;
  readonly runner: StepRunner;
}

/** What an action can have done for one customer. */
function createTools(
  store: Store,
  { profile, key }: ShardTarget,
  { version, purpose, event, runner: { settings, salt, send, attempt } }: StepContext,
): StepTools {
  const { customerId } = key;
  const record = createStepDeliveryRecord(store, key);
  return {
    sendEmail({ name: templateName, subject }, coupon) {
      const texts = version.templates[templateName] ?? {};
      const parts = { templateName, texts, subject, customer: addressedTo(profile), coupon };
      const compose = () => composeEmail(parts, settings, salt);
      return sendOnce({ key, record, compose }, { send, at: event.at, attempt });
    },
    issueCoupon: (terms) =>
      issueCoupon(
        store,
        { ...terms, customerId, issuedAt: event.at, issuedFor: purpose },
        salt,
        settings.timeZone,
      ),
    handToStaff() {
      const taskId = taskIdSchema.parse(`cb-${nameFrom(purpose, customerId)}`);
      return beginDelivery(record, { state: 'queued', at: event.at, taskId }, key);
    },
  };
}

/** The task of a customer who was marked for a call, for the workflow to start. */
function callbackTasksIn(
  delivery: Delivery,
  action: Action,
  customerId: CustomerId,
  askedBy: string,
  { callbacks: { attempts, retryAfterHours } }: Settings,
): CallbackRequest[] {
  if (delivery.state !== 'queued' || action.type !== 'callback') return [];
  const { taskId } = delivery;
  const { script, within } = action;
  return [{ taskId, customerId, script, askedBy, withinHours: within.hours, attempts, retryAfterHours }];
}
