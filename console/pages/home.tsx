import SpaceBetween from '@cloudscape-design/components/space-between';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { AnswerView } from '../parts/answer-view.tsx';
import { CampaignTable } from '../parts/campaign-table.tsx';
import { Findings } from '../parts/findings.tsx';
import { NoNight } from '../parts/no-night.tsx';
import { Page } from '../parts/page.tsx';
import { Sections } from '../parts/section-view.tsx';

/** What needs attention, where customers stand, and what campaigns caused. */
export default function Home() {
  const { words, language } = usePreferences();
  const shop = useAnswer('GET /api/shop', { query: { lang: language } });
  const findings = useAnswer('GET /api/findings', { query: { lang: language } });
  return (
    <Page title={words.home.title} description={shop.data && words.asOf(shop.data.asOf)}>
      <SpaceBetween size="l">
        <AnswerView answer={findings}>{(found) => <Findings {...found} />}</AnswerView>
        {shop.error?.kind === 'not-found' ? (
          <NoNight />
        ) : (
          <AnswerView answer={shop}>
            {({ sections, campaigns }) => (
              <SpaceBetween size="l">
                <Sections sections={sections} />
                <CampaignTable campaigns={campaigns.filter(({ isPaused }) => !isPaused)} />
              </SpaceBetween>
            )}
          </AnswerView>
        )}
      </SpaceBetween>
    </Page>
  );
}
