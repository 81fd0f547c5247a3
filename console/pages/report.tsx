import { useParams } from 'react-router';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { AnswerView } from '../parts/answer-view.tsx';
import { Page } from '../parts/page.tsx';
import { Sections } from '../parts/section-view.tsx';

/** What one version of a campaign caused: the verdict first. */
export default function Report() {
  const { words, language } = usePreferences();
  const { campaign = '', version = '' } = useParams();
  const report = useAnswer('GET /api/reports/{campaign}/{version}', {
    path: { campaign, version },
    query: { lang: language },
  });
  const w = words.reports;
  return (
    <Page
      title={report.data?.name ?? campaign}
      description={report.data && `${w.version(report.data.version)} · ${w.countedOn(report.data.countedOn)}`}
    >
      <AnswerView answer={report}>{({ sections }) => <Sections sections={sections} />}</AnswerView>
    </Page>
  );
}
