import { validateInteraction } from '../../../shared/interactions/interaction.ts';
import { createIngestHandler } from '../ingest.ts';

/**
 * POST /activity: interactions other than orders, sent by the shop. They are taken in as orders are; a repeat is
 * harmless.
 */
export const handler = createIngestHandler({
  listField: 'activity',
  singular: 'fact',
  plural: 'facts',
  validate(input, _settings, receivedAt) {
    const verdict = validateInteraction(input, receivedAt);
    if (!verdict.accepted) {
      return { identity: { type: verdict.type, id: verdict.id }, issues: verdict.issues };
    }
    const { interaction, leftOut } = verdict;
    return {
      identity: { type: interaction.type, id: interaction.id },
      customerId: interaction.customer.id,
      activity: interaction,
      leftOut,
    };
  },
});
