import type { Delivery } from '../deliveries/delivery.ts';
import type { DeliveryKey, RewardDeliveryKey, StepDeliveryKey } from '../deliveries/delivery-key.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { Store } from '../store/store.ts';

/** One delivery, wherever it is stored. */
export interface DeliveryRecord {
  /** Reads the delivery; undefined when nothing was attempted yet. */
  find(): Promise<Delivery | undefined>;
  /** Replaces the delivery if it is still as it was read. Returns false when another writer changed it first. */
  change(before: Delivery, after: Delivery): Promise<boolean>;
}

/** A delivery that may not have begun. */
export interface NewDeliveryRecord extends DeliveryRecord {
  /** Writes the first delivery. Returns false when there is one already, because another attempt was first. */
  begin(delivery: Delivery): Promise<boolean>;
  /** Removes the claim for a message that certainly did not go out. Leaves anything else alone. */
  release(claim: Delivery): Promise<void>;
}

/**
 * Creates the record of the delivery that a key names: on an enrolment's step, or on the callback task whose reward it
 * is.
 */
export const createDeliveryRecord = (
  store: Pick<Store, 'journeys' | 'callbacks'>,
  key: DeliveryKey,
): DeliveryRecord =>
  'taskId' in key ? createRewardRecord(store, key) : createStepDeliveryRecord(store, key);

/** Creates the record of a campaign step's delivery, stored on the enrolment. */
export const createStepDeliveryRecord = (
  store: Pick<Store, 'journeys'>,
  key: StepDeliveryKey,
): NewDeliveryRecord => ({
  find: async () => (await store.journeys.find(key))?.steps[key.step],
  begin: (delivery) => store.journeys.begin(key, delivery),
  change: (before, after) => store.journeys.change(key, before, after),
  release: async (claim) => void (await store.journeys.release(key, claim)),
});

const createRewardRecord = (
  store: Pick<Store, 'callbacks'>,
  { taskId }: RewardDeliveryKey,
): DeliveryRecord => ({
  find: async () => (await store.callbacks.findById(taskId))?.reward?.delivery,
  async change(before, after) {
    const task = await store.callbacks.findById(taskId);
    if (task?.reward === undefined || fingerprintOf(task.reward.delivery) !== fingerprintOf(before))
      return false;
    return store.callbacks.change(task, { ...task, reward: { ...task.reward, delivery: after } });
  },
});

/**
 * Creates the record of a reward that is about to be given, stored on the callback task beside the coupon's code.
 *
 * @param code the code of the coupon in the email
 */
export const createNewRewardRecord = (
  store: Pick<Store, 'callbacks'>,
  key: RewardDeliveryKey,
  code: string,
): NewDeliveryRecord => ({
  ...createRewardRecord(store, key),
  async begin(delivery) {
    const task = await store.callbacks.findById(key.taskId);
    if (task === undefined || task.reward !== undefined) return false;
    return store.callbacks.change(task, { ...task, reward: { code, delivery } });
  },
  async release(claim) {
    const task = await store.callbacks.findById(key.taskId);
    if (task?.reward === undefined || fingerprintOf(task.reward.delivery) !== fingerprintOf(claim)) return;
    const { reward: _, ...withoutReward } = task;
    await store.callbacks.change(task, withoutReward);
  },
});
