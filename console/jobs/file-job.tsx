import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { ApiError } from '../api/client.ts';
import { usePreferences } from '../app/preferences.tsx';
import { Problem } from '../parts/problem.tsx';
import { JobProgressView } from './job-progress.tsx';
import type { JobProgress, PartJob } from './part-job.ts';

/** Something that is begun by a request, and what came of the latest one. */
export interface Beginning<R> {
  readonly isUnderWay: boolean;
  readonly error?: ApiError;
  readonly came?: R;
  start(): Promise<void>;
}

/** Begins something when it is asked to. */
export function useBeginning<R>(begin: () => Promise<R>): Beginning<R> {
  const [state, setState] = useState<Omit<Beginning<R>, 'start'>>({ isUnderWay: false });
  return {
    ...state,
    async start() {
      setState({ isUnderWay: true });
      try {
        setState({ isUnderWay: false, came: await begin() });
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        setState({ isUnderWay: false, error });
      }
    },
  };
}

/** A file that is written part by part: begun, under way with how far it is, or done and saved. */
export function FileJob({
  beginning,
  kept,
  onDrop,
}: {
  readonly beginning: Beginning<unknown>;
  readonly kept:
    | {
        readonly job: PartJob;
        readonly progress: JobProgress;
        /** How many there are to read, as the latest night counted them. */
        readonly toRead: number;
        /** What there is to say of the file. */
        readonly done: string;
        save(): void;
      }
    | undefined;
  onDrop(): void;
}) {
  const { words } = usePreferences();
  const w = words.jobs;
  const { error, isUnderWay, start } = beginning;
  return (
    <>
      {error !== undefined && <Problem error={error} />}
      {kept === undefined ? (
        <Button iconName="download" loading={isUnderWay} onClick={() => void start()}>
          {w.begin}
        </Button>
      ) : (
        <JobProgressView job={kept.job} progress={kept.progress} customers={kept.toRead} onDrop={onDrop} />
      )}
      {kept?.progress.state === 'done' && (
        <div aria-live="polite">
          <Box variant="p">{kept.done}</Box>
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={() => kept.save()}>{w.saveAgain}</Button>
            <Button onClick={() => void start()}>{w.again}</Button>
          </SpaceBetween>
        </div>
      )}
    </>
  );
}
