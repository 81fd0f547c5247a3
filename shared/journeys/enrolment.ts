import { addDays, daysBetween, type Instant, type PlainDate } from '../calendar.ts';
import { type ClassifiedProfile, whyNotInAudience } from '../campaigns/audience.ts';
import type { CampaignVersion } from '../campaigns/campaign.ts';
import type { Delivery } from '../deliveries/delivery.ts';
import { wholeDays } from '../duration.ts';
import { uniformFrom } from '../hash.ts';
import type { CohortKey, CustomerId, CustomerRef } from '../ids.ts';
import type { Profile } from '../profile/profile.ts';
import type { Settings } from '../settings/settings.ts';

/** One customer's membership in a cohort. */
export interface Enrolment {
  readonly cohort: CohortKey;
  readonly shard: number;
  /** The enrolment's key within its shard, so that the customer's id need not leave the table. */
  readonly ref: CustomerRef;
  readonly customerId: CustomerId;
  readonly enteredAt: Instant;
  /** A customer who is held out gets nothing and is what the others are compared with. */
  readonly isHeldOut: boolean;
  /** By the step's index in the campaign, from 0. */
  readonly steps: Readonly<Record<string, Delivery>>;
}

/**
 * Why a customer does not enter a campaign tonight: `entered-before` when the campaign lets nobody enter twice,
 * `entered-lately` when it is too soon to enter again, or the condition of the audience that is not met. Undefined
 * means that the customer is enrolled.
 */
export function whyNotEnrol(
  { id, campaign }: CampaignVersion,
  profile: ClassifiedProfile & Pick<Profile, 'enrolments'>,
  settings: Settings,
  asOf: PlainDate,
): string | undefined {
  const entered = profile.enrolments[id];
  // Decided tonight already, by this attempt or an interrupted one; the decision stays.
  if (entered === asOf) return undefined;
  if (entered !== undefined) {
    if (campaign.reenter === undefined) return 'entered-before';
    if (daysBetween(entered, asOf) < wholeDays(campaign.reenter.after)) return 'entered-lately';
  }
  return whyNotInAudience(campaign.audience, profile, settings, asOf);
}

/**
 * True when a customer is held out of a campaign. The same customer is always on the same side, so that an earlier
 * entry does not blur the comparison. The salt keeps the choice from being guessed, or being the same in two shops.
 */
export const isHeldOut = ({ id, campaign }: CampaignVersion, customerId: CustomerId, salt: string): boolean =>
  uniformFrom('holdout', salt, id, customerId) < campaign.holdout;

/** The last day on which an order counts towards the campaign's goal. */
export const goalEndsOn = ({ campaign }: Pick<CampaignVersion, 'campaign'>, entered: PlainDate): PlainDate =>
  addDays(entered, wholeDays(campaign.goal.within));
