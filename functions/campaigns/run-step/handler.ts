import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { instantFromMs } from '../../../shared/calendar.ts';
import {
  type AdmissionEvent,
  admissionEventSchema,
  shardEventSchema,
} from '../../../shared/journeys/events.ts';
import { emptyTally } from '../../../shared/journeys/step-tally.ts';
import { admitWaiting } from '../../../shared/operations/admit-waiting.ts';
import { runStep, type StepProgress } from '../../../shared/operations/run-step.ts';
import { sendingSettings } from '../../../shared/settings/settings.ts';
import { isEventSlot } from '../../../shared/slot.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { withMailer } from '../../toolkit/mailer.ts';
import { store } from '../../toolkit/store.ts';
import { createWebhookCaller } from '../../toolkit/webhook-caller.ts';
import { isTimeUp, remainingMs, type WorkTime } from '../../toolkit/work-time.ts';

/** An execution that began before the workflow stated the number of senders has at most as many for each step. */
const shardsAtOnce = 10;

const eventSchema = z.union([shardEventSchema, admissionEventSchema]);

/**
 * Runs a campaign's step for the customers of one shard, whatever its action. `run-campaigns` calls it for each shard,
 * and again until it reports that it is done. A repeat counts recorded deliveries and sends none of them again.
 */
export const handler = createEventHandler(eventSchema, async (event, context) => {
  if (event.step === 'admit') return admit(event, context);
  const [stored, secrets] = await Promise.all([store.settings.load(), store.settings.secrets()]);
  const settings = sendingSettings(stored, process.env['REKINDLE_API_URL']);
  const pace = { senders: event.senders ?? shardsAtOnce, remainingMs: () => remainingMs(context) };
  const call = createWebhookCaller({ allowsLoopback: process.env['REKINDLE_LOOPBACK_WEBHOOKS'] === 'yes' });
  const began = performance.now();
  const now = () => instantFromMs(Date.parse(event.at) + Math.floor(performance.now() - began));
  return withMailer(
    settings,
    (send, waitForTurn) =>
      runStep(store, event, {
        settings,
        secrets,
        send,
        call,
        waitForTurn,
        now,
        attempt: randomUUID(),
        isTimeUp: () => isTimeUp(context),
      }),
    { pace },
  );
});

/** Lets those in whose wait has ended. */
async function admit(
  { cohort: { campaign, slot }, at }: AdmissionEvent,
  context: WorkTime,
): Promise<StepProgress> {
  const [settings, secrets, campaigns] = await Promise.all([
    store.settings.load(),
    store.settings.secrets(),
    store.campaigns.active(),
  ]);
  const isDone =
    !isEventSlot(slot) ||
    (await admitWaiting(store, { settings, secrets, campaigns, at }, { campaign, slot }, () =>
      isTimeUp(context),
    ));
  return { isDone, tally: emptyTally, tasks: [] };
}
