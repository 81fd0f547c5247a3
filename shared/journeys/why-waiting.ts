import type { Instant, PlainDate } from '../calendar.ts';
import type { CampaignStanding } from '../campaigns/lifecycle.ts';
import type { Cohort } from './cohort.ts';
import type { StoppedBy } from './events.ts';
import type { NextStep } from './when-due.ts';

/** Why a cohort's next step has not run, although its time has come or its campaign has stopped. */
export type Waiting =
  | { readonly for: 'campaign'; readonly since: Instant }
  | { readonly for: 'end' }
  | { readonly for: 'run' }
  | { readonly for: 'retry'; readonly error: string; readonly failedAt: Instant }
  | { readonly for: StoppedBy; readonly since: Instant }
  | { readonly for: 'quiet-hours-over'; readonly until: Instant }
  | { readonly for: 'night'; readonly night: PlainDate }
  | { readonly for: 'starter' };

/** What is known of a cohort whose next step is looked at. */
export interface NextLook {
  readonly cohort: Pick<Cohort, 'steps'>;
  readonly next: NextStep;
  /** When the step would be due if nobody's quiet hours held it back. */
  readonly planned: Instant;
  readonly standing: CampaignStanding;
  /** True while an execution works on it. */
  readonly isRunning: boolean;
}

/** Why a cohort waits; undefined for one whose next step is simply not due yet. */
export function whyWaiting(
  { cohort, next, planned, standing, isRunning }: NextLook,
  now: Instant,
): Waiting | undefined {
  if (standing.state === 'archived') return { for: 'end' };
  if (standing.state === 'paused') return { for: 'campaign', since: standing.since };
  if (isRunning) return { for: 'run' };
  const last = cohort.steps[next.index];
  if (last?.state === 'failed')
    return last.stoppedBy === undefined
      ? { for: 'retry', error: last.error, failedAt: last.at }
      : { for: last.stoppedBy, since: last.at };
  if (planned <= now && next.at > now) return { for: 'quiet-hours-over', until: next.at };
  if (next.at > now) return undefined;
  return next.night === undefined ? { for: 'starter' } : { for: 'night', night: next.night };
}
