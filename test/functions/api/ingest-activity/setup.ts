import type { InteractionType } from '../../../../shared/interactions/interaction.ts';

/** The payload of an interaction, as a shop sends it. */
export const aFact = (type: InteractionType, id: string, customerId: string, more: object = {}) => ({
  type,
  id,
  at: '2026-11-01T12:00:00Z',
  customer: { id: customerId },
  ...(type === 'feedback' && { nps: 9 }),
  ...more,
});
