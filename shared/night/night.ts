import type { Instant, PlainDate } from '../calendar.ts';
import type { BudgetStop } from '../campaigns/budget.ts';
import type { CampaignId, Slot } from '../ids.ts';
import type { StoppedBy } from '../journeys/events.ts';
import { type Lifecycle, lifecycles, type Tier, type Trait, tiers, traits } from '../profile/classes.ts';
import type { Profile } from '../profile/profile.ts';
import { manCodeOf } from '../scoring/man.ts';
import type { Capacity } from './capacity.ts';

/** One run of the nightly workflow, named by its date. */
export interface Night {
  readonly date: PlainDate;
  readonly openedAt: Instant;
  /** The execution that runs the night. Another one may take over only after this one has ended. */
  readonly executionArn: string;
  readonly scanSegments: number;
  /** The campaigns that customers enter tonight. One that is published during the night waits for the next night. */
  readonly campaigns: readonly { readonly id: CampaignId; readonly version: number }[];
  readonly progress: NightProgress;
}

/** How far a night has come; `closed` is final. */
export type NightProgress =
  | { readonly state: 'running' }
  | { readonly state: 'failed'; readonly at: Instant; readonly error: string; readonly cause: string }
  | { readonly state: 'closed'; readonly at: Instant; readonly report: NightReport };

/** A night that has its report. */
export type ClosedNight = Night & { progress: Extract<NightProgress, { state: 'closed' }> };

export const isClosed = (night: Night): night is ClosedNight => night.progress.state === 'closed';

/** What a night did, for people to read and to compare with other nights. */
export interface NightReport extends RescoreTally {
  /** Elapsed time of each part of the night. */
  readonly durationsMs: Readonly<Record<string, number>>;
  readonly capacity: Capacity;
  readonly stepsRun: number;
  readonly stepsFailed: number;
  /** Those of them that are shown, at most {@link failuresKept}. */
  readonly failures: readonly FailedStep[];
  /** The calls that staff have not made yet, and those of them that are overdue. */
  readonly callbacks: { readonly waiting: number; readonly escalated: number };
  /** The campaigns that are paused because they have used up their budget. */
  readonly outOfBudget: readonly (BudgetStop & { readonly campaign: CampaignId })[];
}

/** So many failed steps are kept with a night; the campaigns' own pages have all of them. */
export const failuresKept = 20;

/** A step of a campaign that a night could not finish. */
export interface FailedStep {
  readonly campaign: CampaignId;
  readonly version: number;
  /** When its customers entered. */
  readonly slot: Slot;
  /** From 0. */
  readonly step: number;
  readonly at: Instant;
  /** As the cohort keeps it. */
  readonly error: string;
  /** What it waits for, when nothing went wrong. */
  readonly stoppedBy?: StoppedBy;
}

/** What pass 2 counted in one scan segment or in all of them. Plain sums, so segments can be added up. */
export interface RescoreTally {
  readonly customers: number;
  /** Profiles whose classes this night changed. */
  readonly changed: number;
  readonly lifecycles: Readonly<Record<Lifecycle, number>>;
  readonly tiers: Readonly<Record<Tier, number>>;
  readonly traits: Readonly<Record<Trait, number>>;
  /** Customers that an order brought back tonight from silent or lost. */
  readonly reactivated: number;
  /** Customers by recency, frequency and monetary score, such as `5-4-1`. */
  readonly rfm: Readonly<Record<string, number>>;
  /** Customers by MAN code, such as `MaN` or `M?n`. */
  readonly man: Readonly<Record<string, number>>;
  /** Customers by change of lifecycle, such as `active>cooling`. A first classification is `new>active`. */
  readonly movements: Readonly<Record<string, number>>;
  /** Customers who entered tonight, by campaign. */
  readonly entered: Readonly<Record<string, number>>;
  /** Customers whom another campaign kept out tonight, by the campaign that they would have entered. */
  readonly excluded: Readonly<Record<string, number>>;
}

const zeros = <K extends string>(names: readonly K[]): Record<K, number> =>
  Object.fromEntries(names.map((name) => [name, 0])) as Record<K, number>;

/** The campaigns that others kept a customer out of. */
interface Excluded {
  readonly excluded: readonly CampaignId[];
}

/** A tally that is still being counted. */
export interface OpenTally {
  customers: number;
  changed: number;
  reactivated: number;
  readonly lifecycles: Record<Lifecycle, number>;
  readonly tiers: Record<Tier, number>;
  readonly traits: Record<Trait, number>;
  readonly rfm: Record<string, number>;
  readonly man: Record<string, number>;
  readonly movements: Record<string, number>;
  readonly entered: Record<string, number>;
  readonly excluded: Record<string, number>;
}

/** A new tally with all counts at zero. */
export const emptyRescoreTally = (): OpenTally => ({
  customers: 0,
  changed: 0,
  reactivated: 0,
  lifecycles: zeros(lifecycles),
  tiers: zeros(tiers),
  traits: zeros(traits),
  rfm: {},
  man: {},
  movements: {},
  entered: {},
  excluded: {},
});

/**
 * Adds one customer, as they are after the night, to a tally. What is counted is what the profile says this night
 * decided, no matter which attempt wrote it, so a segment that is rescored after a crash gives the same counts.
 */
export function countRescored(
  tally: OpenTally,
  { classes, enrolments, excluded = [] }: Pick<Profile, 'classes' | 'enrolments'> & Partial<Excluded>,
  asOf: PlainDate,
): void {
  if (classes === undefined) return;
  const { lifecycle, tier, rfm, man } = classes;
  tally.customers += 1;
  tally.lifecycles[lifecycle.is] += 1;
  tally.tiers[tier.is] += 1;
  for (const trait of classes.traits) tally.traits[trait] += 1;
  if (rfm !== undefined) addTo(tally.rfm, `${rfm.recency}-${rfm.frequency}-${rfm.monetary}`);
  addTo(tally.man, manCodeOf(man));
  if (classes.decidedOn === asOf) tally.changed += 1;
  if (classes.traits.includes('reactivated') && lifecycle.since === asOf) tally.reactivated += 1;
  if (lifecycle.since === asOf) addTo(tally.movements, `${lifecycle.was ?? 'new'}>${lifecycle.is}`);
  for (const [campaign, { on }] of Object.entries(enrolments))
    if (on === asOf) addTo(tally.entered, campaign);
  for (const campaign of excluded) addTo(tally.excluded, campaign);
}

/** A new tally with the sum of others. */
export function sumRescoreTallies(tallies: Iterable<RescoreTally>): OpenTally {
  const total = emptyRescoreTally();
  for (const one of tallies) {
    total.customers += one.customers;
    total.changed += one.changed;
    total.reactivated += one.reactivated;
    addAll(total.lifecycles, one.lifecycles);
    addAll(total.tiers, one.tiers);
    addAll(total.traits, one.traits);
    addAll(total.rfm, one.rfm);
    addAll(total.man, one.man);
    addAll(total.movements, one.movements);
    addAll(total.entered, one.entered);
    addAll(total.excluded, one.excluded);
  }
  return total;
}

function addTo(counts: Record<string, number>, name: string, count = 1): void {
  counts[name] = (counts[name] ?? 0) + count;
}

function addAll(into: Record<string, number>, from: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(from)) addTo(into, name, count);
}
