import type { FunctionName } from '../../../infra/functions.ts';
import type { Handler } from '../../../infra/local/functions.ts';

/** What happens before a function runs: it may throw, wait, or do nothing. */
export type Fault = (event: Readonly<Record<string, unknown>>) => Promise<void> | void;

export interface Faults {
  /** For `startStack`. */
  readonly around: (name: FunctionName, handler: Handler) => Handler;
  /** From now on, this happens first whenever the function is called. */
  before(name: FunctionName, fault: Fault): void;
  /** Heals a function, or all. */
  heal(name?: FunctionName): void;
  /** Every call so far, oldest first. */
  readonly calls: FunctionName[];
}

/** Breaks functions on purpose. */
export function createFaults(): Faults {
  const faults = new Map<FunctionName, Fault>();
  const calls: FunctionName[] = [];
  return {
    calls,
    around: (name, handler) => async (event, context) => {
      calls.push(name);
      await faults.get(name)?.(event);
      return handler(event, context);
    },
    before: (name, fault) => void faults.set(name, fault),
    heal(name) {
      if (name === undefined) faults.clear();
      else faults.delete(name);
    },
  };
}

/** A door that a function waits at until it is opened. */
export function createDoor(): { reached: Promise<void>; open: () => void; wait: () => Promise<void> } {
  let arrive: (() => void) | undefined;
  let open: (() => void) | undefined;
  const reached = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    reached,
    open: () => open?.(),
    wait() {
      arrive?.();
      return opened;
    },
  };
}
