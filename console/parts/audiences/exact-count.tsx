import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import { ApiError, ask } from '../../api/client.ts';
import { usePreferences } from '../../app/preferences.tsx';
import { JobProgressView } from '../../jobs/job-progress.tsx';
import { beginPartJob } from '../../jobs/part-job.ts';
import { createShelf } from '../../jobs/shelf.ts';
import { Bars } from '../charts.tsx';
import { Empty } from '../empty.tsx';
import { useFormats } from '../formats.ts';
import { Problem } from '../problem.tsx';

const stages = ['matches', 'withAddress', 'withConsent', 'notSuppressed', 'notCapped'] as const;
type Counts = Readonly<Record<(typeof stages)[number], number>>;
interface Counted {
  readonly counts: Counts;
  readonly customers: number;
  readonly asOf: string;
}

const shelf = createShelf<Counted>();

/** Begins to count an audience among all customers. @returns undefined before the first night */
async function begin(text: string, channel: 'email' | 'phone') {
  const { plan } = await ask('GET /api/audiences/parts', {});
  if (plan === undefined) return undefined;
  const { asOf, segments, customers } = plan;
  const counts = { matches: 0, withAddress: 0, withConsent: 0, notSuppressed: 0, notCapped: 0 };
  const job = beginPartJob(
    segments,
    (segment, from: { readonly customerId: string } | undefined) =>
      ask('POST /api/audiences/parts/count', {
        body: { text, channel, asOf, segment, segments, ...(from && { from }) },
      }),
    (part) => {
      for (const stage of stages) counts[stage] += part[stage];
    },
  );
  return { job, gathered: () => ({ counts: { ...counts }, customers, asOf }) };
}

/** How many an audience is exactly: all customers are asked, part by part, also while other pages are on screen. */
export function ExactCount({
  text,
  channel,
}: {
  readonly text: string;
  readonly channel: 'email' | 'phone';
}) {
  const { words } = usePreferences();
  const w = words.audiences;
  const { number } = useFormats();
  const [came, setCame] = useState<'nothing' | 'beginning' | 'no-night' | ApiError>('nothing');
  const question = `${channel} ${text}`;
  const kept = shelf.useJob(question);
  const start = async () => {
    setCame('beginning');
    try {
      const begun = await begin(text, channel);
      if (begun !== undefined) shelf.keep(question, begun);
      setCame(begun === undefined ? 'no-night' : 'nothing');
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setCame(error);
    }
  };
  const { counts, customers, asOf } = kept?.gathered() ?? {};
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={w.exactHelp}
          actions={
            (kept === undefined || kept.progress.state === 'done') && (
              <Button loading={came === 'beginning'} onClick={() => void start()}>
                {w.countExactly}
              </Button>
            )
          }
        >
          {w.exactTitle}
        </Header>
      }
    >
      {came instanceof ApiError && <Problem error={came} />}
      {came === 'no-night' && <Empty title={w.noSample} help={w.noSampleHelp} />}
      {kept !== undefined && (
        <JobProgressView
          job={kept.job}
          progress={kept.progress}
          customers={customers ?? 0}
          onDrop={() => shelf.drop(question)}
        />
      )}
      {kept !== undefined && counts !== undefined && (
        <div aria-live="polite">
          <Bars
            label={w.exactTitle}
            rows={stages.map((stage) => ({
              name: w.stages[stage],
              value: counts[stage],
              text: number(counts[stage]),
            }))}
          />
          <Box variant="p" color="text-body-secondary" fontSize="body-s">
            {kept.progress.state === 'done'
              ? w.countedExactly(number(kept.progress.read), asOf ?? '')
              : w.soFar}
          </Box>
        </div>
      )}
    </Container>
  );
}
