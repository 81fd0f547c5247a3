import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useDeferredValue } from 'react';
import { useSearchParams } from 'react-router';
import type { Answered } from '../../shared/console-api/routes.ts';
import { labels } from '../../shared/words/labels.ts';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { AnswerView } from '../parts/answer-view.tsx';
import { Empty } from '../parts/empty.tsx';
import { useFormats } from '../parts/formats.ts';
import { LinkTo } from '../parts/link-to.tsx';
import { Page } from '../parts/page.tsx';

type Found = Answered<'GET /api/customers'>['customers'][number];

/** Finds a customer by whatever is known. What was typed is in the address, so that a search can be shared. */
export default function Customers() {
  const { words } = usePreferences();
  const w = words.customers;
  const [parameters, setParameters] = useSearchParams();
  const typed = parameters.get('text') ?? '';
  const text = useDeferredValue(typed.trim());
  const found = useAnswer('GET /api/customers', { query: { text } }, { isEnabled: text.length > 1 });
  return (
    <Page title={w.title}>
      <SpaceBetween size="l">
        <FormField label={w.search} description={w.searchHelp}>
          <Input
            type="search"
            value={typed}
            autoFocus
            onChange={({ detail }) =>
              setParameters(detail.value === '' ? {} : { text: detail.value }, { replace: true })
            }
          />
        </FormField>
        {text.length > 1 ? (
          <AnswerView answer={found}>{({ customers }) => <FoundTable customers={customers} />}</AnswerView>
        ) : (
          <Box color="text-body-secondary">{w.start}</Box>
        )}
      </SpaceBetween>
    </Page>
  );
}

function FoundTable({ customers }: { readonly customers: readonly Found[] }) {
  const { words, language } = usePreferences();
  const { number, money } = useFormats();
  const w = words.customers;
  const names = labels[language];
  return (
    <Table
      wrapLines
      header={<Header counter={`(${customers.length})`}>{w.title}</Header>}
      items={customers}
      trackBy="customerId"
      empty={<Empty title={w.nobody} help={w.nobodyHelp} />}
      columnDefinitions={[
        {
          id: 'customer',
          header: w.name,
          isRowHeader: true,
          cell: ({ customerId, name, email, phone }) => (
            <>
              <LinkTo to={`/customers/${encodeURIComponent(customerId)}`}>{name ?? customerId}</LinkTo>
              <Box variant="small" color="text-body-secondary" display="block">
                {[name === undefined ? undefined : customerId, email, phone].filter(Boolean).join(' · ')}
              </Box>
            </>
          ),
        },
        {
          id: 'lifecycle',
          header: w.lifecycle,
          cell: ({ lifecycle }) => (lifecycle === undefined ? '–' : names.lifecycles[lifecycle]),
        },
        { id: 'tier', header: w.tier, cell: ({ tier }) => (tier === undefined ? '–' : names.tiers[tier]) },
        { id: 'orders', header: w.orders, cell: ({ orders }) => number(orders) },
        { id: 'spent', header: w.spent, cell: ({ spent }) => money(spent) },
        { id: 'last', header: w.lastOrder, cell: ({ lastOrderOn = '–' }) => lastOrderOn },
      ]}
    />
  );
}
