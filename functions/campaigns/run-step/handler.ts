import { randomUUID } from 'node:crypto';
import { instantFromMs } from '../../../shared/calendar.ts';
import { shardEventSchema } from '../../../shared/journeys/events.ts';
import { runStep } from '../../../shared/operations/run-step.ts';
import { sendingSettings } from '../../../shared/settings/settings.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { withMailer } from '../../toolkit/mailer.ts';
import { store } from '../../toolkit/store.ts';
import { isTimeUp, remainingMs } from '../../toolkit/work-time.ts';

/** An execution that began before the workflow stated the number of senders has at most as many for each step. */
const shardsAtOnce = 10;

/**
 * Runs a campaign's step for the customers of one shard, whatever its action. `run-campaigns` calls it for each shard,
 * and again until it reports that it is done. A repeat counts recorded deliveries and sends none of them again.
 */
export const handler = createEventHandler(shardEventSchema, async (event, context) => {
  const [stored, secrets] = await Promise.all([store.settings.load(), store.settings.secrets()]);
  const settings = sendingSettings(stored, process.env['REKINDLE_API_URL']);
  const pace = { senders: event.senders ?? shardsAtOnce, remainingMs: () => remainingMs(context) };
  const began = performance.now();
  const now = () => instantFromMs(Date.parse(event.at) + Math.floor(performance.now() - began));
  return withMailer(
    settings,
    (send, waitForTurn) =>
      runStep(store, event, {
        settings,
        secrets,
        send,
        waitForTurn,
        now,
        attempt: randomUUID(),
        isTimeUp: () => isTimeUp(context),
      }),
    { pace },
  );
});
