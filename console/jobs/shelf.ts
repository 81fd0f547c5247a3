import { useSyncExternalStore } from 'react';
import type { JobProgress, PartJob } from './part-job.ts';

/** A job with what it has gathered so far. */
export interface KeptJob<T> {
  readonly job: PartJob;
  gathered(): T;
}

/**
 * Where jobs of one kind are kept while somebody looks at other pages: one for each question. They are gone when the tab
 * is closed.
 */
export function createShelf<T>() {
  const kept = new Map<string, KeptJob<T>>();
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    /** Keeps a job in the place of any earlier one. */
    keep(question: string, one: KeptJob<T>): void {
      kept.get(question)?.job.pause();
      kept.set(question, one);
      one.job.subscribe(tell);
      tell();
    },

    /** Stops a job and forgets it. */
    drop(question: string): void {
      kept.get(question)?.job.pause();
      kept.delete(question);
      tell();
    },

    /** The job that answers a question, and how far it has come; draws anew whenever it comes further. */
    useJob(question: string): (KeptJob<T> & { readonly progress: JobProgress }) | undefined {
      const progress = useSyncExternalStore(subscribe, () => kept.get(question)?.job.progress());
      const one = kept.get(question);
      return one === undefined || progress === undefined ? undefined : { ...one, progress };
    },
  };
}
