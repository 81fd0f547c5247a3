import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { Closed } from '../deliverability/closed.tsx';
import { Rates } from '../deliverability/rates.tsx';
import { SendingSetup } from '../deliverability/setup.tsx';
import { AnswerView } from '../parts/answer-view.tsx';
import { Page } from '../parts/page.tsx';
import { useParameters } from '../parts/use-parameters.ts';
import { deliverabilityWords } from '../words/deliverability/words.ts';

const windows = [7, 14, 31];

/** Whether emails arrive, and who must not be written to. The tab and the days are in the address. */
export default function Deliverability() {
  const { language } = usePreferences();
  const w = deliverabilityWords[language];
  const [parameters, put] = useParameters();
  return (
    <Page title={w.title} description={w.description}>
      <Tabs
        activeTabId={parameters.get('tab') ?? 'rates'}
        onChange={({ detail }) => put('tab', detail.activeTabId)}
        tabs={[
          {
            id: 'rates',
            label: w.tabs.rates,
            content: (
              <RatesOf
                days={windows.find((days) => String(days) === parameters.get('days')) ?? 14}
                onDays={(days) => put('days', days)}
              />
            ),
          },
          { id: 'setup', label: w.tabs.setup, content: <SendingSetup /> },
          { id: 'closed', label: w.tabs.closed, content: <Closed /> },
        ]}
      />
    </Page>
  );
}

function RatesOf({ days, onDays }: { readonly days: number; onDays(days: string): void }) {
  const { language } = usePreferences();
  const w = deliverabilityWords[language];
  const answer = useAnswer('GET /api/deliverability', { query: { days } });
  const optionOf = (count: number) => ({ value: String(count), label: w.lastDays(count) });
  return (
    <SpaceBetween size="l">
      <Select
        ariaLabel={w.within}
        selectedOption={optionOf(days)}
        options={windows.map(optionOf)}
        onChange={({ detail }) => onDays(detail.selectedOption.value ?? '14')}
      />
      <AnswerView answer={answer}>{(found) => <Rates found={found} />}</AnswerView>
    </SpaceBetween>
  );
}
