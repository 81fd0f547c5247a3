import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Answered } from '../../../shared/console-api/routes.ts';
import type { ApiError } from '../../api/client.ts';
import { usePreferences } from '../../app/preferences.tsx';
import { AnswerView } from '../answer-view.tsx';
import { Bars } from '../charts.tsx';
import { Empty } from '../empty.tsx';
import { useFormats } from '../formats.ts';
import { LinkTo } from '../link-to.tsx';

type Counted = Answered<'POST /api/audiences/count'>;
type Count = NonNullable<Counted['count']>;

/** How many an audience is, from those who match to those who would receive something, and ten of them with why. */
export function AudienceCount({
  answer,
  channel,
  onChannel,
}: {
  readonly answer: UseQueryResult<Counted, ApiError>;
  readonly channel: 'email' | 'phone';
  readonly onChannel: (channel: string) => void;
}) {
  const w = usePreferences().words.audiences;
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <SegmentedControl
                label={w.channel}
                selectedId={channel}
                options={[
                  { id: 'email', text: w.channels.email },
                  { id: 'phone', text: w.channels.phone },
                ]}
                onChange={({ detail }) => onChannel(detail.selectedId)}
              />
            }
          >
            {w.count}
          </Header>
        }
      >
        <AnswerView answer={answer}>
          {({ problems, count }) =>
            problems.length > 0 ? (
              <Alert type="error" header={w.problems}>
                {problems.map(({ line, message }) => (
                  <Box key={`${line} ${message}`} variant="p">
                    {w.line(line, message)}
                  </Box>
                ))}
              </Alert>
            ) : count === undefined ? (
              <Empty title={w.noSample} help={w.noSampleHelp} />
            ) : (
              <Stages count={count} />
            )
          }
        </AnswerView>
      </Container>
      {answer.data?.count !== undefined && <Examples count={answer.data.count} />}
    </SpaceBetween>
  );
}

function Stages({ count: { stages, sampled, customers, night } }: { readonly count: Count }) {
  const w = usePreferences().words.audiences;
  const { number } = useFormats();
  const isExact = sampled >= customers;
  const rows = stages.map(({ stage, count, low, high }) => ({
    name: w.stages[stage],
    value: count,
    text:
      low === high ? number(count) : `${w.about(number(count))} (${w.between(number(low), number(high))})`,
  }));
  return (
    <div aria-live="polite">
      <Bars rows={rows} label={w.count} />
      <Box variant="p" color="text-body-secondary" fontSize="body-s">
        {isExact ? w.exact(number(customers), night) : w.sampled(number(sampled), number(customers), night)}
      </Box>
    </div>
  );
}

function Examples({ count: { examples } }: { readonly count: Count }) {
  const w = usePreferences().words.audiences;
  return (
    <Container header={<Header variant="h2">{w.examples}</Header>}>
      {examples.length === 0 ? (
        <Empty title={w.nobody} help={w.nobodyHelp} />
      ) : (
        examples.map(({ customerId, name, why }) => (
          <ExpandableSection
            key={customerId}
            headerText={name ?? customerId}
            headerActions={<LinkTo to={`/customers/${encodeURIComponent(customerId)}`}>{customerId}</LinkTo>}
          >
            {why.map(({ depth, holds, text }) => (
              <Box key={`${depth} ${text}`} padding={{ left: depth === 0 ? 'n' : depth === 1 ? 'l' : 'xxl' }}>
                <StatusIndicator
                  type={holds ? 'success' : 'stopped'}
                  iconAriaLabel={holds ? w.holds : w.fails}
                >
                  {text}
                </StatusIndicator>
              </Box>
            ))}
          </ExpandableSection>
        ))
      )}
    </Container>
  );
}
