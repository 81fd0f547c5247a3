import Box from '@cloudscape-design/components/box';
import Grid from '@cloudscape-design/components/grid';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useSearchParams } from 'react-router';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { CallsToday } from '../calls/calls-today.tsx';
import { UndoBar } from '../calls/undo-bar.tsx';
import { AnswerView } from '../parts/answer-view.tsx';
import { Call } from '../parts/call.tsx';
import { CallQueue, type QueuedCall } from '../parts/call-queue.tsx';
import { Empty } from '../parts/empty.tsx';
import { Page } from '../parts/page.tsx';
import { useKeys } from '../parts/use-keys.ts';

/** New calls come by themselves; a claim of a colleague shows within this time. */
const refreshMs = 20_000;

/** The day of a member of staff: the queue beside one customer at a time. */
export default function Calls() {
  const { words } = usePreferences();
  const w = words.calls;
  const [parameters, setParameters] = useSearchParams();
  const opened = parameters.get('task') ?? undefined;
  const queue = useAnswer('GET /api/calls', { query: {} }, { refreshMs });
  const open = (taskId: string | undefined) => setParameters(taskId === undefined ? {} : { task: taskId });
  const next = () => open(nextOf(queue.data?.tasks ?? [], opened)?.taskId);
  useKeys({ n: next });
  return (
    <Page title={w.title} description={w.description}>
      <SpaceBetween size="l">
        <UndoBar onOpen={open} />
        <AnswerView answer={queue}>
          {({ tasks }) =>
            tasks.length === 0 && opened === undefined ? (
              <SpaceBetween size="l">
                <Empty title={w.none} help={w.noneHelp} />
              </SpaceBetween>
            ) : (
              <Grid gridDefinition={[{ colspan: { default: 12, m: 4 } }, { colspan: { default: 12, m: 8 } }]}>
                <SpaceBetween size="s">
                  <CallQueue tasks={tasks} opened={opened} />
                  <Box variant="small" color="text-body-secondary">
                    {w.keys}
                  </Box>
                </SpaceBetween>
                {opened === undefined ? <div /> : <Call key={opened} taskId={opened} onNext={next} />}
              </Grid>
            )
          }
        </AnswerView>
        <CallsToday />
      </SpaceBetween>
    </Page>
  );
}

/** The most urgent one that nobody is calling, other than the one on the table. */
const nextOf = (tasks: readonly QueuedCall[], opened: string | undefined): QueuedCall | undefined =>
  tasks.find(({ taskId, progress }) => taskId !== opened && progress.state === 'open');
