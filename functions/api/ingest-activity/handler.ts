import { judgeEngagement } from '../../../shared/interactions/interaction.ts';
import { ingestHandler } from '../ingest.ts';

/** POST /activity: what a shop knows of a customer beyond orders. Taken in as orders are. */
export const handler = ingestHandler({
  list: 'activity',
  one: 'fact',
  many: 'facts',
  judge(input, _settings, receivedAt) {
    const verdict = judgeEngagement(input, receivedAt);
    if (!verdict.accepted) {
      return { named: { type: verdict.type, id: verdict.id }, issues: verdict.issues };
    }
    const { engagement } = verdict;
    return {
      named: { type: engagement.type, id: engagement.id },
      customerId: engagement.customer.id,
      activity: engagement,
    };
  },
});
