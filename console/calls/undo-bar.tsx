import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { TaskId } from '../../shared/ids.ts';
import { nameOf } from '../../shared/words/name-of.ts';
import { ApiError, ask } from '../api/client.ts';
import { pageSession } from '../api/session.ts';
import { usePreferences } from '../app/preferences.tsx';
import { useKeys } from '../parts/use-keys.ts';
import { createPendingOutcomes, undoMs } from './pending-outcomes.ts';

/** Outcomes wait on whatever page is on screen, so they belong to none. */
export const pendingOutcomes = createPendingOutcomes(
  async ({ taskId, body }) => {
    try {
      const { refused } = await ask('POST /api/calls/{taskId}/outcome', { path: { taskId }, body });
      return refused?.reason;
    } catch (error) {
      if (error instanceof ApiError) return error.kind;
      throw error;
    }
  },
  (then) => setTimeout(then, undoMs),
);
window.addEventListener('pagehide', () => void pendingOutcomes.flush());
pageSession.beforeEnd(() => pendingOutcomes.flush());

/** What was reported a moment ago and may still be taken back. */
export function UndoBar({ onOpen }: { onOpen(taskId: TaskId): void }) {
  const { words } = usePreferences();
  const w = words.calls;
  const queries = useQueryClient();
  const pending = useSyncExternalStore(pendingOutcomes.subscribe, pendingOutcomes.all);
  const sent = useSyncExternalStore(pendingOutcomes.subscribe, pendingOutcomes.sent);
  useEffect(() => {
    if (sent > 0) void queries.invalidateQueries();
  }, [sent, queries]);
  const undo = (taskId: TaskId) => {
    pendingOutcomes.undo(taskId);
    onOpen(taskId);
  };
  const latest = pending.findLast(({ state }) => state === 'waiting');
  useKeys({ u: () => latest !== undefined && undo(latest.taskId) });
  return (
    <div aria-live="polite">
      <SpaceBetween size="xs">
        {pending.map(({ taskId, name, outcome, state, problem }) => (
          <Alert
            key={taskId}
            type={state === 'failed' ? 'error' : 'info'}
            action={
              state !== 'sending' && (
                <Button onClick={() => undo(taskId)}>{state === 'failed' ? w.openAgain : w.undo}</Button>
              )
            }
          >
            {words.labelled(name, w.outcomes[outcome])}
            {problem !== undefined &&
              ` – ${w.notSent(nameOf({ ...words.problems, ...w.refusals }, problem))}`}
          </Alert>
        ))}
      </SpaceBetween>
    </div>
  );
}
