import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { Answered } from '../../shared/console-api/routes.ts';
import { percentIn } from '../../shared/words/numbers.ts';
import { usePreferences } from '../app/preferences.tsx';
import { Empty } from '../parts/empty.tsx';
import { useFormats } from '../parts/formats.ts';
import { LinkTo } from '../parts/link-to.tsx';
import { deliverabilityWords } from '../words/deliverability/words.ts';

type Deliverability = Answered<'GET /api/deliverability'>;
type Counts = Pick<Deliverability, 'sent' | 'bounced' | 'complained' | 'unknown'>;

const standingLook = { below: 'success', warns: 'warning', stops: 'error' } as const;

/** Bounces and complaints against what providers take as too much, then by day and by campaign. */
export function Rates({ found }: { readonly found: Deliverability }) {
  const { language } = usePreferences();
  const w = deliverabilityWords[language];
  const { number } = useFormats();
  const percent = percentIn(language);
  const columns = useCountColumns();
  if (found.sent + found.unknown === 0) return <Empty title={w.noMail} help={w.noMailHelp} />;
  return (
    <SpaceBetween size="l">
      <Table
        wrapLines
        header={
          <Header variant="h2" description={w.ratesOf(number(found.sent), found.from, found.to)}>
            {w.rates}
          </Header>
        }
        footer={<Box variant="small">{w.bySes}</Box>}
        items={found.limits}
        columnDefinitions={[
          {
            id: 'what',
            minWidth: 90,
            header: w.what,
            isRowHeader: true,
            cell: ({ of }) => w.of[of],
          },
          { id: 'share', header: w.share, cell: ({ share }) => <strong>{percent(share, 2)}</strong> },
          {
            id: 'standing',
            minWidth: 140,
            header: w.standing,
            cell: ({ standing }) => (
              <StatusIndicator type={standingLook[standing]}>{w.standings[standing]}</StatusIndicator>
            ),
          },
          { id: 'by', header: w.provider, cell: ({ by }) => w.limitsOf[by] },
          { id: 'warns', header: w.warnsFrom, cell: ({ warnsFrom }) => percent(warnsFrom) },
          { id: 'stops', header: w.stopsFrom, cell: ({ stopsFrom }) => percent(stopsFrom) },
        ]}
      />
      {found.unknown > 0 && (
        <Alert type="info" header={w.unknown(number(found.unknown))}>
          {w.unknownHelp}
        </Alert>
      )}
      <Table
        wrapLines
        header={
          <Header variant="h2" counter={`(${found.campaigns.length})`}>
            {w.byCampaign}
          </Header>
        }
        items={found.campaigns}
        columnDefinitions={[
          {
            id: 'campaign',
            minWidth: 160,
            header: w.campaign,
            isRowHeader: true,
            cell: ({ campaign, version, name }) => (
              <LinkTo to={`/reports/${campaign}/${version}`}>{name}</LinkTo>
            ),
          },
          ...columns,
        ]}
      />
      <Table
        wrapLines
        header={<Header variant="h2">{w.byDay}</Header>}
        items={[...found.days].reverse()}
        trackBy="day"
        columnDefinitions={[
          { id: 'day', header: w.day, minWidth: 120, isRowHeader: true, cell: ({ day }) => day },
          ...columns,
        ]}
      />
    </SpaceBetween>
  );
}

/** How many of what, with the share of those that went out. */
function useCountColumns(): TableProps.ColumnDefinition<Counts>[] {
  const { language } = usePreferences();
  const w = deliverabilityWords[language];
  const { number } = useFormats();
  const withShare = (count: number, sent: number) =>
    count === 0 ? '0' : `${number(count)} (${percentIn(language)(count / Math.max(1, sent), 2)})`;
  const cell = (text: string) => <span className="rk-number">{text}</span>;
  return [
    { id: 'sent', header: w.sent, cell: ({ sent }) => cell(number(sent)) },
    { id: 'bounced', header: w.bounced, cell: ({ bounced, sent }) => cell(withShare(bounced, sent)) },
    {
      id: 'complained',
      header: w.complained,
      cell: ({ complained, sent }) => cell(withShare(complained, sent)),
    },
    { id: 'unknown', header: w.unknowns, cell: ({ unknown }) => cell(number(unknown)) },
  ];
}
