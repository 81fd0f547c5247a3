import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useNavigate } from 'react-router';
import type { Answered } from '../../shared/console-api/routes.ts';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { AnswerView } from '../parts/answer-view.tsx';
import { AudienceUsers } from '../parts/audiences/audience-users.tsx';
import { Empty } from '../parts/empty.tsx';
import { useFormats } from '../parts/formats.ts';
import { LinkTo } from '../parts/link-to.tsx';
import { Page } from '../parts/page.tsx';

type Audiences = Answered<'GET /api/audiences'>;

const linkOf = (text: string) => `/audiences/edit?${new URLSearchParams({ text })}`;

/** The audiences that there are: those with a name, and those of campaigns. */
export default function AudienceList() {
  const { words } = usePreferences();
  const w = words.audiences;
  const audiences = useAnswer('GET /api/audiences', {});
  const go = useNavigate();
  const start = <Button onClick={() => void go('/audiences/edit')}>{w.start}</Button>;
  return (
    <Page title={w.title} description={w.description} actions={start}>
      <AnswerView answer={audiences}>
        {({ named, campaigns }) =>
          campaigns.length === 0 && named.length === 0 ? (
            <Empty title={w.none} help={w.noneHelp} />
          ) : (
            <SpaceBetween size="l">
              {named.length > 0 && <NamedTable named={named} />}
              {campaigns.length > 0 && <CampaignAudiences campaigns={campaigns} />}
            </SpaceBetween>
          )
        }
      </AnswerView>
    </Page>
  );
}

function NamedTable({ named }: Pick<Audiences, 'named'>) {
  const { moment } = useFormats();
  const w = usePreferences().words.audiences;
  return (
    <Table
      wrapLines
      header={
        <Header variant="h2" counter={`(${named.length})`} description={w.namedHelp}>
          {w.named}
        </Header>
      }
      items={named}
      trackBy="name"
      columnDefinitions={[
        {
          id: 'name',
          header: w.name,
          isRowHeader: true,
          cell: ({ name, title }) => (
            <>
              <LinkTo to={`/audiences/edit?name=${name}`}>{title}</LinkTo>
              {title !== name && (
                <Box variant="small" color="text-body-secondary" display="block">
                  {name}
                </Box>
              )}
            </>
          ),
        },
        { id: 'used', header: w.usedBy, cell: ({ usedBy }) => <AudienceUsers users={usedBy} /> },
        {
          id: 'saved',
          header: w.savedOn,
          minWidth: 140,
          cell: ({ saved }) => (saved === undefined ? w.onlyInCampaigns : moment(saved.savedAt)),
        },
      ]}
    />
  );
}

function CampaignAudiences({ campaigns }: Pick<Audiences, 'campaigns'>) {
  const w = usePreferences().words.audiences;
  return (
    <Table
      wrapLines
      header={
        <Header variant="h2" counter={`(${campaigns.length})`}>
          {w.ofCampaigns}
        </Header>
      }
      items={campaigns}
      trackBy="campaign"
      columnDefinitions={[
        {
          id: 'campaign',
          header: w.campaign,
          isRowHeader: true,
          cell: ({ title, text }) => <LinkTo to={linkOf(text)}>{title}</LinkTo>,
        },
        { id: 'state', header: w.state, cell: ({ state }) => w.states[state] },
      ]}
    />
  );
}
