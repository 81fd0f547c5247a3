import {
  addDays,
  dayIn,
  type Instant,
  instantFromMs,
  instantOfLocal,
  laterOf,
  type PlainDate,
  timeIn,
} from '../calendar.ts';
import { actions } from '../campaigns/actions/actions.ts';
import type { Campaign, CampaignVersion, Step } from '../campaigns/campaign.ts';
import { type Duration, isWholeDays, wholeDays } from '../duration.ts';
import type { CohortKey } from '../ids.ts';
import { nightBeginsAtTime } from '../night-begins.ts';
import type { Settings } from '../settings/settings.ts';
import { isEventSlot } from '../slot.ts';
import { afterQuiet, firstAt } from '../time-of-day.ts';
import type { Cohort, StepRun } from './cohort.ts';

/** What of the settings decides when steps are due. */
export type DueSettings = Pick<Settings, 'timeZone' | 'limits'>;

/** When a step is due. */
export interface DueAt {
  readonly at: Instant;
  /** Set for a step that belongs to a night: it waits until that night has rescored every customer. */
  readonly night?: PlainDate;
}

/** The earliest step of a cohort that has not run, and when it is due. */
export interface NextStep extends DueAt {
  readonly index: number;
}

/** The time that due steps are compared with: the latest night that has rescored everybody, and the clock. */
export interface DueTime {
  readonly date: PlainDate;
  readonly at: Instant;
}

type Entered = Pick<Cohort, 'slot' | 'zone' | 'openedAt'>;

/**
 * The earliest step of a cohort that has not run; undefined when all have. One at a time, because a later step's guards
 * depend on the results of earlier ones. A journey that fell behind, because the campaign or SES was paused, continues at
 * its own pace: nobody gets the reminder a minute after the email.
 */
export function nextStep(
  cohort: Cohort,
  { campaign }: Pick<CampaignVersion, 'campaign'>,
  settings: DueSettings,
): NextStep | undefined {
  const index = campaign.steps.findIndex((_, place) => cohort.steps[place]?.state !== 'done');
  const step = campaign.steps[index];
  if (step === undefined) return undefined;
  const before = lastHeardOf(index, cohort, campaign.steps);
  return { index, ...whenDue(step, cohort, settings, before) };
}

/** When a step is due by the campaign, however late its cohort is. */
export function whenDue(
  step: Step,
  cohort: Entered,
  settings: DueSettings,
  before?: { readonly step: Step; readonly run: StepRun },
): DueAt {
  const apart = before && { hours: step.after.hours - before.step.after.hours };
  if (isOfNight(step, cohort)) {
    const planned = addDays(cohort.slot, wholeDays(step.after));
    const spaced = before && apart && addDays(before.run.ranOn, wholeDays(apart));
    const night = spaced !== undefined && spaced > planned ? spaced : planned;
    const begins = instantOfLocal(`${night}T${nightBeginsAtTime}`, settings.timeZone);
    return { at: undisturbed(step, cohort, settings, begins), night };
  }
  const zone = zoneOf(cohort, settings);
  const planned = later(cohort.openedAt, step.after, step, zone);
  const spaced = before && apart && later(before.run.at, apart, step, zone);
  const earliest = spaced === undefined ? planned : laterOf(planned, spaced);
  const at = step.at === undefined ? earliest : firstAt({ at: step.at, on: step.on }, earliest, zone);
  return { at: undisturbed(step, cohort, settings, at) };
}

/** True when a step may run. */
export const isDue = (
  { at, night }: DueAt,
  step: Step,
  cohort: Entered,
  settings: DueSettings,
  now: DueTime,
): boolean =>
  // A night may be run by hand before its hour.
  (night === undefined ? at <= now.at : night <= now.date) && !isDisturbing(step, cohort, settings, now.at);

/** True while a step would disturb the customers of a cohort. */
export const isDisturbing = (
  step: Pick<Step, 'transactional' | 'action'>,
  cohort: Pick<CohortKey, 'zone'>,
  settings: DueSettings,
  at: Instant,
): boolean => undisturbed(step, cohort, settings, at) !== at;

/** Steps that a campaign's customers get on a day by the night, and not at an hour of their own. */
const isOfNight = (step: Step, cohort: Entered): cohort is Entered & { slot: PlainDate } =>
  !isEventSlot(cohort.slot) && isWholeDays(step.after) && step.at === undefined;

/**
 * True when a step comes later than it may, counted from when it was due by the campaign. By date for a step of a night
 * that may be whole days late, otherwise by the clock.
 */
export function isExpired(step: Step, cohort: Entered, settings: DueSettings, now: DueTime): boolean {
  const due = whenDue(step, cohort, settings);
  if (due.night !== undefined && isWholeDays(step.expires))
    return addDays(due.night, wholeDays(step.expires)) < now.date;
  return Date.parse(due.at) + step.expires.hours * hourMs < Date.parse(now.at);
}

/** True when the customers of a campaign are told apart by their time zones. */
export const goesByTimeZone = (
  { steps }: Pick<Campaign, 'steps'>,
  { limits }: Pick<Settings, 'limits'>,
): boolean => steps.some((step) => step.at !== undefined || (limits.quietHours !== 'none' && disturbs(step)));

const hourMs = 3_600_000;

const zoneOf = ({ zone }: Pick<CohortKey, 'zone'>, { timeZone }: DueSettings): string => zone ?? timeZone;

/** Days later is by the customers' calendar, hours later by the clock of the world. */
function later(from: Instant, after: Duration, { at }: Pick<Step, 'at'>, zone: string): Instant {
  if (!isWholeDays(after) || after.hours === 0) return instantFromMs(Date.parse(from) + after.hours * hourMs);
  const day = addDays(dayIn(zone, from), wholeDays(after));
  return instantOfLocal(at === undefined ? `${day}T${timeIn(zone, from)}:00` : `${day}T00:00:00`, zone);
}

/** True for a step that quiet hours hold back. Staff have hours of their own, and call nobody at night. */
const disturbs = ({ transactional, action }: Pick<Step, 'transactional' | 'action'>): boolean =>
  !transactional && actions[action.type].channel === 'email';

/** The first moment from `at` on, itself included, at which a step disturbs nobody. */
export function undisturbed(
  step: Pick<Step, 'transactional' | 'action'>,
  cohort: Pick<CohortKey, 'zone'>,
  settings: DueSettings,
  at: Instant,
): Instant {
  const { quietHours } = settings.limits;
  return quietHours === 'none' || !disturbs(step) ? at : afterQuiet(quietHours, at, zoneOf(cohort, settings));
}

/** The last of the steps before one that reached somebody: one that had expired keeps the next from nothing. */
function lastHeardOf(
  before: number,
  cohort: Cohort,
  steps: readonly Step[],
): { step: Step; run: StepRun } | undefined {
  for (let index = before - 1; index >= 0; index -= 1) {
    const [step, run] = [steps[index], cohort.steps[index]];
    // Customers notice nothing of a webhook.
    const isNoticed = step && actions[step.action.type].channel !== undefined;
    if (isNoticed && run?.state === 'done' && run.tally.sent + run.tally.queued + run.tally.unknown > 0)
      return { step, run };
  }
  return undefined;
}
