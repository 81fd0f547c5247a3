import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { Answered } from '../../shared/console-api/routes.ts';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { AnswerView } from '../parts/answer-view.tsx';
import { useFormats } from '../parts/formats.ts';
import { LinkTo } from '../parts/link-to.tsx';
import { Page } from '../parts/page.tsx';
import { RunNight, StartedNight } from '../parts/run-night.tsx';
import { Sections } from '../parts/section-view.tsx';

const refreshMs = 3000;

/** What one night did, how long that took, and what failed. */
export default function Night() {
  const { words, language } = usePreferences();
  const { moment } = useFormats();
  const w = words.nights;
  const { night = '' } = useParams();
  const [started, setStarted] = useState<Answered<'POST /api/nights'>>();
  const answer = useAnswer(
    'GET /api/nights/{night}',
    { path: { night }, query: { lang: language } },
    {
      refreshMs: (data) =>
        data?.state === 'running' || (started !== undefined && data?.state === 'failed')
          ? refreshMs
          : undefined,
    },
  );
  const { data } = answer;
  return (
    <Page
      title={w.ofNight(night)}
      description={data && timesOf(data)}
      actions={
        data?.state === 'failed' && !data.isOvertaken ? (
          <RunNight night={night} isPrimary onStarted={setStarted} />
        ) : undefined
      }
    >
      <AnswerView answer={answer}>
        {({ state, sections }) => (
          <SpaceBetween size="l">
            {started && <StartedNight {...started} />}
            <Sections sections={sections} />
            {state === 'closed' && <LinkTo to={`/population?night=${night}`}>{w.population}</LinkTo>}
          </SpaceBetween>
        )}
      </AnswerView>
    </Page>
  );

  function timesOf({ openedAt, endedAt }: Answered<'GET /api/nights/{night}'>): string {
    return endedAt === undefined ? w.since(moment(openedAt)) : w.from(moment(openedAt), moment(endedAt));
  }
}
