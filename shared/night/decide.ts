import { addDays, type Instant, type PlainDate } from '../calendar.ts';
import type { CampaignVersion } from '../campaigns/campaign.ts';
import type { CustomerId } from '../ids.ts';
import { shardOf } from '../journeys/cohort.ts';
import { goalEndsOn, whyNotEnrol } from '../journeys/enrolment.ts';
import type { Classes } from '../profile/classes.ts';
import { noOutcome, type OpenEnrolment } from '../profile/open-enrolment.ts';
import type { LastEntry, Profile } from '../profile/profile.ts';
import type { Classifier } from '../scoring/classify.ts';
import type { Settings } from '../settings/settings.ts';

/** What pass 2 needs besides the profile; the same for every customer of a night. */
export interface Tonight {
  readonly asOf: PlainDate;
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
  /** True when the profile must be written, because something in it changes. */
  readonly isNews: boolean;
}

/** Decides about one customer: classes first, then the campaigns that the new classes let the customer enter. */
export function decide(profile: Profile, tonight: Tonight): Decision {
  const { asOf, classify, settings, campaigns } = tonight;
  const classes = classify(profile, asOf);
  const classified = { ...profile, classes, rank: classify.rank };
  const entered = tonight.isHeldOutOfAll(profile.customerId)
    ? []
    : campaigns.filter((campaign) => whyNotEnrol(campaign, classified, settings, asOf) === undefined);
  const news = entered.filter(({ id }) => profile.enrolments[id]?.on !== asOf);
  const isNews = news.length > 0 || classes !== profile.classes;
  const decided = { classes, ...(isNews ? enrolmentsAfter(profile, news, tonight) : enrolmentsOf(profile)) };
  return { decided, entered, isNews };
}

type Enrolments = Omit<Decided, 'classes'>;

const enrolmentsOf = ({ enrolments, openEnrolments, goalsEndedOn }: Profile): Enrolments => ({
  enrolments,
  openEnrolments,
  ...(goalsEndedOn && { goalsEndedOn }),
});

/** Orders of the last day of a goal come in a little later; those that come later still are looked up. */
const keptDaysAfterGoal = 3;

/** The enrolments of a profile that is about to be written: with tonight's, and without those that ended some time ago. */
function enrolmentsAfter(
  { enrolments, openEnrolments, goalsEndedOn, customerId }: Profile,
  entered: readonly CampaignVersion[],
  { asOf, openedAt, shards }: Tonight,
): Enrolments {
  const keptFrom = addDays(asOf, -keptDaysAfterGoal);
  const ended = openEnrolments.filter((one) => one.goalEndsOn < keptFrom);
  const begun = entered.map(
    (campaign): OpenEnrolment => ({
      cohort: { campaign: campaign.id, version: campaign.version, date: asOf },
      shard: shardOf(customerId, shards),
      enteredAt: openedAt,
      goalEndsOn: goalEndsOn(campaign, asOf),
      outcome: noOutcome,
    }),
  );
  const endedOn = [goalsEndedOn ?? [], ...ended.map((one) => one.goalEndsOn)].flat().sort().at(-1);
  return {
    enrolments:
      entered.length === 0
        ? enrolments
        : {
            ...enrolments,
            ...Object.fromEntries(entered.map((one) => [one.id, entryOf(one, enrolments, asOf)])),
          },
    openEnrolments: [...openEnrolments.filter((one) => one.goalEndsOn >= keptFrom), ...begun],
    ...(endedOn !== undefined && { goalsEndedOn: endedOn }),
  };
}

const entryOf = (
  { id, version }: CampaignVersion,
  before: Profile['enrolments'],
  asOf: PlainDate,
): LastEntry => ({ on: asOf, version, isFirst: before[id]?.version !== version });
