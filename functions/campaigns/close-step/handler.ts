import { ContentionError } from '../../../shared/errors.ts';
import { isFinished, type StepRun } from '../../../shared/journeys/cohort.ts';
import { type StoppedBy, stepOutcomeSchema } from '../../../shared/journeys/events.ts';
import { sumTallies } from '../../../shared/journeys/step-tally.ts';
import { noteForReport } from '../../../shared/operations/note-for-report.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { logger } from '../../toolkit/logger.ts';
import { store } from '../../toolkit/store.ts';

/**
 * Called by `run-campaigns` after a step has run over its shards: records the result on the cohort, and finishes the
 * cohort after its last step. A step that could not send everything is not done, so the next run continues it. A repeat
 * changes nothing.
 */
export const handler = createEventHandler(
  stepOutcomeSchema,
  async ({ cohort: key, step, date, at, run, outcome }) => {
    if (step === 'admit') {
      if ('error' in outcome) logger.error('letting customers in failed', { ...key, error: outcome.error });
      return { state: 'done' };
    }
    const cohort = await store.cohorts.find(key);
    if (cohort === undefined || cohort.steps[step]?.state === 'done') return { state: 'done' };
    await noteForReport(store, key);
    const stepRun: StepRun =
      'tallies' in outcome
        ? { state: 'done', at, ranOn: date, tally: sumTallies(outcome.tallies) }
        : { state: 'failed', at, ranOn: date, run, error: errorOf(outcome), ...stopOf(outcome) };
    if ('error' in outcome) logger.error('step failed', { ...key, step, error: outcome.error });
    if ('stoppedBy' in outcome) reportStop(outcome.stoppedBy, { ...key, step });
    const after = { ...cohort, steps: { ...cohort.steps, [step]: stepRun } };
    const isChanged = await store.cohorts.change(cohort, after);
    if (!isChanged)
      throw new ContentionError('another run is closing a step of this cohort', { where: key.campaign });
    const version = await store.campaigns.journeyVersion(key.campaign, key.version);
    if (isFinished(after, version)) await store.cohorts.finish(after, date);
    return { state: stepRun.state };
  },
);

const stopReasons: Readonly<Record<StoppedBy, string>> = {
  'daily-quota': "SES's daily quota is used up; the next run continues",
  'quiet-hours': 'it is night where these customers live; the rest goes out in the morning',
  'campaign-paused': 'the campaign was paused while the step ran; it goes on when the campaign is resumed',
  'no-answer': 'a webhook was not answered; the next run tries again',
  budget: 'the campaign has used up its budget and is paused; the rest goes out once that is raised',
  paused: 'SES has paused this account or put it under review; nothing is sent until that is settled',
};

const errorOf = (outcome: { readonly error: string } | { readonly stoppedBy: StoppedBy }): string =>
  'error' in outcome ? outcome.error : stopReasons[outcome.stoppedBy];

const stopOf = (outcome: object & { readonly stoppedBy?: StoppedBy }) =>
  outcome.stoppedBy && { stoppedBy: outcome.stoppedBy };

/** A quota resolves itself; a pause and a budget need a person, so alarms count them in the log. */
function reportStop(stoppedBy: StoppedBy, where: object): void {
  if (stoppedBy === 'paused') logger.error('sending is paused', { ...where, reason: stopReasons.paused });
  else if (stoppedBy === 'budget')
    logger.error('budget is used up', { ...where, reason: stopReasons.budget });
  else logger.warn('step postponed', { ...where, reason: stopReasons[stoppedBy] });
}
