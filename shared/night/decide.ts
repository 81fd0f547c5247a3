import type { PlainDate } from '../calendar.ts';
import type { CampaignVersion } from '../campaigns/campaign.ts';
import { whyNotEnrol } from '../journeys/enrolment.ts';
import type { Classes } from '../profile/classes.ts';
import type { Profile } from '../profile/profile.ts';
import type { Classifier } from '../scoring/classify.ts';
import type { Settings } from '../settings/settings.ts';

/** What pass 2 needs besides the profile; the same for every customer of a night. */
export interface Tonight {
  readonly asOf: PlainDate;
  /** Classifies by tonight's population. */
  readonly classify: Classifier;
  readonly settings: Settings;
  readonly campaigns: readonly CampaignVersion[];
}

/** What a night decides about one customer. */
export interface Decision {
  readonly classes: Classes;
  readonly enrolments: Profile['enrolments'];
  /** Campaigns that the customer enters tonight, whether by this attempt or an earlier one. */
  readonly entered: readonly CampaignVersion[];
  /** True when the profile must be written, because something in it changes. */
  readonly isNews: boolean;
}

/** Decides about one customer: classes first, then the campaigns that the new classes let the customer enter. */
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
