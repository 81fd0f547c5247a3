import type { CampaignVersion, CouponAction, EmailAction } from '../../shared/campaigns/campaign.ts';
import type { Delivery } from '../../shared/campaigns/delivery.ts';
import type { ShardEvent } from '../../shared/campaigns/events.ts';
import type { Coupon } from '../../shared/coupons/coupon.ts';
import { composeEmail } from '../../shared/email/compose.ts';
import { tagsFor } from '../../shared/email/tags.ts';
import { TemplateError } from '../../shared/email/template.ts';
import { RekindleError } from '../../shared/errors.ts';
import type { Profile } from '../../shared/profile/profile.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import type { DeliveryKey } from '../../shared/store/journeys.ts';
import type { Store } from '../../shared/store/store.ts';
import type { Post, PostResult } from './post.ts';
import { type Act, begun, deliveryNow } from './shard.ts';

export interface EmailStep {
  readonly version: CampaignVersion;
  readonly action: EmailAction | CouponAction;
  readonly settings: Settings;
  readonly salt: string;
  readonly post: Post;
  /** Issues the coupon that goes with the email, where one does. */
  readonly couponFor?: (profile: Profile, key: DeliveryKey) => Promise<Coupon>;
}

/**
 * Writes and sends one customer's email: composed first, then claimed, then sent, then recorded. `claimedBy` names this
 * attempt and no other, so that it knows its own claims.
 */
export const sendingEmails =
  (store: Store, emailStep: EmailStep, event: ShardEvent, claimedBy: string): Act =>
  async ({ profile, key }) => {
    const coupon = await emailStep.couponFor?.(profile, key);
    const email = compose(emailStep, profile, coupon);
    if (email instanceof TemplateError) {
      return begun(store, key, { state: 'failed', at: event.at, error: email.message });
    }
    const claim: Delivery = { state: 'claimed', at: event.at, by: claimedBy };
    const standing = await begun(store, key, claim);
    // A write whose answer was lost is repeated by the SDK, and then finds our own claim.
    if (standing.state !== 'claimed' || standing.by !== claimedBy) return standing;
    const { campaign, version, date: cohort } = key.cohort;
    const { step, shard, customerId } = key;
    const tags = tagsFor({ campaign, version, cohort, step, shard, customerId });
    const result = await emailStep.post(email, tags);
    if (result.posted === 'not-now') {
      // It is certain that nothing went out: give the claim back, and let the step be tried again when SES is willing.
      await store.journeys.release(key, claim);
      throw new RekindleError(`SES takes no email now: ${result.error}`, { where: `customer ${customerId}` });
    }
    return recorded(store, key, claim, afterPosting(claim, result));
  };

async function recorded(store: Store, key: DeliveryKey, claim: Delivery, after: Delivery): Promise<Delivery> {
  if (await store.journeys.change(key, claim, after)) return after;
  // Either an event of SES was quicker, and what it wrote says more, or another attempt took us for dead: we know better.
  const found = await deliveryNow(store, key);
  if (found.state !== 'unknown' || after.state === 'unknown') return found;
  return (await store.journeys.change(key, found, after)) ? after : deliveryNow(store, key);
}

function compose(
  { version, action, settings, salt }: EmailStep,
  profile: Profile,
  coupon: Coupon | undefined,
) {
  const { email, ...contact } = profile.contact;
  if (email === undefined) throw new RekindleError('has no email address', { where: profile.customerId });
  const parts = {
    templateName: action.template,
    texts: version.templates[action.template] ?? {},
    subject: action.type === 'email' ? action.subject : undefined,
    customer: {
      customerId: profile.customerId,
      contact: { ...contact, email },
      ...(profile.classes && { tier: profile.classes.tier.is }),
    },
    coupon,
  };
  try {
    return composeEmail(parts, settings, salt);
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
}

/** The delivery once an attempt to send has ended. */
export function afterPosting(
  claim: Extract<Delivery, { state: 'claimed' }>,
  result: Exclude<PostResult, { posted: 'not-now' }>,
): Delivery {
  switch (result.posted) {
    case 'yes':
      return { state: 'sent', at: claim.at, messageId: result.messageId };
    case 'no':
      return { state: 'failed', at: claim.at, error: result.error };
    case 'unknown':
      return { ...claim, state: 'unknown' };
  }
}
