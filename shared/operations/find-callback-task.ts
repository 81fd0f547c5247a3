import type { CallbackRequest, CallbackTask } from '../callbacks/callback.ts';
import type { CustomerId } from '../ids.ts';
import type { Store } from '../store/store.ts';

/** The customer whom a workflow calls, and their task as far as it was queued. */
export interface FoundCallback {
  readonly customerId: CustomerId;
  readonly task: CallbackTask | undefined;
}

/**
 * Finds whom a callback is for. The workflow knows only the enrolment, so that its history names nobody.
 *
 * @returns undefined when the customer was erased
 */
export async function findCallbackTask(
  store: Pick<Store, 'journeys' | 'callbacks'>,
  { taskId, enrolment }: CallbackRequest,
): Promise<FoundCallback | undefined> {
  const customerId = (await store.journeys.find(enrolment))?.customerId;
  return customerId && { customerId, task: await store.callbacks.find(customerId, taskId) };
}
