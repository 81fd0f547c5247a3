import * as z from 'zod';
import { recipientIdSchema } from '../../../shared/ids.ts';
import { followSuppression } from '../../../shared/operations/suppress-recipient.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { store } from '../../toolkit/store.ts';

const eventSchema = z.object({ recipient: recipientIdSchema });

/**
 * Invoked by `unsubscribe` once it has closed a mailbox: takes that into the activity of its customers. A repeat changes nothing, and until
 * it has run, nothing is sent to the mailbox either.
 */
export const handler = createEventHandler(eventSchema, async ({ recipient }) => {
  const { timeZone } = await store.settings.load();
  await followSuppression(store, recipient, timeZone);
});
