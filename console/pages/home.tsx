import SpaceBetween from '@cloudscape-design/components/space-between';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { AnswerView } from '../parts/answer-view.tsx';
import { CampaignTable } from '../parts/campaign-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { Page } from '../parts/page.tsx';
import { Sections } from '../parts/section-view.tsx';

/** What needs attention, where customers stand, and what campaigns caused. */
export default function Home() {
  const { words, language } = usePreferences();
  const shop = useAnswer('GET /api/shop', { query: { lang: language } });
  if (shop.error?.kind === 'not-found')
    return (
      <Page title={words.home.title}>
        <Empty title={words.noNight} help={words.noNightHelp} />
      </Page>
    );
  return (
    <Page title={words.home.title} description={shop.data && words.asOf(shop.data.asOf)}>
      <AnswerView answer={shop}>
        {({ sections, campaigns }) => (
          <SpaceBetween size="l">
            <Sections sections={sections.slice(0, 2)} />
            <CampaignTable campaigns={campaigns.filter(({ isPaused }) => !isPaused)} />
            <Sections sections={sections.slice(2)} />
          </SpaceBetween>
        )}
      </AnswerView>
    </Page>
  );
}
