import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import Table from '@cloudscape-design/components/table';
import { useSearchParams } from 'react-router';
import type { Answered } from '../../shared/console-api/routes.ts';
import { type HappeningKind, happeningKinds } from '../../shared/portrait/happening-kind.ts';
import { usePreferences } from '../app/preferences.tsx';
import { Empty } from './empty.tsx';
import { useFormats } from './formats.ts';

type Customer = Answered<'GET /api/customers/{customerId}'>;

/** What happened, latest first; the kind that is looked at is in the address. */
export function Timeline({ happenings }: { readonly happenings: Customer['timeline'] }) {
  const { words } = usePreferences();
  const { moment } = useFormats();
  const w = words.customers;
  const [parameters, setParameters] = useSearchParams();
  const kind = happeningKinds.find((one) => one === parameters.get('kind'));
  const shown = happenings.filter((one) => kind === undefined || one.kind === kind);
  const option = (value: HappeningKind | 'all') => ({
    value,
    label: value === 'all' ? w.all : w.kinds[value],
  });
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${shown.length})`}
          actions={
            <Select
              ariaLabel={w.timeline}
              selectedOption={option(kind ?? 'all')}
              options={[option('all'), ...happeningKinds.map(option)]}
              onChange={({ detail }) => {
                const { value } = detail.selectedOption;
                setParameters(value === undefined || value === 'all' ? {} : { kind: value }, {
                  replace: true,
                });
              }}
            />
          }
        >
          {w.timeline}
        </Header>
      }
    >
      {shown.length === 0 && <Box color="text-body-secondary">{w.nothingHere}</Box>}
      <ol style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {shown.map(({ at, kind: about, text }, place) => (
          // Two facts of one moment may read alike.
          // biome-ignore lint/suspicious/noArrayIndexKey: the past does not move
          <li key={`${at} ${place}`} style={{ padding: '0.25rem 0' }}>
            <Box variant="small" color="text-body-secondary">
              {moment(at)} · {w.kinds[about]}
            </Box>
            <div style={{ overflowWrap: 'anywhere' }}>{text}</div>
          </li>
        ))}
      </ol>
    </Container>
  );
}

/** The steps that did nothing for this customer, and why. */
export function NotSent({ steps }: { readonly steps: Customer['notSent'] }) {
  const { words } = usePreferences();
  const { moment } = useFormats();
  const w = words.customers;
  return (
    <Table
      wrapLines
      header={
        <Header variant="h2" counter={`(${steps.length})`}>
          {w.notSent}
        </Header>
      }
      items={steps}
      empty={<Empty title={w.nothingHere} help="" />}
      columnDefinitions={[
        {
          id: 'campaign',
          header: words.reports.campaign,
          cell: ({ campaign }) => campaign,
          isRowHeader: true,
        },
        { id: 'step', header: w.step, cell: ({ step }) => step },
        { id: 'reason', header: w.reason, cell: ({ reason }) => reason },
        { id: 'at', header: w.when, cell: ({ at }) => moment(at) },
      ]}
    />
  );
}
