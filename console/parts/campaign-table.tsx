import { useCollection } from '@cloudscape-design/collection-hooks';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type { Answered } from '../../shared/console-api/routes.ts';
import { usePreferences } from '../app/preferences.tsx';
import { Empty } from './empty.tsx';
import { useFormats } from './formats.ts';
import { LinkTo } from './link-to.tsx';
import { toneStatus } from './tone-status.ts';

type Campaign = Answered<'GET /api/shop'>['campaigns'][number];

/** What each campaign caused, the verdict first. */
export function CampaignTable({ campaigns }: { readonly campaigns: readonly Campaign[] }) {
  const { words } = usePreferences();
  const { number } = useFormats();
  const w = words.reports;
  const { items, collectionProps } = useCollection(campaigns, {
    sorting: { defaultState: { sortingColumn: { sortingField: 'entered' }, isDescending: true } },
    filtering: { empty: <Empty title={w.none} help={w.noneHelp} /> },
  });
  return (
    <Table
      {...collectionProps}
      wrapLines
      header={
        <Header variant="h2" counter={`(${campaigns.length})`}>
          {words.home.campaigns}
        </Header>
      }
      items={items}
      trackBy={({ id, version }) => `${id}#${version}`}
      columnDefinitions={[
        {
          id: 'name',
          header: w.campaign,
          isRowHeader: true,
          minWidth: 180,
          sortingField: 'name',
          cell: ({ id, version, name, isPaused }: Campaign) => (
            <>
              <LinkTo to={`/reports/${id}/${version}`}>{name}</LinkTo> {w.version(version)}
              {isPaused && `, ${w.ended}`}
            </>
          ),
        },
        {
          id: 'verdict',
          header: w.verdict,
          minWidth: 200,
          cell: ({ tone, verdict }: Campaign) => (
            <StatusIndicator type={toneStatus[tone]}>{verdict}</StatusIndicator>
          ),
        },
        { id: 'difference', header: w.difference, cell: ({ difference }: Campaign) => difference ?? '–' },
        {
          id: 'entered',
          header: w.entered,
          sortingField: 'entered',
          cell: ({ entered, heldOut }: Campaign) => `${number(entered)} (${w.heldOut} ${number(heldOut)})`,
        },
        { id: 'since', header: w.since, sortingField: 'since', cell: ({ since }: Campaign) => since },
      ]}
    />
  );
}
