import { DescribeExecutionCommand, ExecutionDoesNotExist } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { dayIn, instantSchema, type PlainDate, plainDateSchema } from '../../../shared/calendar.ts';
import type { Night } from '../../../shared/night/night.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { stepFunctions } from '../../toolkit/step-functions.ts';
import { store } from '../../toolkit/store.ts';

const eventSchema = z.object({
  /** The night to run; without it, tonight in the shop's time zone. */
  date: plainDateSchema.nullish(),
  at: instantSchema,
  executionArn: z.string(),
});

interface OpenedNight {
  readonly date: PlainDate;
  /** `ours` to go on with; the others say why there is nothing to do. */
  readonly found: 'ours' | 'closed-already' | 'run-by-another' | 'overtaken';
  readonly segments: readonly {
    readonly segment: number;
    readonly totalSegments: number;
    readonly date: PlainDate;
  }[];
}

/** Opens the night, or finds it: a second start, a restart after a crash and a night long closed all end well. */
export const handler = createEventHandler(
  eventSchema,
  async ({ date: wanted, at, executionArn }): Promise<OpenedNight> => {
    const { timeZone } = await store.settings.load();
    const date = wanted ?? dayIn(timeZone, at);
    // A later night has looked at everybody since; going back would undo what it decided.
    const latest = await store.nights.latest();
    if (latest !== undefined && latest.date > date) {
      const isClosed = (await store.nights.find(date))?.progress.state === 'closed';
      return { date, found: isClosed ? 'closed-already' : 'overtaken', segments: [] };
    }
    const fresh: Night = {
      date,
      openedAt: at,
      executionArn,
      scanSegments: await scanSegments(),
      campaigns: (await store.campaigns.active()).map(({ id, version }) => ({ id, version })),
      progress: { state: 'running' },
    };
    if (await store.nights.open(fresh)) return ours(fresh);
    const night = await store.nights.get(date);
    if (night.progress.state === 'closed') return { date, found: 'closed-already', segments: [] };
    if (night.executionArn === executionArn) return ours(night);
    // Also where the night says that it failed: an execution that is being redriven runs again.
    if (await isRunning(night.executionArn)) return { date, found: 'run-by-another', segments: [] };
    const taken: Night = { ...night, executionArn, progress: { state: 'running' } };
    const isTaken = await store.nights.change(night, taken);
    return isTaken ? ours(taken) : { date, found: 'run-by-another', segments: [] };
  },
);

const ours = ({ date, scanSegments: totalSegments }: Night): OpenedNight => ({
  date,
  found: 'ours',
  segments: Array.from({ length: totalSegments }, (_, segment) => ({ segment, totalSegments, date })),
});

async function isRunning(executionArn: string): Promise<boolean> {
  try {
    const { status } = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    return status === 'RUNNING';
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return false;
    throw error;
  }
}

// A Lambda scores about 5,000 profiles a second; 100,000 are well within one invocation. Two at the least, so that
// what only happens with several segments happens in every shop.
const profilesPerSegment = 100_000;

const scanSegments = async (): Promise<number> =>
  Math.min(1000, Math.max(2, Math.ceil((await store.customers.approximateCount()) / profilesPerSegment)));
