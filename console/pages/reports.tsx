import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { AnswerView } from '../parts/answer-view.tsx';
import { CampaignTable } from '../parts/campaign-table.tsx';
import { NoNight } from '../parts/no-night.tsx';
import { Page } from '../parts/page.tsx';

/** Every campaign that was measured, also those that are over. */
export default function Reports() {
  const { words, language } = usePreferences();
  const shop = useAnswer('GET /api/shop', { query: { lang: language } });
  const { title, description } = words.reports;
  if (shop.error?.kind === 'not-found')
    return (
      <Page title={title}>
        <NoNight />
      </Page>
    );
  return (
    <Page title={title} description={description}>
      <AnswerView answer={shop}>{({ campaigns }) => <CampaignTable campaigns={campaigns} />}</AnswerView>
    </Page>
  );
}
