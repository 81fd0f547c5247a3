import SpaceBetween from '@cloudscape-design/components/space-between';
import { useParams } from 'react-router';
import { mayUse } from '../../shared/console-api/rights.ts';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { AnswerView } from '../parts/answer-view.tsx';
import { Page } from '../parts/page.tsx';
import { ReportPeople } from '../parts/report-people.tsx';
import { Sections } from '../parts/section-view.tsx';

/** What one version of a campaign caused: the verdict first, and at the end its people as a file. */
export default function Report() {
  const { words, language } = usePreferences();
  const { campaign = '', version = '' } = useParams();
  const report = useAnswer('GET /api/reports/{campaign}/{version}', {
    path: { campaign, version },
    query: { lang: language },
  });
  const { data: session } = useAnswer('GET /api/session', {});
  const mayExport = mayUse('POST /api/reports/{campaign}/{version}/people', session?.roles ?? []);
  const w = words.reports;
  return (
    <Page
      title={report.data?.name ?? campaign}
      description={report.data && `${w.version(report.data.version)} · ${w.countedOn(report.data.countedOn)}`}
    >
      <AnswerView answer={report}>
        {({ sections }) => (
          <SpaceBetween size="l">
            <Sections sections={sections} />
            {mayExport && <ReportPeople path={{ campaign, version }} />}
          </SpaceBetween>
        )}
      </AnswerView>
    </Page>
  );
}
