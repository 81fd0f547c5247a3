import { resultByOutcome } from '../../../shared/callbacks/callback.ts';
import { closeEventSchema } from '../../../shared/callbacks/events.ts';
import { ContentionError, NotFoundError } from '../../../shared/errors.ts';
import { findCallbackTask } from '../../../shared/operations/find-callback-task.ts';
import { recordCallResult } from '../../../shared/operations/record-call-result.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { store } from '../../toolkit/store.ts';

/**
 * Called by `callback-task` at its end: closes the task with its result. When nobody seemed to have called but staff
 * did record an outcome, it returns that outcome instead. A repeat returns the result that the task has. Nothing is left
 * to close when the customer was erased.
 */
export const handler = createEventHandler(closeEventSchema, async ({ task: request, at, outcome }) => {
  const { taskId } = request;
  const found = await findCallbackTask(store, request);
  if (found === undefined) return { result: resultByOutcome[outcome] };
  const { task } = found;
  if (task === undefined) throw new NotFoundError('there is no such callback task', { where: taskId });
  if (task.progress.state === 'closed') {
    await recordCallResult(store, task, task.progress.result);
    return { result: task.progress.result };
  }
  // Staff did call, at the last moment or while this function could not be reached: the outcome outweighs the
  // deadline.
  if (outcome === 'none' && task.progress.state === 'answered') {
    const { outcome: reported, nextCallAt } = task.progress;
    return { outcome: reported, ...(nextCallAt !== undefined && { nextCallAt }) };
  }
  const result = resultByOutcome[outcome];
  const note = task.progress.state === 'answered' ? task.progress.note : undefined;
  const isClosed = await store.callbacks.change(task, {
    ...task,
    progress: { state: 'closed', at, result, ...(note !== undefined && { note }) },
  });
  if (!isClosed) throw new ContentionError('this task was changed at the same time', { where: taskId });
  await recordCallResult(store, task, result);
  return { result };
});
