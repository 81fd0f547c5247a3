import type { InteractionType } from '../../shared/interactions/interaction.ts';
import type { BasketLine } from './basket.ts';

/** One thing that somebody does besides ordering. */
export interface Doing {
  readonly type: InteractionType;
  /** A position in the period. */
  readonly at: number;
  /** Without it the day is the id, so that a day's visits are one fact. */
  readonly id?: string;
  readonly lines?: readonly BasketLine[];
  readonly nps?: number;
  readonly csat?: number;
  readonly text?: string;
}
