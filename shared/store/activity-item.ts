import type { Instant } from '../calendar.ts';
import type { CallbackTask } from '../callbacks/callback.ts';
import type { Coupon } from '../coupons/coupon.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { CustomerId } from '../ids.ts';
import type { Interaction } from '../interactions/interaction.ts';
import { type Activity, eventFactKeyOf, momentOf } from '../profile/activity.ts';
import { factOfCoupon } from '../profile/coupon-use.ts';
import { contentFingerprint, type Versioned } from '../versions.ts';
import { itemAs } from './table.ts';
import { isUnchanging, type UnchangingActivity } from './unchanging-facts.ts';

/** Facts that are recorded directly; a coupon and its use are derived from the coupon's item instead. */
export type RecordableActivity = Exclude<Activity, { type: 'redemption' | 'coupon' }>;

/** Facts of which a later version replaces the one before. */
export type VersionedActivity = Exclude<RecordableActivity, UnchangingActivity>;

/** A fact of a customer that a shop may send again, as an item. */
export function itemFor(customerId: CustomerId, activity: VersionedActivity) {
  const { key, version, content } = partsOf(activity);
  return {
    ...content,
    customerId,
    key,
    updatedAt: version.updatedAt,
    fingerprint: fingerprintOf(version),
    saying: contentFingerprint(version),
  };
}

/**
 * A fact's key within its customer, and what is stored under it. The key contains the id but not the time, so that editing
 * the time updates the fact instead of adding a second one.
 */
export function partsOf(activity: VersionedActivity): { key: string; version: Versioned; content: object } {
  if (activity.type === 'order')
    return { key: eventFactKeyOf(activity), version: activity.order, content: activity };
  if (activity.type === 'refund') {
    const { observedAt = activity.at, ...refund } = activity;
    return { key: `refund#${activity.id}`, version: { ...refund, updatedAt: observedAt }, content: refund };
  }
  // Nested, because a product's `name` at the top level would enter index `byName`.
  const content = { type: activity.type, interaction: activity };
  return { key: eventFactKeyOf(activity), version: activity, content };
}

/** A fact and whose it is. */
export interface FactOfCustomer {
  readonly customerId: CustomerId;
  readonly fact: VersionedActivity;
}

/** The facts of one customer as `allOf` returns them once they are stored: in the order of their keys. */
export const asStored = (
  customerId: CustomerId,
  facts: readonly FactOfCustomer['fact'][],
): readonly Activity[] =>
  facts
    .map((fact) => itemFor(customerId, fact))
    .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)))
    .flatMap(activityFrom);

/** When what an item is about happened; an item about nothing that we know is as old as can be. */
export function momentOfItem(item: Record<string, unknown>): Instant | '' {
  const { coupon, task } = itemAs<{ coupon?: Coupon; task?: CallbackTask }>(item) ?? {};
  const [fact] = activityFrom(item);
  return coupon?.issuedAt ?? task?.queuedAt ?? (fact === undefined ? '' : momentOf(fact));
}

/** The facts in an item: one, or none in items such as callback tasks. */
export function activityFrom(item: Record<string, unknown>): Activity[] {
  if (item.type === 'order' || item.type === 'refund' || isUnchanging({ type: String(item.type) })) {
    const {
      customerId: _,
      key: __,
      fingerprint: ___,
      saying: ____,
      updatedAt: _____,
      receivedAt: ______,
      ...activity
    } = item;
    return [activity as unknown as Activity];
  }
  const interaction = itemAs<{ interaction?: Interaction }>(item)?.interaction;
  if (interaction !== undefined) return [interaction];
  const coupon = item.type === 'coupon' ? itemAs<{ coupon: Coupon }>(item)?.coupon : undefined;
  return coupon === undefined ? [] : [factOfCoupon(coupon)];
}
