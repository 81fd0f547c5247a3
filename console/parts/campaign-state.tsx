import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Answered } from '../../shared/console-api/routes.ts';
import type { CampaignId } from '../../shared/ids.ts';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { useFormats } from './formats.ts';
import { LinkTo } from './link-to.tsx';

type Overview = Answered<'GET /api/campaigns'>['campaigns'][number];

const indicators = { active: 'success', paused: 'stopped', archived: 'info' } as const;

/** Whether a campaign runs, and since when. */
export function CampaignState({ state, since }: Pick<Overview, 'state' | 'since'>) {
  const { words } = usePreferences();
  const { moment } = useFormats();
  return (
    <>
      <StatusIndicator type={indicators[state]}>{words.campaigns.states[state]}</StatusIndicator>
      <Box variant="small" color="text-body-secondary" display="block">
        {words.campaigns.since(moment(since))}
      </Box>
    </>
  );
}

/** The verdict on a version, as the latest night has counted it; a dash before there is one. */
export function CampaignCaused({ id, version }: { readonly id: CampaignId; readonly version: number }) {
  const { language } = usePreferences();
  const { data } = useAnswer('GET /api/shop', { query: { lang: language } });
  const reported = data?.campaigns.find((one) => one.id === id && one.version === version);
  if (reported === undefined) return '–';
  return (
    <>
      <LinkTo to={`/reports/${id}/${version}`}>{reported.verdict}</LinkTo>
      {reported.difference !== undefined && (
        <Box variant="small" color="text-body-secondary" display="block">
          {reported.difference}
        </Box>
      )}
    </>
  );
}
