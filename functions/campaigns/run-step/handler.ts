import { randomUUID } from 'node:crypto';
import { shardEventSchema } from '../../../shared/journeys/events.ts';
import { runStep } from '../../../shared/operations/run-step.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { withMailer } from '../../toolkit/mailer.ts';
import { store } from '../../toolkit/store.ts';
import { isTimeUp } from '../../toolkit/work-time.ts';

/**
 * Runs a campaign's step for the customers of one shard, whatever its action. `run-campaigns` calls it for each shard,
 * and again until it reports that it is done. A repeat counts recorded deliveries and sends none of them again.
 */
export const handler = createEventHandler(shardEventSchema, async (event, context) => {
  const [settings, salt] = await Promise.all([store.settings.load(), store.settings.salt()]);
  return withMailer(settings.email, (send) =>
    runStep(store, event, { settings, salt, send, attempt: randomUUID(), isTimeUp: () => isTimeUp(context) }),
  );
});
