import type { Clock } from '../clock.ts';

/** Counts the fibers that are busy, so that a caller can wait until none is. */
export interface Progress {
  /** Counts one more busy fiber. */
  begin(): void;
  /** Counts one fewer. */
  end(): void;
  /** Resolves once nothing can happen until time passes or a call arrives from outside. */
  idle(): Promise<void>;
}

/** Creates a counter at zero. */
export function createProgress(): Progress {
  let busy = 0;
  let waiters: (() => void)[] = [];
  return {
    begin() {
      busy += 1;
    },
    end() {
      busy -= 1;
      if (busy > 0) return;
      const released = waiters;
      waiters = [];
      for (const resolve of released) resolve();
    },
    async idle() {
      // A waiter that resumed earlier may have started work again.
      while (busy > 0) await new Promise<void>((resolve) => waiters.push(resolve));
    },
  };
}

/** Thrown inside a fiber that was cancelled, to unwind it. No Catch covers it. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'Cancelled';
  }
}

/** Stops a fiber and everything that it started. */
export interface Cancellation {
  readonly cancelled: boolean;
  /** Cancels; repeating it does nothing. */
  cancel(): void;
  /** Calls `listener` on cancellation; the returned function removes it. */
  onCancel(listener: () => void): () => void;
}

/** Creates a cancellation that also takes effect when `parent` is cancelled. */
export function createCancellation(parent?: Cancellation): Cancellation {
  let cancelled = parent?.cancelled ?? false;
  const listeners = new Set<() => void>();
  const cancellation = {
    get cancelled() {
      return cancelled;
    },
    cancel() {
      if (cancelled) return;
      cancelled = true;
      leaveParent();
      for (const listener of [...listeners]) listener();
    },
    onCancel(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const leaveParent = parent?.onCancel(() => cancellation.cancel()) ?? (() => undefined);
  return cancellation;
}

/** A sequence of states run one after the other: an execution, a branch of a Parallel, or an iteration of a Map. */
export interface Fiber {
  readonly clock: Clock;
  readonly progress: Progress;
  readonly cancellation: Cancellation;
}

/** How to resume a suspended fiber. Only the first call counts. */
export interface Resume<T> {
  with(value: T): void;
  fail(error: unknown): void;
}

/**
 * Suspends a fiber until something resumes it. `begin` arranges for that, and returns a function that cleans up
 * afterwards. With `working`, the fiber waits for work that finishes by itself, and so still counts as busy.
 * Rejects with Cancelled if the fiber is cancelled.
 */
export function suspend<T>(
  fiber: Fiber,
  begin: (resume: Resume<T>) => (cancelled: boolean) => void,
  { working = false } = {},
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    if (fiber.cancellation.cancelled) return reject(new Cancelled());
    let settled = false;
    let suspended = false;
    let undo: ((cancelled: boolean) => void) | undefined;
    const settle = (finish: () => void, cancelled: boolean) => {
      if (settled) return;
      settled = true;
      // The fiber is busy from now on, not only from the microtask in which it continues.
      if (suspended) fiber.progress.begin();
      stopListening();
      undo?.(cancelled);
      finish();
    };
    const stopListening = fiber.cancellation.onCancel(() => settle(() => reject(new Cancelled()), true));
    undo = begin({
      with: (value) => settle(() => resolve(value), false),
      fail: (error) => settle(() => reject(error), false),
    });
    if (settled) undo(false);
    else if (!working) {
      suspended = true;
      fiber.progress.end();
    }
  });
}

/** Suspends a fiber until the clock reaches `atMs`. */
export function sleepUntil(fiber: Fiber, atMs: number): Promise<void> {
  if (atMs <= fiber.clock.now()) return Promise.resolve();
  return suspend<void>(fiber, (resume) => fiber.clock.setTimer(atMs, () => resume.with(undefined)));
}
