import { validateInteraction } from '../../../shared/interactions/interaction.ts';
import { createIngestHandler } from '../ingest.ts';

/** POST /activity: what a shop knows of a customer beyond orders. Taken in as orders are. */
export const handler = createIngestHandler({
  list: 'activity',
  one: 'fact',
  many: 'facts',
  judge(input, _settings, receivedAt) {
    const verdict = validateInteraction(input, receivedAt);
    if (!verdict.accepted) {
      return { named: { type: verdict.type, id: verdict.id }, issues: verdict.issues };
    }
    const { interaction } = verdict;
    return {
      named: { type: interaction.type, id: interaction.id },
      customerId: interaction.customer.id,
      activity: interaction,
    };
  },
});
