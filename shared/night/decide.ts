import type { Instant, PlainDate } from '../calendar.ts';
import type { ClassifiedProfile } from '../campaigns/audience.ts';
import type { CampaignVersion } from '../campaigns/campaign.ts';
import { excludedBy } from '../campaigns/exclusive.ts';
import { whyNotTonight } from '../campaigns/triggers/trigger.ts';
import type { CampaignId, CustomerId } from '../ids.ts';
import { whyNotEnrol } from '../journeys/enrolment.ts';
import { enrolmentsAfter, enrolmentsOf } from '../journeys/enter.ts';
import type { Classes } from '../profile/classes.ts';
import type { Profile } from '../profile/profile.ts';
import type { Classifier } from '../scoring/classify.ts';
import type { TierSettings } from '../settings/scoring-settings.ts';
import type { Settings } from '../settings/settings.ts';

/** What pass 2 needs besides the profile; the same for every customer of a night. */
export interface Tonight {
  readonly asOf: PlainDate;
  /** The tiers of the night before; absent for the first one. */
  readonly tiersBefore?: TierSettings;
  /** Classifies by tonight's population. */
  readonly classify: Classifier;
  readonly settings: Settings;
  readonly campaigns: readonly CampaignVersion[];
  /** True for a customer who is in no campaign at all. */
  isHeldOutOfAll(customerId: CustomerId): boolean;
  /** When the customers who enter tonight enter. */
  readonly openedAt: Instant;
  /** The number of shards of tonight's cohorts. */
  readonly shards: number;
}

/** What of a profile nights decide; the rest is folded from facts. */
export type Decided = Pick<Profile, 'enrolments' | 'openEnrolments' | 'goalsEndedOn'> & {
  readonly classes: Classes;
};

/** What a night decides about one customer. */
export interface Decision {
  readonly decided: Decided;
  /** Campaigns that the customer enters tonight, whether by this attempt or an earlier one. */
  readonly entered: readonly CampaignVersion[];
  /** Campaigns that would have let the customer in, if another one had not excluded it. */
  readonly excluded: readonly CampaignId[];
  /** True when the profile must be written, because something in it changes. */
  readonly isNews: boolean;
}

/** Decides about one customer: classes first, then the campaigns that the new classes let the customer enter. */
export function decide(profile: Profile, tonight: Tonight): Decision {
  const { asOf, classify, settings } = tonight;
  const classes = classify(profile, asOf);
  const classified = { ...profile, classes, rank: classify.rank };
  const { entered, excluded } = tonight.isHeldOutOfAll(profile.customerId)
    ? { entered: [], excluded: [] }
    : choose(classified, tonight);
  const news = entered.filter(({ id }) => profile.enrolments[id]?.on !== asOf);
  const isNews = news.length > 0 || classes !== profile.classes;
  const { openedAt: enteredAt, shards } = tonight;
  const entry = { slot: asOf, on: asOf, enteredAt, shards, settings };
  const decided = { classes, ...(isNews ? enrolmentsAfter(profile, news, entry) : enrolmentsOf(profile)) };
  return { decided, entered, excluded, isNews };
}

/**
 * The campaigns that a customer enters, and those that another campaign keeps the customer out of. In order of priority,
 * so that of two that exclude each other the first wins.
 */
function choose(
  customer: ClassifiedProfile & Profile,
  tonight: Tonight,
): Pick<Decision, 'entered' | 'excluded'> {
  const { asOf, settings, campaigns } = tonight;
  const fitting = campaigns.filter(
    (version) =>
      whyNotTonight(version.campaign.trigger, customer, tonight) === undefined &&
      whyNotEnrol(version, customer, settings, asOf) === undefined,
  );
  const entered = fitting.filter(({ id }) => customer.enrolments[id]?.on === asOf);
  const excluded: CampaignId[] = [];
  for (const version of fitting) {
    if (entered.includes(version)) continue;
    const other = excludedBy(version, customer.openEnrolments, campaigns, asOf, entered);
    if (other !== undefined) excluded.push(version.id);
    else entered.push(version);
  }
  return { entered, excluded };
}
