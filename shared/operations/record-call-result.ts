import type { CallbackTask } from '../callbacks/callback.ts';
import type { CallResult } from '../deliveries/call-result.ts';
import type { Store } from '../store/store.ts';
import { noteForReport } from './note-for-report.ts';

/**
 * Writes what a call came to on the enrolment that asked for it, where reports count it: the result, and the last day of
 * the coupon that it led to. A repeat changes nothing; nor is
 * there anything to change when the customer was erased.
 */
export async function recordCallResult(
  store: Pick<Store, 'journeys' | 'reports' | 'coupons'>,
  {
    enrolment: key,
    taskId,
    customerId,
    reward,
  }: Pick<CallbackTask, 'enrolment' | 'taskId' | 'customerId' | 'reward'>,
  result: CallResult,
): Promise<void> {
  const enrolment = await store.journeys.find(key);
  for (const [step, delivery] of Object.entries(enrolment?.steps ?? {})) {
    if (delivery.state !== 'queued' || delivery.taskId !== taskId) continue;
    if (delivery.result === undefined) {
      const coupon = reward && (await store.coupons.get(customerId, reward.code));
      await store.journeys.change({ ...key, step: Number(step) }, delivery, {
        ...delivery,
        result,
        ...(coupon && { couponUntil: coupon.expiresOn }),
      });
    }
    await noteForReport(store, key.cohort);
  }
}
