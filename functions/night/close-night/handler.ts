import * as z from 'zod';
import { instantSchema, type PlainDate, plainDateSchema } from '../../../shared/calendar.ts';
import { noCapacity, sumCapacity } from '../../../shared/night/capacity.ts';
import {
  type FailedStep,
  failuresKept,
  type NightReport,
  sumRescoreTallies,
} from '../../../shared/night/night.ts';
import { addComparison, keepGlobalComparison } from '../../../shared/operations/global-comparison.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { store } from '../../toolkit/store.ts';

const eventSchema = z.object({
  date: plainDateSchema,
  at: instantSchema,
  /** When each part of the night began, in milliseconds since 1970, by name. */
  began: z.record(z.string(), z.number()),
});

/**
 * The last state of `nightly-rescore`: closes the night with its report. A repeat returns the report that the night
 * has.
 */
export const handler = createEventHandler(eventSchema, async ({ date, at, began }) => {
  const night = await store.nights.get(date);
  if (night.progress.state === 'closed') return night.progress.report;
  const [measuring, rescoring] = await Promise.all([
    store.nights.allMeasuring(date),
    store.nights.allRescoring(date),
  ]);
  const counted = rescoring.map((segment) => segment.counted);
  await keepGlobalComparison(
    store,
    date,
    counted.map((one) => one.allCampaigns).reduce(addComparison, undefined),
  );
  const report: NightReport = {
    ...sumRescoreTallies(counted),
    ...(await countSteps(date)),
    callbacks: await countCallbacks(),
    outOfBudget: (await store.campaigns.all()).flatMap(({ id, outOfBudget }) =>
      outOfBudget === undefined ? [] : [{ campaign: id, ...outOfBudget }],
    ),
    capacity: [...measuring, ...rescoring].map((segment) => segment.capacity).reduce(sumCapacity, noCapacity),
    durationsMs: durationsOf(began, Date.parse(at)),
  };
  await store.nights.change(night, { ...night, progress: { state: 'closed', at, report } });
  return report;
});

/** Counts the steps that ran tonight. It reads the cohorts, so steps that ran before a crash are included. */
async function countSteps(
  date: PlainDate,
): Promise<Pick<NightReport, 'stepsRun' | 'stepsFailed' | 'failures'>> {
  const [unfinished, finished] = await Promise.all([
    store.cohorts.unfinished(),
    store.cohorts.finished(date),
  ]);
  const tonights = [...unfinished, ...finished].flatMap(({ campaign, version, slot, steps }) =>
    Object.entries(steps).flatMap(([step, run]) =>
      run.ranOn === date ? [{ campaign, version, slot, step: Number(step), run }] : [],
    ),
  );
  const failures = tonights.flatMap(({ run, ...step }): FailedStep[] => {
    if (run.state !== 'failed') return [];
    const { at, error, stoppedBy } = run;
    return [{ ...step, at, error, ...(stoppedBy && { stoppedBy }) }];
  });
  return {
    stepsRun: tonights.length - failures.length,
    stepsFailed: failures.length,
    failures: failures.slice(0, failuresKept),
  };
}

async function countCallbacks(): Promise<NightReport['callbacks']> {
  const waiting = await store.callbacks.waiting();
  const escalated = waiting.filter((task) => task.escalatedTo !== undefined);
  return { waiting: waiting.length, escalated: escalated.length };
}

/** The duration of each part in milliseconds: it lasted until the next began. */
function durationsOf(began: Readonly<Record<string, number>>, endMs: number): Record<string, number> {
  const parts = Object.entries(began).sort(([, a], [, b]) => a - b);
  return Object.fromEntries(
    parts.map(([part, from], index) => [part, (parts[index + 1]?.[1] ?? endMs) - from]),
  );
}
