import { addDays, dayIn, type Instant, type PlainDate } from '../calendar.ts';
import { type CampaignVersion, campaignSchema } from '../campaigns/campaign.ts';
import { type Meeting, meetingsOn, type PlannedRun, plannedRuns } from '../journeys/planned-runs.ts';
import type { Settings } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';
import { loadRunningVersions } from './running-versions.ts';

/** What campaigns do in the coming weeks. */
export interface CampaignCalendar {
  readonly settings: Settings;
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly runs: readonly PlannedRun[];
  readonly meetings: readonly Meeting[];
  /** The latest versions of all campaigns that are active, by which runs are named. */
  readonly campaigns: readonly CampaignVersion[];
}

/** Gathers the steps that are due within some weeks, and where campaigns meet. Reads cohorts, and no customer. */
export async function gatherCalendar(
  store: Pick<Store, 'settings' | 'campaigns' | 'cohorts'>,
  now: Instant,
  days: number,
): Promise<CampaignCalendar> {
  const [settings, known, cohorts] = await Promise.all([
    store.settings.load(),
    store.campaigns.all(),
    store.cohorts.unfinished(),
  ]);
  const campaigns = known.flatMap(({ state, source, ...published }): CampaignVersion[] => {
    const campaign = state === 'active' ? campaignSchema.safeParse(source).data : undefined;
    const { id, version, templates } = published;
    return campaign === undefined ? [] : [{ id, version, campaign, templates }];
  });
  const active = cohorts.filter(({ campaign }) => campaigns.some(({ id }) => id === campaign));
  const listed = active.map((cohort) => ({ cohort, at: cohort.openedAt }));
  const versionOf = await loadRunningVersions(store, listed);
  const inFlight = active.flatMap((cohort) => {
    const version = versionOf(cohort);
    return version === undefined || version.isEnding ? [] : [{ cohort, version }];
  });
  const from = dayIn(settings.timeZone, now);
  const to = addDays(from, days - 1);
  const runs = plannedRuns(inFlight, campaigns, settings, now, to);
  return { settings, from, to, runs, meetings: meetingsOn(runs, campaigns), campaigns };
}
