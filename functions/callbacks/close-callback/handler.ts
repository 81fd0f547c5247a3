import { resultByOutcome } from '../../../shared/callbacks/callback.ts';
import { closeEventSchema } from '../../../shared/callbacks/events.ts';
import { ContentionError, NotFoundError } from '../../../shared/errors.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { store } from '../../toolkit/store.ts';

/** Closes a task with what it came to. A task that is closed stays as it is. */
export const handler = createEventHandler(
  closeEventSchema,
  async ({ task: { taskId, customerId }, at, outcome }) => {
    const task = await store.callbacks.find(customerId, taskId);
    if (task === undefined) throw new NotFoundError('there is no such callback task', { where: taskId });
    if (task.progress.state === 'closed') return { result: task.progress.result };
    // Somebody did call, in the last moment or while we could not be reached: that outcome goes before the deadline.
    if (outcome === 'none' && task.progress.state === 'answered') return { outcome: task.progress.outcome };
    const result = resultByOutcome[outcome];
    const isClosed = await store.callbacks.change(task, {
      ...task,
      progress: { state: 'closed', at, result },
    });
    if (!isClosed)
      throw new ContentionError('somebody changed this task at the same time', { where: taskId });
    return { result };
  },
);
