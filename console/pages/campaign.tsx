import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useParams, useSearchParams } from 'react-router';
import type { Answered } from '../../shared/console-api/routes.ts';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { AnswerView } from '../parts/answer-view.tsx';
import { CampaignActions } from '../parts/campaign-actions.tsx';
import { CampaignCaused, CampaignState } from '../parts/campaign-state.tsx';
import { CohortTable } from '../parts/cohort-table.tsx';
import { useFormats } from '../parts/formats.ts';
import { Page } from '../parts/page.tsx';

type Detail = Answered<'GET /api/campaigns/{campaign}'>;
type PlacedStep = Detail['steps'][number] & { readonly place: number };

/** One campaign: how it stands, what it does, and who is in flight. */
export default function Campaign() {
  const { language } = usePreferences();
  const { campaign = '' } = useParams();
  const [parameters] = useSearchParams();
  const answer = useAnswer('GET /api/campaigns/{campaign}', {
    path: { campaign },
    query: { lang: language, from: parameters.get('from') ?? '0' },
  });
  return (
    <Page
      title={answer.data?.name ?? campaign}
      description={answer.data?.description}
      actions={answer.data && <CampaignActions campaign={answer.data} />}
    >
      <AnswerView answer={answer}>{(detail) => <CampaignDetail detail={detail} />}</AnswerView>
    </Page>
  );
}

function CampaignDetail({ detail }: { readonly detail: Detail }) {
  const { words } = usePreferences();
  const w = words.campaigns;
  const { number, moment } = useFormats();
  const { id, version, state, since, trigger, variants, inProgress, nextDueAt } = detail;
  const variantColumn = {
    id: 'variants',
    header: w.variants,
    cell: ({ variants }: PlacedStep) => (variants === undefined ? w.everybody : words.listed(variants)),
  };
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{w.version(version)}</Header>}>
        <KeyValuePairs
          columns={4}
          items={[
            { label: w.status, value: <CampaignState state={state} since={since} /> },
            { label: w.trigger, value: trigger ?? w.unreadable },
            { label: w.inProgress, value: number(inProgress) },
            { label: w.next, value: nextDueAt === undefined ? '–' : moment(nextDueAt) },
            { label: w.caused, value: <CampaignCaused id={id} version={version} /> },
            ...(variants === undefined
              ? []
              : [
                  {
                    label: w.variants,
                    value:
                      variants.promoted === undefined
                        ? words.listed(variants.names)
                        : w.promoted(variants.promoted),
                  },
                ]),
          ]}
        />
      </Container>
      <CohortTable detail={detail} />
      <Table
        variant="container"
        wrapLines
        header={<Header variant="h2">{w.steps}</Header>}
        items={detail.steps.map((step, place) => ({ ...step, place: place + 1 }))}
        trackBy={({ place }) => String(place)}
        columnDefinitions={[
          { id: 'place', header: w.steps, isRowHeader: true, cell: ({ place }) => w.step(place) },
          { id: 'when', header: w.when, cell: ({ when }) => when },
          { id: 'what', header: w.what, cell: ({ what }) => what },
          { id: 'text', header: w.text, cell: ({ text }) => (text === '' ? '–' : text) },
          ...(detail.variants === undefined ? [] : [variantColumn]),
        ]}
      />
      <Table
        variant="container"
        wrapLines
        header={<Header variant="h2">{w.versions}</Header>}
        items={detail.versions.toReversed()}
        trackBy={({ version: one }) => String(one)}
        columnDefinitions={[
          {
            id: 'version',
            header: w.versions,
            isRowHeader: true,
            cell: (one) =>
              words.listed([
                w.version(one.version),
                ...(one.continuedBy === undefined ? [] : [w.continuedBy(one.continuedBy)]),
              ]),
          },
          { id: 'inProgress', header: w.inProgress, cell: (one) => number(one.inProgress) },
          {
            id: 'caused',
            header: w.caused,
            cell: (one) => <CampaignCaused id={id} version={one.version} />,
          },
        ]}
      />
    </SpaceBetween>
  );
}
