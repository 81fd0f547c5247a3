import { addDays, dayIn, type Instant, instantOfLocal, laterOf, type PlainDate } from '../calendar.ts';
import type { CampaignVersion } from '../campaigns/campaign.ts';
import { excludesEachOther } from '../campaigns/exclusive.ts';
import { broadcastDayOf } from '../campaigns/triggers/trigger.ts';
import type { CampaignId } from '../ids.ts';
import { nightBeginsAtTime } from '../night-begins.ts';
import type { Cohort } from './cohort.ts';
import { type DueSettings, nextStep, whenDue } from './when-due.ts';

/** A step of a campaign that will run on a day. */
export interface PlannedRun {
  /** By the shop's clock. */
  readonly day: PlainDate;
  /** When the first of its cohorts is due on that day. */
  readonly at: Instant;
  readonly campaign: CampaignId;
  /** Counted from 0. */
  readonly step: number;
  readonly cohorts: number;
  /** True for a broadcast, whose customers have not entered yet. */
  readonly isBroadcast: boolean;
}

/** Two campaigns with runs on the same day. */
export interface Meeting {
  readonly day: PlainDate;
  readonly campaigns: readonly [CampaignId, CampaignId];
  /** True where nobody is in both, because one of them says so. */
  readonly isExclusive: boolean;
}

/** A cohort with the version whose steps it runs. */
export interface RunningCohort {
  readonly cohort: Cohort;
  readonly version: CampaignVersion;
}

/**
 * The steps that will run from a day on: those of cohorts in flight, and of broadcasts to come. What is overdue counts as
 * of now. Whoever enters by a night or an event to come is not in it, because nobody knows when.
 *
 * @param latest the latest versions of the campaigns that are active
 * @param until the last day
 */
export function plannedRuns(
  inFlight: readonly RunningCohort[],
  latest: readonly CampaignVersion[],
  settings: DueSettings,
  now: Instant,
  until: PlainDate,
): readonly PlannedRun[] {
  const { timeZone } = settings;
  const today = dayIn(timeZone, now);
  const all = [
    ...inFlight.flatMap(({ cohort, version }) => runsOf(cohort, version, settings, now, false)),
    ...latest.flatMap((version) => {
      const day = broadcastDayOf(version.campaign.trigger);
      // Its customers are chosen in the night before.
      const slot = day && addDays(day, -1);
      const hasEntered = inFlight.some(
        ({ cohort }) => cohort.campaign === version.id && cohort.slot === slot,
      );
      if (slot === undefined || slot < today || hasEntered) return [];
      const openedAt = instantOfLocal(`${slot}T${nightBeginsAtTime}`, timeZone);
      const cohort = { campaign: version.id, version: version.version, slot, openedAt, shards: 1, steps: {} };
      return runsOf(cohort, version, settings, now, true);
    }),
  ].map(({ at, ...run }) => ({ ...run, at, day: dayIn(timeZone, at) }));
  const together = new Map<string, PlannedRun>();
  for (const run of all) {
    if (run.day > until) continue;
    const key = `${run.day} ${run.campaign} ${run.step} ${run.isBroadcast}`;
    const other = together.get(key);
    const at = other === undefined || run.at < other.at ? run.at : other.at;
    together.set(key, { ...run, at, cohorts: (other?.cohorts ?? 0) + 1 });
  }
  return [...together.values()].sort((one, other) => (one.at < other.at ? -1 : 1));
}

/** The steps that a cohort has left, each no earlier than the one before. */
function runsOf(
  cohort: Cohort,
  version: CampaignVersion,
  settings: DueSettings,
  now: Instant,
  isBroadcast: boolean,
): readonly Omit<PlannedRun, 'day' | 'cohorts'>[] {
  const next = nextStep(cohort, version, settings);
  if (next === undefined) return [];
  let earliest = laterOf(now, next.at);
  return version.campaign.steps.slice(next.index).map((step, place) => {
    if (place > 0) earliest = laterOf(earliest, whenDue(step, cohort, settings).at);
    return { at: earliest, campaign: version.id, step: next.index + place, isBroadcast };
  });
}

/** The campaigns that meet on each day, each pair once. */
export function meetingsOn(
  runs: readonly PlannedRun[],
  latest: readonly CampaignVersion[],
): readonly Meeting[] {
  const days = [...new Set(runs.map(({ day }) => day))];
  return days.flatMap((day) => {
    const present = latest.filter(({ id }) => runs.some((run) => run.day === day && run.campaign === id));
    return present.flatMap((one, place) =>
      present.slice(place + 1).map(
        (other): Meeting => ({
          day,
          campaigns: [one.id, other.id],
          isExclusive: excludesEachOther(one, other),
        }),
      ),
    );
  });
}
