import { ContentionError } from '../../../shared/errors.ts';
import { isFinished, type StepRun } from '../../../shared/journeys/cohort.ts';
import { stepOutcomeSchema } from '../../../shared/journeys/events.ts';
import { sumTallies } from '../../../shared/journeys/step-tally.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { logger } from '../../toolkit/logger.ts';
import { store } from '../../toolkit/store.ts';

/**
 * Called by `run-campaigns` after a step has run over its shards: records the result on the cohort, and finishes the
 * cohort after its last step. A repeat changes nothing.
 */
export const handler = createEventHandler(
  stepOutcomeSchema,
  async ({ cohort: key, step, date, at, run, outcome }) => {
    const cohort = await store.cohorts.find(key);
    if (cohort === undefined || cohort.steps[step]?.state === 'done') return { state: 'done' };
    const stepRun: StepRun =
      'error' in outcome
        ? { state: 'failed', at, ranOn: date, run, error: outcome.error }
        : { state: 'done', at, ranOn: date, tally: sumTallies(outcome.tallies) };
    if (stepRun.state === 'failed') logger.error('step failed', { ...key, step, error: stepRun.error });
    const after = { ...cohort, steps: { ...cohort.steps, [step]: stepRun } };
    const isChanged = await store.cohorts.change(cohort, after);
    if (!isChanged)
      throw new ContentionError('another run is closing a step of this cohort', { where: key.campaign });
    const version = await store.campaigns.version(key.campaign, key.version);
    if (isFinished(after, version)) await store.cohorts.finish(after, date);
    return { state: stepRun.state };
  },
);
