import { randomUUID } from 'node:crypto';
import type { CallbackTask } from '../../../shared/callbacks/callback.ts';
import { callbackEventSchema } from '../../../shared/callbacks/events.ts';
import type { Coupon } from '../../../shared/coupons/coupon.ts';
import { offerIn } from '../../../shared/coupons/written-offer.ts';
import { whyNotReachableByEmail } from '../../../shared/deliveries/reachability.ts';
import { promisedCoupon } from '../../../shared/email/promised-coupon.ts';
import { NotFoundError } from '../../../shared/errors.ts';
import { createNewRewardRecord } from '../../../shared/operations/delivery-record.ts';
import { createEmailMessage } from '../../../shared/operations/email-message.ts';
import { findCallbackTask } from '../../../shared/operations/find-callback-task.ts';
import { issueCoupon } from '../../../shared/operations/issue-coupon.ts';
import { beginDelivery, sendOnce, settleClaim } from '../../../shared/operations/send-once.ts';
import { issuedForCall } from '../../../shared/profile/outcome.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import type { Secrets } from '../../../shared/settings/secrets.ts';
import { type SendingSettings, sendingSettings } from '../../../shared/settings/settings.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { withMailer } from '../../toolkit/mailer.ts';
import { store } from '../../toolkit/store.ts';

/**
 * Called by `callback-task` when the customer was reached and is interested: issues a coupon and sends at most one
 * email with it. A repeat finds the same coupon and the same delivery. Customers without email consent hear the code on
 * the phone: staff see it on the task. Nobody is left to reward when the customer was erased.
 */
export const handler = createEventHandler(callbackEventSchema, async ({ task: request, at }) => {
  const { taskId } = request;
  const found = await findCallbackTask(store, request);
  if (found === undefined) return {};
  const { customerId, task } = found;
  const [stored, secrets, profile] = await Promise.all([
    store.settings.load(),
    store.settings.secrets(),
    store.customers.find(customerId),
  ]);
  const settings = sendingSettings(stored, process.env['REKINDLE_API_URL']);
  if (task === undefined || profile === undefined)
    throw new NotFoundError('there is no such task', { where: taskId });
  const { validForDays, ...offer } = settings.callbacks.coupon;
  const terms = {
    customerId,
    ...offerIn(offer, settings.currency),
    validForDays,
    issuedAt: at,
    issuedFor: issuedForCall(request.askedBy),
  };
  const coupon = await issueCoupon(store, terms, secrets.coupons, settings.timeZone);
  await sendCoupon({ task, profile, coupon, settings, secrets });
  return { code: coupon.code };
});

interface Reward {
  readonly task: CallbackTask;
  readonly profile: Profile;
  readonly coupon: Coupon;
  readonly settings: SendingSettings;
  readonly secrets: Secrets;
}

/** Sends the email with the coupon, unless an earlier attempt did or the customer may not be written to. */
async function sendCoupon({ task, profile, coupon, settings, secrets }: Reward): Promise<void> {
  const key = { taskId: task.taskId };
  const record = createNewRewardRecord(store, key, coupon.code);
  if (task.reward !== undefined) {
    await settleClaim(record, task.reward.delivery, key);
    return;
  }
  const reason = whyNotReachableByEmail(profile, settings);
  if (reason !== undefined) {
    await beginDelivery(record, { state: 'skipped', at: coupon.issuedAt, reason }, key);
    return;
  }
  const attempt = randomUUID();
  const draft = {
    key,
    record,
    profile,
    purpose: `callback#${task.taskId}`,
    at: coupon.issuedAt,
    attempt,
    // It was promised on the phone.
    isTransactional: true,
    templateName: 'promised-coupon',
    texts: promisedCoupon,
    coupon: async () => coupon,
  };
  const message = createEmailMessage(store, draft, settings, secrets);
  await withMailer(settings, (send) => sendOnce(message, { send, at: coupon.issuedAt, attempt }));
}
