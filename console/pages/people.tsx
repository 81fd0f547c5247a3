import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { type ReactNode, useState } from 'react';
import type { Answered } from '../../shared/console-api/routes.ts';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { AnswerView } from '../parts/answer-view.tsx';
import { Empty } from '../parts/empty.tsx';
import { useFormats } from '../parts/formats.ts';
import { Page } from '../parts/page.tsx';
import { Invite } from '../people/invite.tsx';
import { PersonActions } from '../people/person-actions.tsx';
import { settingsWords } from '../words/settings/words.ts';

type People = Answered<'GET /api/people'>;

/** Who may sign in to the console, and as what. */
export default function PeoplePage() {
  const { language } = usePreferences();
  const w = settingsWords[language].people;
  // The cursors of the pages so far; Cognito knows only the way forward.
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const cursor = cursors.at(-1);
  const answer = useAnswer('GET /api/people', { query: { ...(cursor !== undefined && { cursor }) } });
  return (
    <Page title={w.title} description={w.description}>
      <AnswerView answer={answer}>
        {({ hasLogin, people, next }) =>
          hasLogin ? (
            <PeopleTable
              people={people}
              pages={
                <Pagination
                  currentPageIndex={cursors.length + 1}
                  pagesCount={cursors.length + 1}
                  openEnd={next !== undefined}
                  onPreviousPageClick={() => setCursors(cursors.slice(0, -1))}
                  onNextPageClick={() => next !== undefined && setCursors([...cursors, next])}
                  onChange={({ detail }) => setCursors(cursors.slice(0, detail.currentPageIndex - 1))}
                />
              }
            />
          ) : (
            <Empty title={w.noLogin} help={w.noLoginHelp} />
          )
        }
      </AnswerView>
    </Page>
  );
}

const stateLook = { invited: 'pending', active: 'success', disabled: 'stopped' } as const;

function PeopleTable({ people, pages }: { readonly people: People['people']; readonly pages: ReactNode }) {
  const { words, language } = usePreferences();
  const w = settingsWords[language].people;
  const { moment } = useFormats();
  const [isInviting, setInviting] = useState(false);
  return (
    <>
      <Table
        wrapLines
        items={people}
        trackBy="name"
        pagination={pages}
        header={
          <Header
            variant="h2"
            counter={`(${people.length})`}
            actions={
              <Button variant="primary" onClick={() => setInviting(true)}>
                {w.invite}
              </Button>
            }
          >
            {w.title}
          </Header>
        }
        empty={<Empty title={w.none} help={w.noneHelp} />}
        columnDefinitions={[
          {
            id: 'name',
            header: w.name,
            isRowHeader: true,
            cell: ({ name, isYou }) => (isYou ? w.you(name) : name),
          },
          { id: 'email', header: w.email, cell: ({ email = '–' }) => email },
          {
            id: 'roles',
            header: w.roles,
            cell: ({ roles }) => words.listed(roles.map((role) => words.roles[role])) || '–',
          },
          {
            id: 'state',
            header: w.state,
            cell: ({ state }) => <StatusIndicator type={stateLook[state]}>{w.states[state]}</StatusIndicator>,
          },
          {
            id: 'since',
            header: w.since,
            cell: ({ since }) => <Box>{since === undefined ? '–' : moment(since)}</Box>,
          },
          { id: 'actions', header: w.actions, cell: (person) => <PersonActions person={person} /> },
        ]}
      />
      {isInviting && <Invite onClose={() => setInviting(false)} />}
    </>
  );
}
