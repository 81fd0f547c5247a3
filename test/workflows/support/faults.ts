import type { FunctionName } from '../../../infra/functions.ts';
import type { Handler } from '../../../infra/local/functions.ts';

/** Runs before a function: it may throw, wait, or do nothing. */
export type Fault = (event: Readonly<Record<string, unknown>>) => Promise<void> | void;

/** Faults that a test injects into functions, and the calls of those functions. */
export interface Faults {
  /** To be passed to `startStack`. */
  readonly around: (name: FunctionName, handler: Handler) => Handler;
  /** Runs `fault` before every call of the function from now on. */
  before(name: FunctionName, fault: Fault): void;
  /** Removes the fault of one function, or of all. */
  heal(name?: FunctionName): void;
  /** Every call so far, oldest first. */
  readonly calls: FunctionName[];
}

/** Creates a set of faults, empty at first. */
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

/** Creates a gate at which a function waits until it is opened; `reached` resolves when the function waits. */
export function createGate(): { reached: Promise<void>; open: () => void; wait: () => Promise<void> } {
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
