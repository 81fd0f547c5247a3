import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Answered } from '../../shared/console-api/routes.ts';
import { usePreferences } from '../app/preferences.tsx';
import { useFormats } from './formats.ts';
import { LinkTo } from './link-to.tsx';

export type QueuedCall = Answered<'GET /api/calls'>['tasks'][number];

/** Who waits to be called, most urgent first. */
export function CallQueue({
  tasks,
  opened,
}: {
  readonly tasks: readonly QueuedCall[];
  readonly opened: string | undefined;
}) {
  const { words } = usePreferences();
  const { money, moment } = useFormats();
  const w = words.calls;
  return (
    <Container header={<Header counter={`(${tasks.length})`}>{w.title}</Header>}>
      <ol style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {tasks.map(({ taskId, customer, customerId, value, dueAt, escalatedTo, progress }) => (
          <li key={taskId} style={{ padding: '0.375rem 0' }} aria-current={taskId === opened}>
            <LinkTo to={`/calls?task=${taskId}`}>{customer.name ?? customerId}</LinkTo>{' '}
            {escalatedTo !== undefined && <Badge color="severity-high">{w.overdue}</Badge>}
            <Box variant="small" color="text-body-secondary" display="block">
              {w.value} {money(value)} · {w.due} {moment(dueAt)}
            </Box>
            {progress.state === 'claimed' && (
              <StatusIndicator type="in-progress">{w.claimedBy(progress.by)}</StatusIndicator>
            )}
          </li>
        ))}
      </ol>
    </Container>
  );
}
