import type { Instant } from '../calendar.ts';
import type { CampaignId, EventFactKey } from '../ids.ts';

/** An event campaign that a customer would have entered, had another one not kept them out. */
export interface RefusedEntry {
  readonly campaign: CampaignId;
  readonly version: number;
  readonly at: Instant;
  /** The fact that would have let them in. */
  readonly begunBy: EventFactKey;
  /** The campaign that they are in. */
  readonly excludedBy: CampaignId;
}
