import { callbackEventSchema } from '../../../shared/callbacks/events.ts';
import { takeInFacts } from '../../../shared/operations/take-in.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { store } from '../../toolkit/store.ts';

/** The customer does not want to be called: nobody will, whatever a later order says. */
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
