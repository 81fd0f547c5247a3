import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { mayUse } from '../../shared/console-api/rights.ts';
import type { Answered } from '../../shared/console-api/routes.ts';
import { useAnswer } from '../api/use-answer.ts';
import { useChange } from '../api/use-change.ts';
import { usePreferences } from '../app/preferences.tsx';
import { Confirmation } from './confirmation.tsx';
import { Problem } from './problem.tsx';

type Start = Answered<'POST /api/nights'>;

/** The button that runs a night now, after asking; only for those who may. */
export function RunNight({
  night,
  isPrimary,
  onStarted,
}: {
  /** One that broke off; that of today when absent. */
  readonly night?: string;
  readonly isPrimary: boolean;
  readonly onStarted: (start: Start) => void;
}) {
  const { words } = usePreferences();
  const w = words.nights;
  const { data: session } = useAnswer('GET /api/session', {});
  const [isAsking, setAsking] = useState(false);
  const run = useChange('POST /api/nights');
  if (!mayUse('POST /api/nights', session?.roles ?? [])) return null;
  const action = night === undefined ? w.run : w.again;
  return (
    <>
      <Button variant={isPrimary ? 'primary' : 'normal'} onClick={() => setAsking(true)}>
        {action}
      </Button>
      {isAsking && (
        <Confirmation
          title={night === undefined ? w.runTitle : w.againTitle(night)}
          text={w.runText}
          action={action}
          isBusy={run.isPending}
          onCancel={() => {
            run.reset();
            setAsking(false);
          }}
          onConfirm={() =>
            run.mutate(
              { body: night === undefined ? {} : { night } },
              {
                onSuccess: (start) => {
                  onStarted(start);
                  setAsking(false);
                },
              },
            )
          }
        >
          {run.error && <Problem error={run.error} />}
        </Confirmation>
      )}
    </>
  );
}

/** What became of a night that somebody has just run. */
export function StartedNight({ date, became }: Start) {
  const { words } = usePreferences();
  const isUnderWay = became === 'started' || became === 'resumed';
  return <Alert type={isUnderWay ? 'success' : 'info'}>{words.nights.became[became](date)}</Alert>;
}
