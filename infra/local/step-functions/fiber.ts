import type { Clock } from '../clock.ts';

/** Counts the threads of states that can go on by themselves, so that somebody can wait until none can. */
export interface Progress {
  begin(): void;
  end(): void;
  /** Resolves once nothing can happen without time passing or a call from outside. */
  idle(): Promise<void>;
}

export function createProgress(): Progress {
  let working = 0;
  let waiting: (() => void)[] = [];
  return {
    begin() {
      working += 1;
    },
    end() {
      working -= 1;
      if (working > 0) return;
      const resolved = waiting;
      waiting = [];
      for (const resolve of resolved) resolve();
    },
    async idle() {
      // What runs after one waiter was told may set others going again.
      while (working > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}

/** Thrown through a thread of states that somebody stopped. No Catch sees it. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'Cancelled';
  }
}

/** Stops a thread of states and all that it started. */
export interface Cancellation {
  readonly cancelled: boolean;
  cancel(): void;
  /** Calls `listener` upon cancellation; the returned function takes it back. */
  onCancel(listener: () => void): () => void;
}

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

/** A thread of states: an execution, a branch of it, or an iteration. */
export interface Fiber {
  readonly clock: Clock;
  readonly progress: Progress;
  readonly cancellation: Cancellation;
}

export interface Resume<T> {
  with(value: T): void;
  fail(error: unknown): void;
}

/**
 * Suspends a fiber until something resumes it. `begin` arranges for that and returns what to undo afterwards.
 * With `working`, what it waits for is work that goes on by itself, so the fiber still counts as busy.
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
      // Busy again from this moment, not from the microtask in which the fiber continues.
      if (suspended) fiber.progress.begin();
      forget();
      undo?.(cancelled);
      finish();
    };
    const forget = fiber.cancellation.onCancel(() => settle(() => reject(new Cancelled()), true));
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

/** Suspends a fiber until the clock shows `atMs`. */
export function sleepUntil(fiber: Fiber, atMs: number): Promise<void> {
  if (atMs <= fiber.clock.now()) return Promise.resolve();
  return suspend<void>(fiber, (resume) => fiber.clock.setTimer(atMs, () => resume.with(undefined)));
}
