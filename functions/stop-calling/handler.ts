import { callbackEventSchema } from '../../shared/callbacks/events.ts';
import { foldIntoProfile } from '../../shared/store/projection.ts';
import { step } from '../toolkit/event.ts';
import { store } from '../toolkit/store.ts';

/** The customer does not want to be called: nobody will, whatever a later order says. */
export const handler = step(callbackEventSchema, async ({ task: { taskId, customerId }, at }) => {
  const { timeZone } = await store.settings.load();
  await store.activity.record(customerId, {
    type: 'suppression',
    id: `phone#${taskId}`,
    at,
    channel: 'phone',
    reason: 'do-not-call',
  });
  await foldIntoProfile(store, customerId, timeZone);
});
