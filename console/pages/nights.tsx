import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Answered } from '../../shared/console-api/routes.ts';
import { dollarsText, durationText } from '../../shared/words/night-figures.ts';
import { nightWords } from '../../shared/words/nights.ts';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { AnswerView } from '../parts/answer-view.tsx';
import { Empty } from '../parts/empty.tsx';
import { useFormats } from '../parts/formats.ts';
import { LinkTo } from '../parts/link-to.tsx';
import { NightState } from '../parts/night-state.tsx';
import { Page } from '../parts/page.tsx';
import { RunNight, StartedNight } from '../parts/run-night.tsx';

type List = Answered<'GET /api/nights'>;
type Listed = List['nights'][number];
type Start = Answered<'POST /api/nights'>;

const refreshMs = 3000;

/** All nights, latest first, and the button that runs one now. */
export default function Nights() {
  const { words } = usePreferences();
  const w = words.nights;
  const [parameters] = useSearchParams();
  const before = parameters.get('before');
  const [started, setStarted] = useState<Start>();
  const list = useAnswer(
    'GET /api/nights',
    { query: before === null ? {} : { before } },
    { refreshMs: (data) => (isUnderWay(data, started) ? refreshMs : undefined) },
  );
  const isEmpty = list.data?.nights.length === 0;
  const run = <RunNight isPrimary={isEmpty} onStarted={setStarted} />;
  return (
    <Page title={w.title} description={w.description} actions={isEmpty ? undefined : run}>
      <SpaceBetween size="l">
        {started && <StartedNight {...started} />}
        <AnswerView answer={list}>
          {({ nights, next }) => (
            <SpaceBetween size="m">
              {nights.length === 0 ? (
                <Empty title={w.none} help={w.noneHelp} action={run} />
              ) : (
                <NightTable nights={nights} />
              )}
              <SpaceBetween direction="horizontal" size="m">
                {before !== null && <LinkTo to="/nights">{w.newest}</LinkTo>}
                {next !== undefined && <LinkTo to={`/nights?before=${next}`}>{w.older}</LinkTo>}
              </SpaceBetween>
            </SpaceBetween>
          )}
        </AnswerView>
      </SpaceBetween>
    </Page>
  );
}

/** True while a night runs, and from the moment somebody started one until it has closed. */
function isUnderWay(list: List | undefined, started: Start | undefined): boolean {
  if (list?.nights.some(({ state }) => state === 'running')) return true;
  if (started?.became !== 'started' && started?.became !== 'resumed') return false;
  return list?.nights.find(({ date }) => date === started.date)?.state !== 'closed';
}

function NightTable({ nights }: { readonly nights: readonly Listed[] }) {
  const { words, language } = usePreferences();
  const { moment, number } = useFormats();
  const w = words.nights;
  const counted = (value: number | undefined) => (
    <div className="rk-number">{value === undefined ? '–' : number(value)}</div>
  );
  const numbered = (name: string) => <div className="rk-number">{name}</div>;
  return (
    <Table
      wrapLines
      ariaLabels={{ tableLabel: w.title }}
      items={nights}
      trackBy="date"
      columnDefinitions={[
        {
          id: 'date',
          header: w.night,
          cell: ({ date }) => <LinkTo to={`/nights/${date}`}>{date}</LinkTo>,
          isRowHeader: true,
          minWidth: 115,
        },
        { id: 'state', header: w.state, cell: (night) => <NightState {...night} />, minWidth: 160 },
        { id: 'began', header: w.began, cell: ({ openedAt }) => moment(openedAt), minWidth: 130 },
        {
          id: 'took',
          header: numbered(w.took),
          cell: ({ openedAt, endedAt }) => (
            <div className="rk-number">
              {endedAt === undefined || endedAt === openedAt
                ? '–'
                : durationText(Date.parse(endedAt) - Date.parse(openedAt), nightWords[language])}
            </div>
          ),
        },
        { id: 'customers', header: numbered(w.customers), cell: ({ customers }) => counted(customers) },
        { id: 'entered', header: numbered(w.entered), cell: ({ entered }) => counted(entered) },
        { id: 'steps', header: numbered(w.steps), cell: ({ stepsRun }) => counted(stepsRun) },
        {
          id: 'cost',
          header: numbered(w.cost),
          cell: ({ dollars }) => (
            <div className="rk-number">{dollars === undefined ? '–' : dollarsText(dollars)}</div>
          ),
        },
      ]}
    />
  );
}
