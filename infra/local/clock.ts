/** The embedded stack's source of time. A simulated one lets a month of nights pass in a minute. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `fire` once `now()` has reached `atMs` (milliseconds since 1970). Returns a function that cancels this. */
  setTimer(atMs: number, fire: () => void): () => void;
}

/** A longer delay overflows Node's 32-bit timer, which would then fire immediately. */
const longestTimeoutMs = 2 ** 31 - 1;

/** The wall clock. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer(atMs, fire) {
    let handle: NodeJS.Timeout;
    const arm = () => {
      const delayMs = Math.max(0, atMs - Date.now());
      handle = setTimeout(delayMs > longestTimeoutMs ? arm : fire, Math.min(delayMs, longestTimeoutMs));
      handle.unref();
    };
    arm();
    return () => clearTimeout(handle);
  },
};

/** A clock that moves only when it is advanced. */
export interface SimulatedClock extends Clock {
  /**
   * Moves time forward to `ms` (milliseconds since 1970), firing every timer on the way, earliest first.
   * `settle` is awaited once before the first timer and again after each, so that the work a timer started, and the
   * timers set by that work, happen at that time and not later.
   */
  advanceTo(ms: number, settle?: () => Promise<void>): Promise<void>;
}

/** Creates a clock that stands still until it is advanced. */
export function createSimulatedClock(startMs: number): SimulatedClock {
  let nowMs = startMs;
  const timers = new Set<{ atMs: number; fire: () => void }>();
  const nextTimer = () =>
    [...timers].reduce<{ atMs: number; fire: () => void } | undefined>(
      (first, timer) => (first === undefined || timer.atMs < first.atMs ? timer : first),
      undefined,
    );
  return {
    now: () => nowMs,
    setTimer(atMs, fire) {
      const timer = { atMs, fire };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async advanceTo(ms, settle = async () => undefined) {
      await settle();
      for (let timer = nextTimer(); timer !== undefined && timer.atMs <= ms; timer = nextTimer()) {
        timers.delete(timer);
        nowMs = Math.max(nowMs, timer.atMs);
        timer.fire();
        await settle();
      }
      nowMs = Math.max(nowMs, ms);
    },
  };
}
