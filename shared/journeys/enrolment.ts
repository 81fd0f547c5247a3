import { addDays, daysBetween, type PlainDate } from '../calendar.ts';
import { type ClassifiedProfile, whyNotInAudience } from '../campaigns/audience.ts';
import type { CampaignVersion, Step } from '../campaigns/campaign.ts';
import { reentryOf } from '../campaigns/triggers/trigger.ts';
import type { Delivery } from '../deliveries/delivery.ts';
import { wholeDays } from '../duration.ts';
import { uniformFrom } from '../hash.ts';
import type { CustomerId, CustomerRef, EventFactKey } from '../ids.ts';
import type { Lifecycle, Tier } from '../profile/classes.ts';
import type { Outcome, OutcomeWindow } from '../profile/open-enrolment.ts';
import type { Profile } from '../profile/profile.ts';
import { type CustomerType, customerTypesOf } from '../scoring/customer-types.ts';
import { spentInLastYear } from '../scoring/tier.ts';
import type { Settings } from '../settings/settings.ts';

/** One customer's membership in a cohort: all that a report needs to know of the customer. */
export interface Enrolment extends OutcomeWindow {
  readonly shard: number;
  /** The enrolment's key within its shard, so that the customer's id need not leave the table. */
  readonly ref: CustomerRef;
  readonly customerId: CustomerId;
  /** A customer who is held out gets nothing and is what the others are compared with. */
  readonly isHeldOut: boolean;
  /** Which of the campaign's variants a customer gets who is not held out; absent in a campaign without variants. */
  readonly variant?: string;
  /** The fact that let the customer enter; absent in a campaign that no event begins. */
  readonly begunBy?: EventFactKey;
  /** True unless the customer had entered the same version before. Only first entries are compared. */
  readonly isFirst: boolean;
  readonly onEntry: Standing;
  /** By the step's index in the campaign, from 0. */
  readonly steps: Readonly<Record<string, Delivery>>;
  /** What the customer has done since entering. */
  readonly outcome: Outcome;
}

/** How a customer stood on entering a campaign. It never changes, so that it cannot depend on the campaign. */
export interface Standing {
  readonly lifecycle: Lifecycle;
  readonly tier: Tier;
  readonly type: CustomerType | 'none';
  /** `unknown` when the shop never said. */
  readonly locale: string;
  /** Net spend of the year before, in minor units. */
  readonly spentInYearBefore: number;
}

/** How a customer stands on a day. */
export const standingOf = (
  { classes, contact, orders }: ClassifiedProfile & Pick<Profile, 'contact' | 'orders'>,
  asOf: PlainDate,
): Standing => ({
  lifecycle: classes.lifecycle.is,
  tier: classes.tier.is,
  type: customerTypesOf(classes)[0] ?? 'none',
  locale: contact.locale ?? 'unknown',
  spentInYearBefore: spentInLastYear(orders, asOf),
});

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
  const entered = profile.enrolments[id]?.on;
  // Decided tonight already, by this attempt or an interrupted one; the decision stays.
  if (entered === asOf) return undefined;
  if (entered !== undefined) {
    const reentry = reentryOf(campaign);
    if (reentry === 'never') return 'entered-before';
    if (reentry !== 'each' && daysBetween(entered, asOf) < wholeDays(reentry.after)) return 'entered-lately';
  }
  return whyNotInAudience(campaign.audience, profile, settings, asOf);
}

/**
 * True when a customer is held out of a campaign. The same customer is always on the same side, so that an earlier
 * entry does not blur the comparison. The salt keeps the choice from being guessed, or being the same in two shops.
 */
export const isHeldOut = ({ id, campaign }: CampaignVersion, customerId: CustomerId, salt: string): boolean =>
  uniformFrom('holdout', salt, id, customerId) < campaign.holdout;

/**
 * The variant that a customer gets, however often and in whichever version: it hangs on the names and shares alone, and
 * has nothing to do with who is held out. Each variant draws a time of its own, the sooner the larger its share, and the
 * first is taken: so each has its share, and when shares change or a variant is added, hardly more customers change
 * theirs than must. Whom a customer was with under other shares does not count, or those who come back would be divided
 * unlike those who are new, and could not be compared together. Undefined in a campaign without variants.
 */
export function variantFor(
  { id, campaign: { variants = {}, promoted } }: CampaignVersion,
  customerId: CustomerId,
  salt: string,
): string | undefined {
  if (promoted !== undefined) return promoted;
  const drawn = Object.entries(variants).map(([name, share]) => ({
    name,
    after: -Math.log1p(-uniformFrom('variant', salt, id, name, customerId)) / share,
  }));
  return drawn.sort((one, other) => one.after - other.after)[0]?.name;
}

/** True when a step is for an enrolment's variant, or for all. */
export const isForVariant = (
  { variant }: Pick<Step, 'variant'>,
  enrolment: Pick<Enrolment, 'variant'>,
): boolean =>
  variant === undefined || (enrolment.variant !== undefined && variant.includes(enrolment.variant));

/** The last day on which an order counts towards the campaign's goal. */
export const goalEndsOn = ({ campaign }: Pick<CampaignVersion, 'campaign'>, entered: PlainDate): PlainDate =>
  addDays(entered, wholeDays(campaign.goal.within));
