import type { Instant, PlainDate } from '../calendar.ts';
import type { BudgetStop } from '../campaigns/budget.ts';
import type { CampaignState } from '../campaigns/lifecycle.ts';
import type { CampaignId } from '../ids.ts';
import type { Cohort } from '../journeys/cohort.ts';
import type { Night } from '../night/night.ts';
import type { ShopReport } from '../report/shop/shop-report.ts';
import type { Tone } from '../screens/section.ts';
import type { Voice } from '../screens/voice.ts';

/** What is gathered to find out what needs attention. */
export interface Gathered {
  /** The shop's. */
  readonly timeZone: string;
  /** The day by the shop's clock. */
  readonly today: PlainDate;
  /** The night with the latest date, closed or not; absent before the first. */
  readonly latestNight?: Night;
  /** Absent before the first night has closed. */
  readonly report?: ShopReport;
  /** Those that are not archived. */
  readonly campaigns: readonly FoundCampaign[];
  /** Those with steps left. */
  readonly cohorts: readonly Pick<Cohort, 'campaign' | 'steps'>[];
  readonly drafts: readonly FoundDraft[];
}

/** A published campaign. */
export interface FoundCampaign {
  readonly id: CampaignId;
  readonly name: string;
  readonly state: CampaignState;
  readonly outOfBudget?: BudgetStop;
}

/** A campaign that somebody is writing. */
export interface FoundDraft {
  readonly id: CampaignId;
  readonly savedAt: Instant;
  readonly savedBy: string;
}

/** Something that somebody should look at. */
export interface Finding {
  /** How urgent it is, from 0 to 100. */
  readonly rank: number;
  readonly tone: Tone;
  readonly sentence: string;
  readonly link?: FindingLink;
}

/** The page of the console where something can be done. */
export interface FindingLink {
  readonly to: `/${string}`;
  readonly text: string;
}

/** Looks for one thing in what was gathered, and says where it is. */
export type Look = (gathered: Gathered, voice: Voice) => readonly Finding[];
