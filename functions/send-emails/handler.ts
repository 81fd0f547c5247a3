import { randomUUID } from 'node:crypto';
import { shardEventSchema } from '../../shared/campaigns/events.ts';
import { campaignStep } from '../toolkit/campaign-step.ts';
import { sendingEmails } from '../toolkit/email-step.ts';
import { step as workflowStep } from '../toolkit/event.ts';
import { withPost } from '../toolkit/post.ts';
import { runShard } from '../toolkit/shard.ts';
import { store } from '../toolkit/store.ts';

/** Sends an email step's emails to the customers of one shard. */
export const handler = workflowStep(shardEventSchema, async (event, context) => {
  const { version, step, action } = await campaignStep(store, event, 'email');
  const [settings, salt] = await Promise.all([store.settings.load(), store.settings.salt()]);
  return withPost(settings.email, (post) => {
    const act = sendingEmails(store, { version, action, settings, salt, post }, event, randomUUID());
    return runShard(store, step, event, act, context);
  });
});
