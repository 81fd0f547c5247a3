import { callbackEventSchema } from '../../../shared/callbacks/events.ts';
import { takeInFacts } from '../../../shared/operations/take-in.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { store } from '../../toolkit/store.ts';

/**
 * Called by `callback-task` when the customer does not want to be called: suppresses the phone for good, whatever
 * consent a later order carries. A repeat changes nothing.
 */
export const handler = createEventHandler(
  callbackEventSchema,
  async ({ task: { taskId, customerId }, at }) => {
    const { timeZone } = await store.settings.load();
    const doNotCall = {
      type: 'suppression',
      id: `phone#${taskId}`,
      at,
      channel: 'phone',
      reason: 'do-not-call',
    } as const;
    await takeInFacts(store, customerId, [doNotCall], timeZone);
  },
);
