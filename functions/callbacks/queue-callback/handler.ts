import type { Instant } from '../../../shared/calendar.ts';
import {
  type CallbackTask,
  dueAt,
  isWaitingForStaff,
  queueRequestSchema,
} from '../../../shared/callbacks/callback.ts';
import { valueAtStake } from '../../../shared/callbacks/value-at-stake.ts';
import { whyNotReachableByPhone } from '../../../shared/deliveries/reachability.ts';
import { ContentionError } from '../../../shared/errors.ts';
import type { CustomerId } from '../../../shared/ids.ts';
import { findCallbackTask } from '../../../shared/operations/find-callback-task.ts';
import { wasErased } from '../../../shared/operations/was-erased.ts';
import type { Settings } from '../../../shared/settings/settings.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { logger } from '../../toolkit/logger.ts';
import { notCalled, resumeCallback } from '../../toolkit/resume-callback.ts';
import { store } from '../../toolkit/store.ts';

/**
 * Called by `callback-task`, which then waits on the token that it passes. Puts a task into the queue: for the first
 * time, for another attempt on another day, or escalated because nobody called in time. A task that was answered just
 * before its deadline resumes the workflow immediately. A repeat puts the task into the queue again and keeps a claim
 * on it. When the customer was erased, or does not want to be called since the task was first queued, the workflow ends
 * as if nobody had called.
 */
export const handler = createEventHandler(
  queueRequestSchema,
  async ({ task: request, attempt, isEscalation, token, at }) => {
    const settings = await store.settings.load();
    const { callbacks } = settings;
    const found = await findCallbackTask(store, request);
    if (found === undefined) return resumeCallback(token, notCalled);
    const { customerId, task: before } = found;
    if (before?.progress.state === 'answered' && before.attempt === attempt) {
      return resumeCallback(token, before.progress);
    }
    const isClaimed = before?.progress.state === 'claimed' && before.attempt === attempt;
    const queued: CallbackTask = {
      ...request,
      customerId,
      ...(await placeOf(customerId, before, at)),
      attempt,
      queuedAt: at,
      dueAt: dueAt(at, request.withinHours),
      ...(isEscalation && { escalatedTo: callbacks.escalateTo }),
      calls: before?.calls ?? [],
      token,
      progress: isClaimed && before ? before.progress : { state: 'open' },
    };
    const isQueued = before
      ? await store.callbacks.change(before, queued)
      : await store.callbacks.add(queued);
    if (!isQueued)
      throw new ContentionError('this task was changed at the same time', { where: request.taskId });
    if (await wasErased(store, request.enrolment.ref, at)) {
      await store.callbacks.remove(queued);
      return resumeCallback(token, notCalled);
    }
    if (before !== undefined && (await isNotToBeCalled(customerId, settings)))
      return resumeCallback(token, notCalled);
    if (isEscalation && isWaitingForStaff(queued)) {
      logger.warn('callback escalated', { taskId: request.taskId, escalatedTo: callbacks.escalateTo });
    }
  },
);

/** What decides on a task's place in the queue. It is decided once, so that a task does not move between two pages. */
async function placeOf(
  customerId: CustomerId,
  before: CallbackTask | undefined,
  at: Instant,
): Promise<Pick<CallbackTask, 'value' | 'askedAt'>> {
  if (before !== undefined) return { value: before.value, askedAt: before.askedAt };
  const profile = await store.customers.find(customerId);
  return { value: profile === undefined ? 0 : valueAtStake(profile), askedAt: at };
}

async function isNotToBeCalled(customerId: CustomerId, settings: Settings): Promise<boolean> {
  const profile = await store.customers.find(customerId);
  return profile !== undefined && whyNotReachableByPhone(profile, settings) !== undefined;
}
