import type { PlainDate } from '../calendar.ts';
import type { CampaignVersion } from '../campaigns/campaign.ts';
import { whyNotEnrol } from '../journeys/enrolment.ts';
import type { Classes } from '../profile/classes.ts';
import type { Profile } from '../profile/profile.ts';
import type { Classifier } from '../scoring/classify.ts';
import type { Settings } from '../settings/settings.ts';

/** What pass 2 knows of the world beside the profile. */
export interface Tonight {
  readonly asOf: PlainDate;
  /** Knows tonight's population. */
  readonly classify: Classifier;
  readonly settings: Settings;
  readonly campaigns: readonly CampaignVersion[];
}

/** What a night decides about one customer. */
export interface Decision {
  readonly classes: Classes;
  readonly enrolments: Profile['enrolments'];
  /** Campaigns that the customer is in as of tonight, entered by this attempt or an earlier one. */
  readonly entered: readonly CampaignVersion[];
  /** Whether anything differs from the profile; a profile that is as it was is not written. */
  readonly isNews: boolean;
}

export function decide(profile: Profile, { asOf, classify, settings, campaigns }: Tonight): Decision {
  const classes = classify(profile, asOf);
  const classified = { ...profile, classes };
  const entered = campaigns.filter(
    (campaign) => whyNotEnrol(campaign, classified, settings, asOf) === undefined,
  );
  const isEntry = entered.some(({ id }) => profile.enrolments[id] !== asOf);
  const enrolments = isEntry
    ? { ...profile.enrolments, ...Object.fromEntries(entered.map(({ id }) => [id, asOf])) }
    : profile.enrolments;
  return { classes, enrolments, entered, isNews: isEntry || classes !== profile.classes };
}
