import { instant } from '../../../../shared/calendar.ts';
import type { CallbackTask } from '../../../../shared/callbacks/callback.ts';
import { customerIdSchema, taskIdSchema } from '../../../../shared/ids.ts';
import { askingEnrolment } from '../../../shared/campaigns/campaigns.ts';

let tasks = 0;

/** A task for a customer of its own, open unless it is said to be otherwise. */
export function taskOf(more: Partial<CallbackTask> = {}): CallbackTask {
  tasks += 1;
  return {
    taskId: taskIdSchema.parse(`cb-${String(tasks).padStart(24, '0')}`),
    customerId: customerIdSchema.parse(`c${tasks}`),
    enrolment: askingEnrolment(),
    script: 'win-back',
    askedBy: 'win-back#1#2026-12-01#3',
    withinHours: 72,
    attempts: 3,
    retryAfterHours: 24,
    value: 0,
    askedAt: instant('2026-12-08T00:00:00Z'),
    attempt: 1,
    queuedAt: instant('2026-12-08T00:00:00Z'),
    dueAt: instant('2026-12-11T00:00:00Z'),
    calls: [],
    token: `token-${tasks}`,
    progress: { state: 'open' },
    ...more,
  };
}
