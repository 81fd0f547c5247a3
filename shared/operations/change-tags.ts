import type { Instant } from '../calendar.ts';
import type { TagChanges } from '../campaigns/actions/action.ts';
import type { CustomerId } from '../ids.ts';
import { interactionSchema } from '../interactions/interaction.ts';
import { type IntakeStore, takeInFacts } from './take-in.ts';

/** What becomes of a customer's tags, and from when. */
export interface TagChange extends TagChanges {
  readonly customerId: CustomerId;
  /** The same however often it is asked for: of two statements about a tag, the later one counts. */
  readonly at: Instant;
}

/** Gives a customer tags, and takes tags off, as facts like those that the shop sends. */
export async function changeTags(
  store: IntakeStore,
  { customerId, add, remove, at }: TagChange,
  timeZone: string,
): Promise<void> {
  const factOf = (id: string, more: object) =>
    interactionSchema.parse({ type: 'tag', id, at, customer: { id: customerId }, ...more });
  const facts = [...add.map((id) => factOf(id, {})), ...remove.map((id) => factOf(id, { removed: true }))];
  await takeInFacts(store, customerId, facts, timeZone);
}
