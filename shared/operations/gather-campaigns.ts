import type { Instant } from '../calendar.ts';
import type { Spend } from '../campaigns/budget.ts';
import { type Campaign, type CampaignVersion, campaignSchema } from '../campaigns/campaign.ts';
import type { CampaignStanding } from '../campaigns/lifecycle.ts';
import type { Trigger } from '../campaigns/triggers/trigger.ts';
import type { CampaignId, CohortKey } from '../ids.ts';
import { type Cohort, lastRunOn } from '../journeys/cohort.ts';
import { type NextStep, nextStep } from '../journeys/when-due.ts';
import { type Waiting, whyWaiting } from '../journeys/why-waiting.ts';
import type { Settings } from '../settings/settings.ts';
import type { KnownCampaign } from '../store/campaigns.ts';
import { nameOfDue } from '../store/due.ts';
import type { Store } from '../store/store.ts';

type GatheringStore = Pick<Store, 'settings' | 'campaigns' | 'budgets' | 'cohorts' | 'due' | 'journeys'>;

/** A campaign as a list shows it. */
export interface CampaignOverview extends CampaignStanding {
  readonly id: CampaignId;
  readonly name: string;
  readonly version: number;
  /** Absent for a campaign that can no longer be read. */
  readonly trigger?: Trigger;
  /** Absent for a campaign without variants. */
  readonly variants?: { readonly names: readonly string[]; readonly promoted?: string };
  /** Customers in cohorts with steps left, those who are held out included. */
  readonly inProgress: number;
  /** When the next step of one of them is due; absent while nobody is in progress, or the campaign does not run. */
  readonly nextDueAt?: Instant;
  /** Cohorts whose next step did not run when it was due. */
  readonly held: number;
  /** What it has used up of its budget; absent for a campaign without one. */
  readonly spent?: Spend;
}

/** A cohort with steps left. */
export interface CohortInFlight {
  readonly cohort: CohortKey;
  readonly openedAt: Instant;
  readonly customers: number;
  readonly stepsRun: number;
  readonly lastRunOn?: string;
  /** The next step; its index counts from 0. */
  readonly next?: NextStep;
  /** Why it does not run; absent when it is simply not due yet. */
  readonly waiting?: Waiting;
}

/** A campaign with everything that is in flight. */
export interface CampaignDetail extends CampaignOverview {
  readonly versions: readonly {
    readonly version: number;
    readonly steps: number;
    /** The version whose steps its journeys go on with. */
    readonly continuedBy?: number;
    readonly inProgress: number;
  }[];
  /** The latest version; absent when it can no longer be read. */
  readonly latest?: CampaignVersion;
  /** Those whose next step is due first come first. */
  readonly cohorts: readonly CohortInFlight[];
}

/**
 * Gathers how all campaigns stand. Cohorts say how many customers they have once they have run a step; those that have not
 * are counted.
 */
export async function gatherCampaigns(
  store: GatheringStore,
  now: Instant,
  { withArchived }: { readonly withArchived: boolean },
): Promise<readonly CampaignOverview[]> {
  const known = (await store.campaigns.all()).filter(({ state }) => withArchived || state !== 'archived');
  const context = await openContext(store, now);
  return Promise.all(
    known.map(async (campaign) =>
      overviewOf(campaign, await cohortsOf(store, campaign, context), await spentBy(store, campaign)),
    ),
  );
}

/** Gathers all about one campaign. @throws NotFoundError */
export async function gatherCampaign(
  store: GatheringStore,
  id: CampaignId,
  now: Instant,
): Promise<CampaignDetail | undefined> {
  const campaign = (await store.campaigns.all()).find((one) => one.id === id);
  if (campaign === undefined) return undefined;
  const cohorts = await cohortsOf(store, campaign, await openContext(store, now));
  const numbers = Array.from({ length: campaign.version }, (_, place) => place + 1);
  const versions = await Promise.all(
    numbers.map(async (version) => {
      const continuedBy = await store.campaigns.continuedBy(id, version);
      const steps = await store.campaigns.journeyVersion(id, version).catch(() => undefined);
      return {
        version,
        steps: steps?.campaign.steps.length ?? 0,
        ...(continuedBy !== undefined && { continuedBy }),
        inProgress: customersIn(cohorts.filter(({ cohort }) => cohort.version === version)),
      };
    }),
  );
  const latest = await store.campaigns.version(id, campaign.version).catch(() => undefined);
  const overview = overviewOf(campaign, cohorts, await spentBy(store, campaign));
  return { ...overview, versions, ...(latest && { latest }), cohorts };
}

interface Context {
  readonly now: Instant;
  readonly settings: Settings;
  readonly cohorts: readonly Cohort[];
  /** The names of what runs are working on. */
  readonly running: ReadonlySet<string>;
}

async function openContext(store: GatheringStore, now: Instant): Promise<Context> {
  const [settings, cohorts, listed] = await Promise.all([
    store.settings.load(),
    store.cohorts.unfinished(),
    store.due.all(),
  ]);
  const running = new Set(listed.flatMap((due) => (due.claimed === undefined ? [] : nameOfDue(due))));
  return { now, settings, cohorts, running };
}

async function cohortsOf(
  store: GatheringStore,
  { id }: KnownCampaign,
  context: Context,
): Promise<readonly CohortInFlight[]> {
  const theirs = context.cohorts.filter(({ campaign }) => campaign === id);
  const versions = new Map<number, Promise<CampaignVersion | undefined>>();
  const found: CohortInFlight[] = [];
  for (const cohort of theirs) {
    const { version } = cohort;
    const reading =
      versions.get(version) ?? store.campaigns.journeyVersion(id, version).catch(() => undefined);
    versions.set(version, reading);
    const standing = await store.campaigns.standing(id, version);
    found.push(
      inFlight(cohort, await customersOf(store, cohort), { ...context, standing, read: await reading }),
    );
  }
  return found.sort((a, b) => ((a.next?.at ?? '') < (b.next?.at ?? '') ? -1 : 1));
}

function inFlight(
  cohort: Cohort,
  customers: number,
  {
    now,
    settings,
    running,
    standing,
    read,
  }: Context & { readonly standing: CampaignStanding; readonly read: CampaignVersion | undefined },
): CohortInFlight {
  const next = read && nextStep(cohort, read, settings);
  const undisturbed = { ...settings, limits: { ...settings.limits, quietHours: 'none' as const } };
  const planned = read && nextStep(cohort, read, undisturbed);
  const isRunning = next !== undefined && running.has(nameOfDue({ cohort, at: next.at }));
  const waiting =
    next && planned && whyWaiting({ cohort, next, planned: planned.at, standing, isRunning }, now);
  const { campaign, version, slot, zone } = cohort;
  const ranOn = lastRunOn(cohort);
  return {
    cohort: { campaign, version, slot, ...(zone && { zone }) },
    openedAt: cohort.openedAt,
    customers,
    stepsRun: Object.values(cohort.steps).filter(({ state }) => state === 'done').length,
    ...(ranOn && { lastRunOn: ranOn }),
    ...(next && { next }),
    ...(waiting && { waiting }),
  };
}

/** How many customers entered a cohort. */
async function customersOf(store: Pick<Store, 'journeys'>, cohort: Cohort): Promise<number> {
  for (const run of Object.values(cohort.steps)) if (run.state === 'done') return run.tally.customers;
  const shards = Array.from({ length: cohort.shards }, (_, shard) => store.journeys.count(cohort, shard));
  return (await Promise.all(shards)).reduce((sum, count) => sum + count, 0);
}

const customersIn = (cohorts: readonly CohortInFlight[]): number =>
  cohorts.reduce((sum, { customers }) => sum + customers, 0);

const spentBy = async (
  store: Pick<Store, 'budgets'>,
  { id, budget }: KnownCampaign,
): Promise<Spend | undefined> => (budget === undefined ? undefined : store.budgets.spent(id));

function variantsOf({ variants, promoted }: Campaign): Pick<CampaignOverview, 'variants'> {
  if (variants === undefined) return {};
  return { variants: { names: Object.keys(variants), ...(promoted !== undefined && { promoted }) } };
}

function overviewOf(
  campaign: KnownCampaign,
  cohorts: readonly CohortInFlight[],
  spent: Spend | undefined,
): CampaignOverview {
  const { id, version, state, since, source, budget, outOfBudget } = campaign;
  const parsed = campaignSchema.safeParse(source);
  const nextDueAt = state === 'active' ? cohorts.find(({ next }) => next)?.next?.at : undefined;
  return {
    id,
    name: parsed.success ? parsed.data.name : id,
    version,
    state,
    since,
    ...(parsed.success && { trigger: parsed.data.trigger, ...variantsOf(parsed.data) }),
    inProgress: customersIn(cohorts),
    ...(nextDueAt && { nextDueAt }),
    held: cohorts.filter(({ waiting }) => waiting !== undefined && waiting.for !== 'run').length,
    ...(budget && { budget }),
    ...(outOfBudget && { outOfBudget }),
    ...(spent && { spent }),
  };
}
