import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { ApiError } from '../api/client.ts';
import { usePreferences } from '../app/preferences.tsx';
import { useFormats } from '../parts/formats.ts';
import { Problem } from '../parts/problem.tsx';
import type { JobProgress, PartJob } from './part-job.ts';

/** How far a job is, and what can be done with it. */
export function JobProgressView({
  job,
  progress: { state, read, error },
  customers,
  onDrop,
}: {
  readonly job: PartJob;
  readonly progress: JobProgress;
  /** All customers, as the latest night counted them. */
  readonly customers: number;
  onDrop(): void;
}) {
  const { words } = usePreferences();
  const { number } = useFormats();
  const w = words.jobs;
  if (state === 'done') return null;
  return (
    <SpaceBetween size="s">
      <ProgressBar
        value={Math.min(100, Math.round((100 * read) / Math.max(1, customers)))}
        label={w.reading}
        description={w.read(number(read), number(customers))}
        additionalInfo={state === 'running' ? w.mayLeave : undefined}
      />
      {state === 'failed' && error instanceof ApiError && <Problem error={error} />}
      <SpaceBetween direction="horizontal" size="xs">
        {state === 'running' ? (
          <Button onClick={() => job.pause()}>{w.pause}</Button>
        ) : (
          <Button variant="primary" onClick={() => job.resume()}>
            {w.goOn}
          </Button>
        )}
        <Button variant="link" onClick={onDrop}>
          {w.drop}
        </Button>
      </SpaceBetween>
      {state === 'paused' && <Box color="text-body-secondary">{w.paused}</Box>}
    </SpaceBetween>
  );
}
