import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Answered } from '../../shared/console-api/routes.ts';
import { usePreferences } from '../app/preferences.tsx';

type Listed = Answered<'GET /api/nights'>['nights'][number];

/** How a night stands, in colour and in words. */
export function NightState({ state, stepsFailed = 0 }: Pick<Listed, 'state' | 'stepsFailed'>) {
  const w = usePreferences().words.nights;
  if (state === 'closed' && stepsFailed > 0)
    return <StatusIndicator type="warning">{w.stepsFailed(stepsFailed)}</StatusIndicator>;
  const type = { running: 'in-progress', failed: 'error', closed: 'success' } as const;
  return <StatusIndicator type={type[state]}>{w.states[state]}</StatusIndicator>;
}
