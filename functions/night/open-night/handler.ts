import * as z from 'zod';
import { dayIn, instantSchema, type PlainDate, plainDateSchema } from '../../../shared/calendar.ts';
import type { Night } from '../../../shared/night/night.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { isRunning } from '../../toolkit/step-functions.ts';
import { store } from '../../toolkit/store.ts';

const eventSchema = z.object({
  /** The night to run; the default is tonight in the shop's time zone. */
  date: plainDateSchema.nullish(),
  at: instantSchema,
  executionArn: z.string(),
});

interface OpenedNight {
  readonly date: PlainDate;
  /** `ours` when this execution runs the night; the others say why there is nothing to do. */
  readonly found: 'ours' | 'closed-already' | 'run-by-another' | 'overtaken';
  readonly segments: readonly {
    readonly segment: number;
    readonly totalSegments: number;
    readonly date: PlainDate;
  }[];
}

/**
 * The first state of `nightly-rescore`: opens the night, or finds it. A repeat by the same execution finds the night as
 * it was opened; another execution takes it over only when the one that runs it has ended, and leaves a closed night
 * alone.
 */
export const handler = createEventHandler(
  eventSchema,
  async ({ date: requested, at, executionArn }): Promise<OpenedNight> => {
    const { timeZone } = await store.settings.load();
    const date = requested ?? dayIn(timeZone, at);
    // A later night has rescored every customer since; going back would undo its decisions.
    const latest = await store.nights.latest();
    if (latest !== undefined && latest.date > date) {
      const isClosed = (await store.nights.find(date))?.progress.state === 'closed';
      return { date, found: isClosed ? 'closed-already' : 'overtaken', segments: [] };
    }
    const fresh: Night = {
      date,
      openedAt: at,
      executionArn,
      scanSegments: await chooseScanSegments(),
      campaigns: (await store.campaigns.active()).map(({ id, version }) => ({ id, version })),
      progress: { state: 'running' },
    };
    if (await store.nights.open(fresh)) return ours(fresh);
    const night = await store.nights.get(date);
    if (night.progress.state === 'closed') return { date, found: 'closed-already', segments: [] };
    if (night.executionArn === executionArn) return ours(night);
    // Checked even when the night is recorded as failed: its execution may have been redriven, and runs again.
    if (await isRunning(night.executionArn)) return { date, found: 'run-by-another', segments: [] };
    const takenOver: Night = { ...night, executionArn, progress: { state: 'running' } };
    const isTakenOver = await store.nights.change(night, takenOver);
    return isTakenOver ? ours(takenOver) : { date, found: 'run-by-another', segments: [] };
  },
);

const ours = ({ date, scanSegments: totalSegments }: Night): OpenedNight => ({
  date,
  found: 'ours',
  segments: Array.from({ length: totalSegments }, (_, segment) => ({ segment, totalSegments, date })),
});

// A Lambda scores about 5,000 profiles a second, so 100,000 are well within one invocation. There are always at least
// two segments, so that every shop exercises what only happens with several.
const profilesPerSegment = 100_000;

const chooseScanSegments = async (): Promise<number> =>
  Math.min(1000, Math.max(2, Math.ceil((await store.customers.estimateCount()) / profilesPerSegment)));
