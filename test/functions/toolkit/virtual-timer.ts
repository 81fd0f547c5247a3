import { setImmediate } from 'node:timers/promises';
import type { Timer } from '../../../functions/toolkit/send-rate.ts';

/** A timer whose time passes only in `run`, as fast as the work allows. */
export interface VirtualTimer extends Timer {
  /** Runs `work` to its end, and moves the time on whenever all of it sleeps. */
  run<T>(work: Promise<T>): Promise<T>;
}

/** Creates a timer that begins at 0. `random` comes from a fixed seed, so every run is the same. */
export function createVirtualTimer(): VirtualTimer {
  let nowMs = 0;
  let seed = 1;
  const sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  return {
    now: () => nowMs,
    sleep: (ms) =>
      new Promise((wake) => {
        const at = nowMs + ms;
        const after = sleepers.findIndex((other) => other.at > at);
        sleepers.splice(after === -1 ? sleepers.length : after, 0, { at, wake });
      }),
    // Park and Miller's generator.
    random() {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    },
    async run(work) {
      let isDone = false;
      const settled = work.finally(() => {
        isDone = true;
      });
      for (;;) {
        await setImmediate();
        if (isDone) return settled;
        const next = sleepers.shift();
        if (next === undefined) throw new Error('everything waits, and nothing will wake it');
        nowMs = next.at;
        next.wake();
      }
    },
  };
}
