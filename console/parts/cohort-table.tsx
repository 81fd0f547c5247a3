import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useSearchParams } from 'react-router';
import type { Answered } from '../../shared/console-api/routes.ts';
import { usePreferences } from '../app/preferences.tsx';
import { Empty } from './empty.tsx';
import { useFormats } from './formats.ts';

type Detail = Answered<'GET /api/campaigns/{campaign}'>;

const perPage = 50;

/** The cohorts in flight, those that are due first at the top, and why one waits. */
export function CohortTable({ detail: { cohorts, cohortsInAll } }: { readonly detail: Detail }) {
  const { words } = usePreferences();
  const w = words.campaigns;
  const { number, moment } = useFormats();
  const [parameters, setParameters] = useSearchParams();
  const page = Math.floor(Number(parameters.get('from') ?? 0) / perPage) + 1;
  return (
    <Table
      variant="container"
      wrapLines
      header={
        <Header variant="h2" counter={`(${number(cohortsInAll)})`}>
          {w.cohorts}
        </Header>
      }
      pagination={
        cohortsInAll > perPage && (
          <Pagination
            currentPageIndex={page}
            pagesCount={Math.ceil(cohortsInAll / perPage)}
            ariaLabels={{ paginationLabel: w.page }}
            onChange={({ detail }) =>
              setParameters({ from: String((detail.currentPageIndex - 1) * perPage) }, { replace: true })
            }
          />
        )
      }
      empty={<Empty title={w.nobody} help={w.nobodyHelp} />}
      items={cohorts}
      trackBy="name"
      columnDefinitions={[
        {
          id: 'entered',
          header: w.entered,
          isRowHeader: true,
          cell: ({ openedAt, zone, version }) => (
            <>
              {moment(openedAt)}
              <Box variant="small" color="text-body-secondary" display="block">
                {words.listed([w.version(version), ...(zone === undefined ? [] : [zone])])}
              </Box>
            </>
          ),
        },
        { id: 'customers', header: w.inProgress, cell: ({ customers }) => number(customers) },
        { id: 'run', header: w.progress, cell: ({ stepsRun, steps }) => w.progressOf(stepsRun, steps) },
        { id: 'next', header: w.next, cell: ({ next }) => next && w.dueAt(next.step, moment(next.at)) },
        {
          id: 'waits',
          header: w.waits,
          cell: ({ waiting, isHeldUp }) => (
            <StatusIndicator type={isHeldUp ? 'warning' : 'pending'}>{waiting ?? w.notDue}</StatusIndicator>
          ),
        },
      ]}
    />
  );
}
