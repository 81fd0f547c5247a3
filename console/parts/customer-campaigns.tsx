import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { mayUse } from '../../shared/console-api/rights.ts';
import type { CustomerId } from '../../shared/ids.ts';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { AnswerView } from './answer-view.tsx';

const route = 'GET /api/customers/{customerId}/campaigns';

/** What each running campaign would do for a customer tonight, condition by condition. */
export function CustomerCampaigns({ customerId }: { readonly customerId: CustomerId }) {
  const { words, language } = usePreferences();
  const { data: session } = useAnswer('GET /api/session', {});
  const isAllowed = mayUse(route, session?.roles ?? []);
  const answer = useAnswer(
    route,
    { path: { customerId }, query: { lang: language } },
    { isEnabled: isAllowed },
  );
  if (!isAllowed) return null;
  return (
    <Container header={<Header variant="h2">{words.customers.campaignsToday}</Header>}>
      <AnswerView answer={answer}>
        {({ campaigns }) =>
          campaigns.length === 0 ? (
            <Box color="text-body-secondary">{words.customers.noCampaigns}</Box>
          ) : (
            campaigns.map(({ id, name, enters, why, conditions }) => (
              <ExpandableSection
                key={id}
                headerText={name}
                headerDescription={why}
                headerInfo={<StatusIndicator type={enters ? 'success' : 'stopped'} iconAriaLabel={why} />}
              >
                <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
                  {conditions.map(({ depth, holds, text }, place) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: conditions stay in the order of the file
                    <li key={place} style={{ paddingInlineStart: `${depth}rem` }}>
                      <StatusIndicator type={holds ? 'success' : 'error'}>{text}</StatusIndicator>
                    </li>
                  ))}
                </ul>
              </ExpandableSection>
            ))
          )
        }
      </AnswerView>
    </Container>
  );
}
