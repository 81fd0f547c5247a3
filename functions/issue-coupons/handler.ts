import { randomUUID } from 'node:crypto';
import { cohortId } from '../../shared/campaigns/cohort.ts';
import { shardEventSchema } from '../../shared/campaigns/events.ts';
import { newCoupon } from '../../shared/coupons/coupon.ts';
import { wholeDays } from '../../shared/duration.ts';
import type { Profile } from '../../shared/profile/profile.ts';
import type { DeliveryKey } from '../../shared/store/journeys.ts';
import { campaignStep } from '../toolkit/campaign-step.ts';
import { sendingEmails } from '../toolkit/email-step.ts';
import { step as workflowStep } from '../toolkit/event.ts';
import { withPost } from '../toolkit/post.ts';
import { runShard } from '../toolkit/shard.ts';
import { store } from '../toolkit/store.ts';

/** Issues a coupon step's coupons to the customers of one shard, each with its email. */
export const handler = workflowStep(shardEventSchema, async (event, context) => {
  const { version, step, action } = await campaignStep(store, event, 'coupon');
  const [settings, salt] = await Promise.all([store.settings.load(), store.settings.salt()]);
  const couponFor = async ({ customerId }: Profile, key: DeliveryKey) => {
    const terms = {
      customerId,
      percentOff: action.percentOff,
      validForDays: wholeDays(action.validFor),
      issuedAt: event.at,
      issuedFor: `${cohortId(key.cohort)}#${key.step}`,
    };
    const coupon = newCoupon(terms, salt, settings.timeZone);
    const isNew = await store.coupons.issue(coupon);
    // An attempt that broke off after issuing may have promised other dates; the first promise stands.
    return isNew ? coupon : ((await store.coupons.get(customerId, coupon.code)) ?? coupon);
  };
  return withPost(settings.email, (post) => {
    const act = sendingEmails(
      store,
      { version, action, settings, salt, post, couponFor },
      event,
      randomUUID(),
    );
    return runShard(store, step, event, act, context);
  });
});
