import { callbackEventSchema } from '../../../shared/callbacks/events.ts';
import { findCallbackTask } from '../../../shared/operations/find-callback-task.ts';
import { suppressPhoneOf } from '../../../shared/operations/suppress-recipient.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { store } from '../../toolkit/store.ts';

/**
 * Called by `callback-task` when the customer does not want to be called: closes the phone for good, whoever uses it and
 * whatever consent a later order carries. A repeat changes nothing.
 */
export const handler = createEventHandler(callbackEventSchema, async ({ task: request, at }) => {
  const found = await findCallbackTask(store, request);
  if (found === undefined) return;
  const { timeZone } = await store.settings.load();
  const closing = { reason: 'do-not-call', at, source: request.taskId } as const;
  await suppressPhoneOf(store, found.customerId, closing, timeZone);
});
