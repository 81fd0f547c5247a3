import type { CallOutcome } from '../../shared/callbacks/callback.ts';
import type { Sent } from '../../shared/console-api/routes.ts';
import type { TaskId } from '../../shared/ids.ts';

/** How a call went, as somebody has just reported it. */
export interface ReportedOutcome {
  readonly taskId: TaskId;
  /** The customer who was called. */
  readonly name: string;
  readonly outcome: CallOutcome;
  readonly body: Sent<'POST /api/calls/{taskId}/outcome'>['body'];
}

/** An outcome that is not sent yet, or could not be. */
export interface PendingOutcome extends ReportedOutcome {
  readonly state: 'waiting' | 'sending' | 'failed';
  /** Why it failed: a kind of refusal or problem that has words of its own, or else what was reported. */
  readonly problem?: string;
}

/** Sends an outcome. @returns why the server did not take it, by its kind; undefined when it did */
export type SendOutcome = (outcome: ReportedOutcome) => Promise<string | undefined>;

/** For so long an outcome may be taken back. */
export const undoMs = 6_000;

/**
 * Outcomes between the key that reports them and the server. An outcome cannot be taken back once the workflow of its task
 * has it, since the coupon may be on its way and the phone closed for good; so it waits here for some seconds first.
 *
 * @param later does something after the time to undo
 */
export function createPendingOutcomes(send: SendOutcome, later: (then: () => void) => void) {
  let pending: readonly PendingOutcome[] = [];
  let sent = 0;
  const listeners = new Set<() => void>();
  const underWay = new Set<Promise<void>>();
  const become = (next: readonly PendingOutcome[]) => {
    pending = next;
    for (const listener of listeners) listener();
  };
  const without = (taskId: TaskId) => pending.filter((one) => one.taskId !== taskId);
  const replace = (by: PendingOutcome) => become(pending.map((one) => (one.taskId === by.taskId ? by : one)));

  function sendNow(reported: ReportedOutcome): void {
    const done = sendIfWaiting(reported).finally(() => underWay.delete(done));
    underWay.add(done);
  }

  async function sendIfWaiting(reported: ReportedOutcome): Promise<void> {
    const waiting = pending.find((one) => one.taskId === reported.taskId);
    if (waiting?.body !== reported.body || waiting.state !== 'waiting') return;
    replace({ ...reported, state: 'sending' });
    const problem = await send(reported).catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    );
    if (problem === undefined) {
      sent += 1;
      become(without(reported.taskId));
    } else replace({ ...reported, state: 'failed', problem });
  }

  return {
    all: () => pending,
    /** How many have been sent, so that whoever shows the queue knows when to look again. */
    sent: () => sent,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Sends an outcome after the time to undo. */
    report(outcome: ReportedOutcome): void {
      become([...without(outcome.taskId), { ...outcome, state: 'waiting' }]);
      later(() => sendNow(outcome));
    },
    /** Takes an outcome back, or puts away one that could not be sent. One that is being sent stays. */
    undo(taskId: TaskId): void {
      become(pending.filter((one) => one.taskId !== taskId || one.state === 'sending'));
    },
    /**
     * Sends everything at once: the page is about to be closed, or somebody signs out. Resolves when the server has taken or
     * refused all that is under way.
     */
    async flush(): Promise<void> {
      for (const { state: _, problem: __, ...reported } of pending) sendNow(reported);
      await Promise.all(underWay);
    },
  };
}
