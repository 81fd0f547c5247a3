import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useParams } from 'react-router';
import type { Answered } from '../../shared/console-api/routes.ts';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { AnswerView } from '../parts/answer-view.tsx';
import { CustomerActions } from '../parts/customer-actions.tsx';
import { CustomerCampaigns } from '../parts/customer-campaigns.tsx';
import { CustomerChannels } from '../parts/customer-channels.tsx';
import { NotSent, Timeline } from '../parts/customer-timeline.tsx';
import { Page } from '../parts/page.tsx';

type Customer = Answered<'GET /api/customers/{customerId}'>;

/** Who a customer is, why, what happened, and what may be done. */
export default function CustomerPage() {
  const { words, language } = usePreferences();
  const customerId = useParams()['customerId'] ?? '';
  const answer = useAnswer('GET /api/customers/{customerId}', {
    path: { customerId },
    query: { lang: language },
  });
  const { data } = answer;
  return (
    <Page
      title={data?.name ?? customerId}
      description={
        data && [data.name === undefined ? undefined : data.customerId, data.who].filter(Boolean).join(' · ')
      }
      actions={data && <CustomerActions customerId={data.customerId} />}
    >
      <AnswerView answer={answer}>
        {(customer) => (
          <SpaceBetween size="l">
            {customer.sameMailbox.length > 0 && (
              <Alert type="info">{words.customers.sameMailbox(words.listed(customer.sameMailbox))}</Alert>
            )}
            <Classes customer={customer} />
            <ColumnLayout columns={2}>
              <Sentences title={words.customers.forecast} sentences={customer.forecast} />
              {customer.standing.length > 0 && (
                <Sentences title={words.customers.standing} sentences={customer.standing} />
              )}
            </ColumnLayout>
            <CustomerChannels customerId={customer.customerId} channels={customer.channels} />
            <Timeline happenings={customer.timeline} />
            {customer.notSent.length > 0 && <NotSent steps={customer.notSent} />}
            <CustomerCampaigns customerId={customer.customerId} />
          </SpaceBetween>
        )}
      </AnswerView>
    </Page>
  );
}

function Classes({ customer: { classes, asOf } }: { readonly customer: Customer }) {
  const { words } = usePreferences();
  if (classes.length === 0)
    return (
      <Alert type="info" header={words.noNight}>
        {words.noNightHelp}
      </Alert>
    );
  return (
    <Container
      header={
        <Header variant="h2" description={asOf && words.asOf(asOf)}>
          {words.customers.why}
        </Header>
      }
    >
      <dl style={{ margin: 0 }}>
        {classes.map(({ about, name, is, label, because, treatment }) => (
          <div key={`${about} ${is}`} style={{ padding: '0.375rem 0' }}>
            <dt>
              <Box color="text-body-secondary" display="inline" fontSize="body-s">
                {name}
              </Box>{' '}
              <Box variant="strong">{label}</Box>
            </dt>
            <dd style={{ margin: 0 }}>
              {because}
              {treatment !== undefined && <Box color="text-status-info">→ {treatment}</Box>}
            </dd>
          </div>
        ))}
      </dl>
    </Container>
  );
}

function Sentences({ title, sentences }: { readonly title: string; readonly sentences: readonly string[] }) {
  return (
    <Container header={<Header variant="h2">{title}</Header>} fitHeight>
      {sentences.map((sentence) => (
        <Box key={sentence} variant="p">
          {sentence}
        </Box>
      ))}
    </Container>
  );
}
