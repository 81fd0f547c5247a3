import type { Instant } from '../calendar.ts';
import type { Budget, BudgetStop } from './budget.ts';
import type { CampaignVersion } from './campaign.ts';

/** What becomes of a campaign: paused, nobody enters it and its journeys stop; archived, its journeys end for good. */
export type CampaignState = 'active' | 'paused' | 'archived';

/** How a campaign stands. */
export interface CampaignStanding {
  readonly state: CampaignState;
  /**
   * Since when it has been so. Of an active campaign: what happened before lets nobody in, and what was due before is
   * late.
   */
  readonly since: Instant;
  /** That of the latest version, which holds for the journeys of all. */
  readonly budget?: Budget;
  /** What it ran out of; absent unless it has paused itself for that. */
  readonly outOfBudget?: BudgetStop;
  /** True when it had paused itself for that before it was resumed. */
  readonly wasOutOfBudget?: true;
}

/** A version that customers enter, and since when they do. */
export interface ActiveVersion extends CampaignVersion {
  readonly activeSince: Instant;
}
