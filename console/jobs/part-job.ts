/** One part that a request has answered; without `next` its segment is at its end. */
export interface AnsweredPart<N> {
  /** How many customers were read for it. */
  readonly read: number;
  readonly next?: N | undefined;
}

/** How far a job has come. */
export interface JobProgress {
  readonly state: 'running' | 'paused' | 'failed' | 'done';
  /** Customers read so far. */
  readonly read: number;
  /** Why it failed; it can go on from where it stopped. */
  readonly error?: unknown;
}

/** Something that reads all customers, a request for each part, and goes on whatever page is on screen. */
export interface PartJob {
  progress(): JobProgress;
  /** Calls back after each change. @returns what ends that */
  subscribe(onChange: () => void): () => void;
  /** Stops after the requests that are under way. */
  pause(): void;
  /** Goes on behind the last parts that came. */
  resume(): void;
}

/** A browser keeps six connections to one origin, and the page needs some. */
const requestsAtOnce = 3;

/**
 * Begins a job over scan segments. Each segment is read from its beginning to its end, several at a time.
 *
 * @param ask answers the part of a segment behind `from`
 * @param add is given each part once, before the job says that it is done
 */
export function beginPartJob<N, P extends AnsweredPart<N>>(
  segments: number,
  ask: (segment: number, from: N | undefined) => Promise<P>,
  add: (part: P) => void,
): PartJob {
  const places = Array.from({ length: segments }, (_, segment) => ({
    segment,
    from: undefined as N | undefined,
    isAtEnd: false,
    isBusy: false,
  }));
  const listeners = new Set<() => void>();
  let progress: JobProgress = { state: 'running', read: 0 };
  const become = (next: JobProgress) => {
    progress = next;
    for (const listener of listeners) listener();
  };

  let workers = 0;
  async function work(): Promise<void> {
    workers += 1;
    await workOn();
    workers -= 1;
  }

  async function workOn(): Promise<void> {
    for (;;) {
      const place = places.find(({ isAtEnd, isBusy }) => !isAtEnd && !isBusy);
      if (place === undefined || progress.state !== 'running') return;
      place.isBusy = true;
      try {
        const part = await ask(place.segment, place.from);
        place.from = part.next;
        place.isAtEnd = part.next === undefined;
        add(part);
        const isDone = places.every(({ isAtEnd }) => isAtEnd);
        become({ ...progress, read: progress.read + part.read, ...(isDone && { state: 'done' }) });
      } catch (error) {
        become({ state: 'failed', read: progress.read, error });
      } finally {
        place.isBusy = false;
      }
    }
  }
  const start = () => {
    while (workers < requestsAtOnce) void work();
  };
  start();

  return {
    progress: () => progress,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    pause() {
      if (progress.state === 'running') become({ ...progress, state: 'paused' });
    },
    resume() {
      if (progress.state !== 'paused' && progress.state !== 'failed') return;
      become({ state: 'running', read: progress.read });
      start();
    },
  };
}
