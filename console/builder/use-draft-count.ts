import { useState } from 'react';
import type { CampaignId } from '../../shared/ids.ts';
import { ApiError, ask } from '../api/client.ts';
import { beginPartJob } from '../jobs/part-job.ts';
import { createShelf, type KeptJob } from '../jobs/shelf.ts';

/** How far customers come, each number at most the one before. */
export const countedStages = [
  'inAudience',
  'entering',
  'withAddress',
  'withConsent',
  'notSuppressed',
  'notCapped',
] as const;

interface Counted {
  /** Of the customers that were read so far. */
  readonly counts: Readonly<Record<(typeof countedStages)[number], number>>;
  /** All customers, as the latest night counted them. */
  readonly customers: number;
  readonly holdout: number;
}

const shelf = createShelf<Counted>();

/** Begins to count whom a draft would concern, as it was saved last. @returns why nobody can say */
async function begin(id: CampaignId): Promise<KeptJob<Counted> | 'no-night' | 'not-ready'> {
  const path = { campaign: id };
  const { unknown, begun } = await ask('GET /api/drafts/{campaign}/count', { path });
  if (begun === undefined) return unknown ?? 'not-ready';
  const { plan, revision, holdout } = begun;
  const { asOf, segments, customers } = plan;
  const counts = {
    inAudience: 0,
    entering: 0,
    withAddress: 0,
    withConsent: 0,
    notSuppressed: 0,
    notCapped: 0,
  };
  const job = beginPartJob(
    segments,
    (segment, from: { readonly customerId: string } | undefined) =>
      ask('POST /api/drafts/{campaign}/count', {
        path,
        body: { revision, asOf, segment, segments, ...(from && { from }) },
      }),
    (part) => {
      for (const stage of countedStages) counts[stage] += part[stage];
    },
  );
  return { job, gathered: () => ({ counts: { ...counts }, customers, holdout }) };
}

/** The exact count of a draft. It is of one text and says nothing about another. */
export function useDraftCount(id: CampaignId, text: string) {
  const question = `${id} ${text}`;
  const kept = shelf.useJob(question);
  const [came, setCame] = useState<{
    readonly question: string;
    readonly is: 'beginning' | 'no-night' | 'not-ready' | ApiError;
  }>();
  const answer = came?.question === question ? came.is : undefined;
  const start = async () => {
    setCame({ question, is: 'beginning' });
    try {
      const begun = await begin(id);
      if (typeof begun !== 'string') shelf.keep(question, begun);
      setCame(typeof begun === 'string' ? { question, is: begun } : undefined);
    } catch (error) {
      setCame({ question, is: error instanceof ApiError ? error : new ApiError(0, {}) });
    }
  };
  const gathered = kept?.gathered();
  return {
    kept: kept && { job: kept.job, progress: kept.progress, customers: gathered?.customers ?? 0 },
    /** What was counted, once everybody was. */
    counted:
      kept?.progress.state === 'done' && gathered !== undefined
        ? { ...gathered, customers: kept.progress.read }
        : undefined,
    unknown: answer === 'no-night' || answer === 'not-ready' ? answer : undefined,
    error: answer instanceof ApiError ? answer : undefined,
    isCounting: answer === 'beginning' || kept?.progress.state === 'running',
    start: () => void start(),
    drop: () => shelf.drop(question),
  };
}

/** {@link useDraftCount} as the parts of the review see it. */
export type DraftCount = ReturnType<typeof useDraftCount>;
