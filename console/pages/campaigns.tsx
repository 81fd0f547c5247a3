import { useCollection } from '@cloudscape-design/collection-hooks';
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import Toggle from '@cloudscape-design/components/toggle';
import type { Answered } from '../../shared/console-api/routes.ts';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { NewCampaign } from '../builder/begin.tsx';
import { DraftList } from '../builder/draft-list.tsx';
import { AnswerView } from '../parts/answer-view.tsx';
import { CampaignActions } from '../parts/campaign-actions.tsx';
import { CampaignCaused, CampaignState } from '../parts/campaign-state.tsx';
import { Empty } from '../parts/empty.tsx';
import { useFormats } from '../parts/formats.ts';
import { LinkTo } from '../parts/link-to.tsx';
import { Page } from '../parts/page.tsx';
import { useParameters } from '../parts/use-parameters.ts';

type Overview = Answered<'GET /api/campaigns'>['campaigns'][number];

/** Every campaign with how it stands; what is searched for is in the address. */
export default function Campaigns() {
  const { words, language } = usePreferences();
  const answer = useAnswer('GET /api/campaigns', { query: { lang: language } });
  const { title, description } = words.campaigns;
  return (
    <Page title={title} description={description} actions={<NewCampaign />}>
      <SpaceBetween size="l">
        <DraftList />
        <AnswerView answer={answer}>{({ campaigns }) => <Overviews campaigns={campaigns} />}</AnswerView>
      </SpaceBetween>
    </Page>
  );
}

function Overviews({ campaigns }: { readonly campaigns: readonly Overview[] }) {
  const { words } = usePreferences();
  const w = words.campaigns;
  const { number, moment } = useFormats();
  const [parameters, put] = useParameters();
  const withArchived = parameters.has('archived');
  const text = parameters.get('text') ?? '';
  const found = campaigns.filter(
    ({ id, name, state }) =>
      (withArchived || state !== 'archived') && `${id} ${name}`.toLowerCase().includes(text.toLowerCase()),
  );
  const { items, collectionProps } = useCollection(found, {
    sorting: { defaultState: { sortingColumn: { sortingField: 'name' } } },
  });
  const isEmpty = campaigns.length === 0;
  return (
    <Table
      {...collectionProps}
      wrapLines
      header={
        <Header variant="h2" counter={`(${items.length})`}>
          {w.title}
        </Header>
      }
      filter={
        <SpaceBetween direction="horizontal" size="m" alignItems="center">
          <TextFilter
            filteringText={text}
            filteringPlaceholder={w.find}
            filteringAriaLabel={w.find}
            onChange={({ detail }) => put('text', detail.filteringText || undefined)}
          />
          <Toggle
            checked={withArchived}
            onChange={({ detail }) => put('archived', detail.checked ? '1' : undefined)}
          >
            {w.showArchived}
          </Toggle>
        </SpaceBetween>
      }
      empty={<Empty title={isEmpty ? w.none : w.noMatch} help={isEmpty ? w.noneHelp : w.noMatchHelp} />}
      items={items}
      trackBy="id"
      columnDefinitions={[
        {
          id: 'name',
          header: w.name,
          isRowHeader: true,
          sortingField: 'name',
          cell: ({ id, name, trigger }) => (
            <>
              <LinkTo to={`/campaigns/${id}`}>{name}</LinkTo>
              <Box variant="small" color="text-body-secondary" display="block">
                {trigger ?? w.unreadable}
              </Box>
            </>
          ),
        },
        {
          id: 'state',
          header: w.status,
          sortingField: 'state',
          cell: ({ state, since }) => <CampaignState state={state} since={since} />,
        },
        {
          id: 'inProgress',
          header: w.inProgress,
          sortingField: 'inProgress',
          cell: ({ inProgress }) => <span className="rk-number">{number(inProgress)}</span>,
        },
        {
          id: 'next',
          header: w.next,
          sortingField: 'nextDueAt',
          cell: ({ nextDueAt, held, state }) => (
            <>
              {nextDueAt === undefined ? '–' : moment(nextDueAt)}
              {held > 0 && state === 'active' && (
                <StatusIndicator type="warning">{w.held(held)}</StatusIndicator>
              )}
            </>
          ),
        },
        {
          id: 'caused',
          header: w.caused,
          cell: ({ id, version }) => <CampaignCaused id={id} version={version} />,
        },
        {
          id: 'actions',
          header: w.actions,
          cell: (campaign) => <CampaignActions campaign={campaign} isInTable />,
        },
      ]}
    />
  );
}
