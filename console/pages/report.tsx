import SpaceBetween from '@cloudscape-design/components/space-between';
import { useParams } from 'react-router';
import { mayUse } from '../../shared/console-api/rights.ts';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { AnswerView } from '../parts/answer-view.tsx';
import { CampaignActions } from '../parts/campaign-actions.tsx';
import { CampaignState } from '../parts/campaign-state.tsx';
import { LinkTo } from '../parts/link-to.tsx';
import { Page } from '../parts/page.tsx';
import { ReportPeople } from '../parts/report-people.tsx';
import { Sections } from '../parts/section-view.tsx';

/** What one version of a campaign caused: the verdict first, what can be done with the campaign, and its people as a file. */
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
      actions={<Decision campaign={campaign} />}
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

/** How the campaign stands now, and what whoever has read the report may do with it. */
function Decision({ campaign }: { readonly campaign: string }) {
  const { words, language } = usePreferences();
  const { data } = useAnswer('GET /api/campaigns/{campaign}', {
    path: { campaign },
    query: { lang: language },
  });
  if (data === undefined) return null;
  return (
    <SpaceBetween direction="horizontal" size="m" alignItems="center">
      <div>
        <CampaignState state={data.state} since={data.since} />
        <LinkTo to={`/campaigns/${campaign}`}>{words.reports.toCampaign}</LinkTo>
      </div>
      <CampaignActions campaign={data} />
    </SpaceBetween>
  );
}
