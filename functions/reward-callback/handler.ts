import type { CallbackTask } from '../../shared/callbacks/callback.ts';
import { callbackEventSchema } from '../../shared/callbacks/events.ts';
import type { Delivery } from '../../shared/campaigns/delivery.ts';
import { whyNotReachable } from '../../shared/campaigns/guards.ts';
import { type Coupon, newCoupon } from '../../shared/coupons/coupon.ts';
import { composeEmail } from '../../shared/email/compose.ts';
import { promisedCoupon } from '../../shared/email/promised-coupon.ts';
import { tagsFor } from '../../shared/email/tags.ts';
import { NotFoundError, RekindleError } from '../../shared/errors.ts';
import type { Profile } from '../../shared/profile/profile.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { afterPosting } from '../toolkit/email-step.ts';
import { step } from '../toolkit/event.ts';
import { withPost } from '../toolkit/post.ts';
import { store } from '../toolkit/store.ts';

/**
 * The customer was reached and is interested: a coupon, always the same one for the same task, and at most one email
 * that brings it. Who cannot be written to has it from the caller, who sees it on the task.
 */
export const handler = step(callbackEventSchema, async ({ task: { taskId, customerId }, at }) => {
  const [settings, salt, task, profile] = await Promise.all([
    store.settings.load(),
    store.settings.salt(),
    store.callbacks.find(customerId, taskId),
    store.customers.find(customerId),
  ]);
  if (task === undefined || profile === undefined)
    throw new NotFoundError('there is no such task', { where: taskId });
  const terms = { customerId, ...settings.callbacks.coupon, issuedAt: at, issuedFor: `callback#${taskId}` };
  const made = newCoupon(terms, salt, settings.timeZone);
  const isNew = await store.coupons.issue(made);
  // An attempt that broke off after issuing may have been on another day; the coupon that stands is the one to tell of.
  const coupon = isNew ? made : ((await store.coupons.get(customerId, made.code)) ?? made);
  if (task.reward !== undefined) {
    await settleClaim(task, task.reward);
    return { code: coupon.code };
  }
  const skipped = whyNotReachable({ type: 'email' }, profile, settings);
  if (skipped !== undefined) {
    const delivery: Delivery = { state: 'skipped', at, reason: skipped };
    await store.callbacks.change(task, { ...task, reward: { code: coupon.code, delivery } });
  } else {
    await sendOnce(task, profile, coupon, settings, salt);
  }
  return { code: coupon.code };
});

/** A claim that an earlier attempt left behind: whether its email went out, nobody here can know. */
async function settleClaim(task: CallbackTask, reward: NonNullable<CallbackTask['reward']>): Promise<void> {
  if (reward.delivery.state !== 'claimed') return;
  const delivery: Delivery = { ...reward.delivery, state: 'unknown' };
  await store.callbacks.change(task, { ...task, reward: { ...reward, delivery } });
}

async function sendOnce(
  task: CallbackTask,
  profile: Profile,
  coupon: Coupon,
  settings: Settings,
  salt: string,
) {
  const { email, ...contact } = profile.contact;
  if (email === undefined) return;
  const { customerId } = profile;
  const customer = { customerId, contact: { ...contact, email } };
  const composed = composeEmail(
    { templateName: 'promised-coupon', texts: promisedCoupon, customer, coupon },
    settings,
    salt,
  );
  const claim = { state: 'claimed', at: coupon.issuedAt, by: task.taskId } as const;
  const claimed: CallbackTask = { ...task, reward: { code: coupon.code, delivery: claim } };
  if (!(await store.callbacks.change(task, claimed))) return;
  const tags = tagsFor({ callback: task.taskId, customerId });
  const result = await withPost(settings.email, (post) => post(composed, tags));
  if (result.posted === 'not-now') {
    await store.callbacks.change(claimed, task);
    throw new RekindleError(`SES takes no email now: ${result.error}`, { where: task.taskId });
  }
  const delivery = afterPosting(claim, result);
  await store.callbacks.change(claimed, { ...claimed, reward: { code: coupon.code, delivery } });
}
