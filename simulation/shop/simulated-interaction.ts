import type { InteractionType } from '../../shared/interactions/interaction.ts';
import type { BasketLine } from './basket.ts';

/** One thing that a simulated person does besides ordering. */
export interface SimulatedInteraction {
  readonly type: Exclude<InteractionType, 'consent' | 'custom' | 'tag'>;
  /** When, as a position in the period. */
  readonly at: number;
  /** The day is used when absent, so that the visits of a day become one fact. */
  readonly id?: string;
  readonly lines?: readonly BasketLine[];
  readonly nps?: number;
  readonly csat?: number;
  readonly text?: string;
}
