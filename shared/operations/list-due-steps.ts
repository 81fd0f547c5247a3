import { addDays, dayIn, type Instant, instantFromMs, laterOf, type PlainDate } from '../calendar.ts';
import { byPriority } from '../campaigns/exclusive.ts';
import { type CohortKey, cohortId } from '../ids.ts';
import { type Cohort, isFinished, lastRunOn } from '../journeys/cohort.ts';
import { type DueCohort, listedAs } from '../journeys/listed.ts';
import { type DueTime, isDue, type NextStep, nextStep, undisturbed } from '../journeys/when-due.ts';
import type { Settings } from '../settings/settings.ts';
import { isEventSlot } from '../slot.ts';
import { nameOfDue } from '../store/due.ts';
import type { Store } from '../store/store.ts';
import { loadRunningVersions, mayOverlap, type RunningVersion } from './running-versions.ts';

export type DueStore = Pick<Store, 'settings' | 'nights' | 'campaigns' | 'cohorts' | 'due' | 'waiting'>;

/** One run of the workflow that runs campaign steps. */
export interface CampaignRun {
  readonly at: Instant;
  /** The night that calls; undefined between nights. */
  readonly night: PlainDate | undefined;
  /** The execution, so that a step that failed in it is not tried again in it. */
  readonly id: string;
  /** True while an execution is running. What one that died had claimed is free. */
  isRunning(id: string): Promise<boolean>;
}

/** A step that is due now; `admit` lets those in whose wait has ended. */
export interface DueStep {
  readonly cohort: CohortKey & Pick<Cohort, 'shards'>;
  readonly step: number | 'admit';
  /** The day that its guards are asked about. */
  readonly date: PlainDate;
}

/** What a run may do next. */
export interface DueSteps {
  readonly steps: readonly DueStep[];
  /** The number of shards of each step that other runs are working on: they share the rate of the account. */
  readonly shardsElsewhere: readonly number[];
}

/** Nights may be run by hand before their hour, and steps that quiet hours hold back are listed under their end. */
const nightLooksAheadMs = 36 * 3_600_000;

/**
 * The steps that a run may begin now, each claimed for it. They are those of one campaign, the first by priority and then
 * by id: a customer whom two campaigns reach at the same time, and who may get one message, gets that of the first,
 * however fast either is. A repeat by the same run returns the same steps; cohorts that ran their last step are finished
 * on the way.
 */
export async function listDueSteps(store: DueStore, run: CampaignRun): Promise<DueSteps> {
  const settings = await store.settings.load();
  const { now, filling } = await boundsOf(store, settings, run);
  const horizon = run.night === undefined ? run.at : instantFromMs(Date.parse(run.at) + nightLooksAheadMs);
  const listed = await store.due.until(horizon);
  const elsewhere = await claimedElsewhere(listed, run);
  const busy = new Set([...elsewhere].map(nameOfDue));
  const candidates = latestOfEach(listed).filter(
    (due) => due.cohort.slot !== filling && !busy.has(nameOfDue(due)),
  );
  const kept = new Map(candidates.map((due) => [nameOfDue(due), due]));
  for (const due of listed) {
    const later = kept.get(nameOfDue(due));
    if (later !== undefined && later !== due) await store.due.remove(due);
  }
  const versions = await loadRunningVersions(store, candidates);
  const found = await firstFound(store, candidates, versions, { settings, now, run });
  const steps: DueStep[] = [];
  for (const { due, cohort, step } of besideEachOther(found)) {
    const claimed = { run: run.id, shards: cohort.shards };
    const isOurs = due.claimed?.run === run.id || (await store.due.claim(due, claimed));
    if (isOurs) steps.push({ cohort, step, date: now.date });
    if (steps.length === stepsPerCall) break;
  }
  return { steps, shardsElsewhere: [...elsewhere].map(({ claimed }) => claimed?.shards ?? 0) };
}

/** A state's output has at most 256 KiB, and a step with 256 shards takes about 1.2 KB. The rest is listed next time. */
const stepsPerCall = 100;

/**
 * True when a run that began now would find something to do. It looks at the list alone, so it may be wrong the other way
 * round: a run that it lets begin may find nothing.
 */
export async function isAnythingDue(
  store: DueStore,
  run: Omit<CampaignRun, 'night' | 'id'>,
): Promise<boolean> {
  const listed = await store.due.until(run.at);
  if (listed.length === 0) return false;
  const settings = await store.settings.load();
  const { now, filling } = await boundsOf(store, settings, { ...run, night: undefined });
  const stateOf = await store.campaigns.standings();
  const ready = listed.filter(
    ({ cohort, night }) =>
      cohort.slot !== filling &&
      (night === undefined || night <= now.date) &&
      stateOf(cohort.campaign, cohort.version) !== 'paused',
  );
  if (ready.some(({ claimed }) => claimed === undefined)) return true;
  return (await claimedElsewhere(ready, { ...run, id: '' })).size < ready.length;
}

/**
 * What a run must keep to. Steps counted in days belong to the night of their day: until that night has rescored every
 * customer, only steps up to the day before are due. And while a night enrols, its cohorts (`filling`) wait, because a
 * step that ran now would miss everybody who enters later; once a later night has begun, nobody else enters.
 */
async function boundsOf(
  store: Pick<DueStore, 'nights'>,
  { timeZone }: Settings,
  { at, night }: Pick<CampaignRun, 'at' | 'night'>,
): Promise<{ now: DueTime; filling: PlainDate | undefined }> {
  if (night !== undefined) return { now: { date: night, at }, filling: undefined };
  const today = dayIn(timeZone, at);
  const latest = await store.nights.latest();
  const isEnrolling = latest !== undefined && (await store.nights.isEnrolling(latest.date));
  const hasRescoredToday = latest?.date === today && !isEnrolling;
  return {
    now: { date: hasRescoredToday ? today : addDays(today, -1), at },
    filling: isEnrolling ? latest.date : undefined,
  };
}

/** The cohorts that another execution is working on. */
async function claimedElsewhere(
  listed: readonly DueCohort[],
  { id, isRunning }: Pick<CampaignRun, 'id' | 'isRunning'>,
): Promise<ReadonlySet<DueCohort>> {
  const runs = new Set(listed.flatMap(({ claimed }) => claimed?.run ?? []));
  runs.delete(id);
  const alive = new Set<string>();
  for (const run of runs) if (await isRunning(run)) alive.add(run);
  return new Set(listed.filter(({ claimed }) => claimed !== undefined && alive.has(claimed.run)));
}

/** A move that broke off leaves a cohort in two places; the later one is right. */
const latestOfEach = (listed: readonly DueCohort[]): readonly DueCohort[] => [
  ...new Map(listed.map((due) => [nameOfDue(due), due])).values(),
];

interface Candidate {
  readonly due: DueCohort;
  readonly cohort: DueStep['cohort'];
  readonly step: DueStep['step'];
  readonly version: RunningVersion;
}

interface Looking {
  readonly settings: Settings;
  readonly now: DueTime;
  readonly run: CampaignRun;
}

/**
 * The steps of the first campaign that has any to begin. The campaigns after it are not looked at: a run asks again until
 * nothing is due.
 */
async function firstFound(
  store: DueStore,
  candidates: readonly DueCohort[],
  versions: (cohort: CohortKey) => RunningVersion | undefined,
  looking: Looking,
): Promise<readonly Candidate[]> {
  const running = candidates.flatMap((due) => {
    const version = versions(due.cohort);
    return version === undefined ? [] : [{ due, version }];
  });
  running.sort((a, b) => byPriority(a.version, b.version));
  const found: Candidate[] = [];
  for (const { due, version } of running) {
    if (found[0] !== undefined && found[0].version.id !== version.id) break;
    const look = due.isWaiting === true ? lookAtWaiting : lookAt;
    const candidate = await look(store, due, version, looking);
    if (candidate !== undefined) found.push(candidate);
  }
  return found;
}

/** The step of a cohort that may begin now; one that may not is listed under the time at which it may. */
async function lookAt(
  store: DueStore,
  due: DueCohort,
  version: RunningVersion,
  { settings, now, run }: Looking,
): Promise<Candidate | undefined> {
  const cohort = await store.cohorts.find(due.cohort);
  const planned = cohort && nextStep(cohort, version, settings);
  const { isEnding } = version;
  // An archived campaign disturbs nobody, so it need not wait for anything but its last customers.
  const next: NextStep | undefined =
    isEnding && planned ? { index: planned.index, at: cohort.openedAt } : planned;
  if (cohort === undefined || next === undefined) {
    const ranOn = cohort && lastRunOn(cohort);
    if (cohort && ranOn && isFinished(cohort, version)) await store.cohorts.finish(cohort, ranOn);
    await store.due.remove(due);
    return undefined;
  }
  const step = version.campaign.steps[next.index];
  const last = cohort.steps[next.index];
  const hasFailedHere = last?.state === 'failed' && last.run === run.id;
  if (step === undefined) return undefined;
  const isTime = isEnding ? next.at <= now.at : isDue(next, step, cohort, settings, now);
  const mayBegin = !hasFailedHere && isTime;
  if (mayBegin && (await isFilling(store, cohort, next.index))) return undefined;
  if (mayBegin) return { due, cohort, step: next.index, version };
  const awaitsNight = next.night !== undefined && next.night > now.date;
  const again = hasFailedHere ? instantFromMs(Date.parse(now.at) + retryAfterMs) : now.at;
  const undisturbedAgain = isEnding ? again : undisturbed(step, cohort, settings, again);
  const later = awaitsNight ? next.at : laterOf(next.at, undisturbedAgain);
  if (later !== due.at || due.claimed?.run === run.id)
    await store.due.move(due, listedAs(cohort, { ...next, at: later }));
  return undefined;
}

/** Those whose wait has ended; a run that could not let all of them in leaves the rest to a later one. */
async function lookAtWaiting(
  store: DueStore,
  due: DueCohort,
  version: RunningVersion,
  { now, run }: Looking,
): Promise<Candidate | undefined> {
  const { campaign, slot } = due.cohort;
  if (!isEventSlot(slot) || (await store.waiting.isEmpty({ campaign, slot }))) {
    await store.due.remove(due);
    return undefined;
  }
  if (due.claimed?.run !== run.id)
    return { due, cohort: { ...due.cohort, shards: 1 }, step: 'admit', version };
  const { claimed: _, ...free } = due;
  await store.due.move(due, { ...free, at: instantFromMs(Date.parse(now.at) + retryAfterMs) });
  return undefined;
}

/** True while customers may still enter a cohort: some of those who waited for it are not decided about. */
async function isFilling(store: DueStore, { campaign, slot }: CohortKey, index: number): Promise<boolean> {
  return index === 0 && isEventSlot(slot) && !(await store.waiting.isEmpty({ campaign, slot }));
}

/** How long a step that failed waits for the next run between nights. */
const retryAfterMs = 30 * 60_000;

/** The steps of one campaign that may run together. One at a time where a customer may be in several of its cohorts. */
function besideEachOther(found: readonly Candidate[]): readonly Candidate[] {
  const [first, ...others] = [...found].sort(
    (a, b) => byPriority(a.version, b.version) || (cohortId(a.cohort) < cohortId(b.cohort) ? -1 : 1),
  );
  if (first === undefined) return [];
  if (mayOverlap(first.version)) return [first];
  return [first, ...others.filter(({ version }) => !mayOverlap(version))];
}
