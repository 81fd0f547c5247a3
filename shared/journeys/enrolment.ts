import { addDays, daysBetween, type Instant, type PlainDate } from '../calendar.ts';
import { type ClassifiedProfile, whyNotInAudience } from '../campaigns/audience.ts';
import type { CampaignVersion } from '../campaigns/campaign.ts';
import type { Delivery } from '../deliveries/delivery.ts';
import { wholeDays } from '../duration.ts';
import { uniformFrom } from '../hash.ts';
import type { CohortKey, CustomerId } from '../ids.ts';
import type { Profile } from '../profile/profile.ts';
import type { Settings } from '../settings/settings.ts';

/** One customer's membership in a cohort. */
export interface Enrolment {
  readonly cohort: CohortKey;
  readonly shard: number;
  readonly customerId: CustomerId;
  readonly enteredAt: Instant;
  /** Held out: gets nothing, so that the others have something to be compared with. */
  readonly isHeldOut: boolean;
  /** By the step's place in the campaign. */
  readonly steps: Readonly<Record<string, Delivery>>;
}

/** Why a customer does not enter a campaign tonight; undefined means: enrol. */
export function whyNotEnrol(
  { id, campaign }: CampaignVersion,
  profile: ClassifiedProfile & Pick<Profile, 'enrolments'>,
  settings: Settings,
  asOf: PlainDate,
): string | undefined {
  const entered = profile.enrolments[id];
  // Decided tonight, by this attempt or one that broke off: it stands.
  if (entered === asOf) return undefined;
  if (entered !== undefined) {
    if (campaign.reenter === undefined) return 'entered-before';
    if (daysBetween(entered, asOf) < wholeDays(campaign.reenter.after)) return 'entered-lately';
  }
  return whyNotInAudience(campaign.audience, profile, settings, asOf);
}

/**
 * Whether a customer is held out of a campaign. The same customer falls on the same side each time, so that nobody's
 * comparison is muddied by an earlier entry; the salt keeps the choice from being guessed or shared between shops.
 */
export const isHeldOut = ({ id, campaign }: CampaignVersion, customerId: CustomerId, salt: string): boolean =>
  uniformFrom('holdout', salt, id, customerId) < campaign.holdout;

/** The day after which an order no longer counts for the campaign's goal. */
export const goalEndsOn = ({ campaign }: Pick<CampaignVersion, 'campaign'>, entered: PlainDate): PlainDate =>
  addDays(entered, wholeDays(campaign.goal.within));
