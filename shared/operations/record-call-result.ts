import type { CallbackRequest } from '../callbacks/callback.ts';
import type { CallResult } from '../deliveries/call-result.ts';
import type { Store } from '../store/store.ts';
import { noteForReport } from './note-for-report.ts';

/**
 * Writes what a call came to on the enrolment that asked for it, where reports count it. A repeat changes nothing; nor is
 * there anything to change when the customer was erased.
 */
export async function recordCallResult(
  store: Pick<Store, 'journeys' | 'reports'>,
  { enrolment: key, taskId }: Pick<CallbackRequest, 'enrolment' | 'taskId'>,
  result: CallResult,
): Promise<void> {
  const enrolment = await store.journeys.find(key);
  for (const [step, delivery] of Object.entries(enrolment?.steps ?? {})) {
    if (delivery.state !== 'queued' || delivery.taskId !== taskId) continue;
    if (delivery.result === undefined)
      await store.journeys.change({ ...key, step: Number(step) }, delivery, { ...delivery, result });
    await noteForReport(store, key.cohort);
  }
}
