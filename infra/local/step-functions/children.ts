import { type Cancellation, createCancellation, type Fiber, suspend } from './fiber.ts';
import type { Json } from './json.ts';

/** The branches of a Parallel or the iterations of a Map, and how to run them. */
export interface Children {
  readonly count: number;
  /** How many may run at the same time. */
  readonly limit: number;
  /** Results by index from before a redrive; those children do not run again. New results are added. */
  readonly done: Record<string, Json>;
  /** Runs one child. */
  run(index: number, cancellation: Cancellation): Promise<Json>;
  /** Handles a failed child: either returns a result in its place, or throws to stop all children. */
  onFailure(index: number, error: unknown): Json;
}

/**
 * Runs the branches of a Parallel or the iterations of a Map. Resolves with their results in the order of their
 * indices. Rejects with what `onFailure` throws, and then cancels the children that still run.
 */
export async function runChildren(fiber: Fiber, children: Children): Promise<Json[]> {
  const results = new Array<Json>(children.count).fill(null);
  const todo: number[] = [];
  for (let index = 0; index < children.count; index += 1) {
    const known = children.done[index];
    if (known === undefined) todo.push(index);
    else results[index] = known;
  }
  if (todo.length === 0) return results;

  await suspend<void>(fiber, (resume) => {
    const cancellation = createCancellation(fiber.cancellation);
    let next = 0;
    let running = 0;
    let failed = false;

    const finish = (index: number, settle: () => Json) => {
      running -= 1;
      if (failed || cancellation.cancelled) return;
      try {
        results[index] = settle();
      } catch (error) {
        failed = true;
        resume.fail(error);
        return;
      }
      if (next === todo.length && running === 0) resume.with(undefined);
      else launch();
    };
    const start = async (index: number) => {
      fiber.progress.begin();
      try {
        const result = await children.run(index, cancellation);
        finish(index, () => {
          children.done[index] = result;
          return result;
        });
      } catch (error) {
        finish(index, () => children.onFailure(index, error));
      } finally {
        // After `finish`, so that the parent fiber counts as busy before the last child stops counting.
        fiber.progress.end();
      }
    };
    const launch = () => {
      while (!failed && !cancellation.cancelled && running < children.limit && next < todo.length) {
        const index = todo[next];
        next += 1;
        running += 1;
        if (index !== undefined) void start(index);
      }
    };
    launch();
    return () => cancellation.cancel();
  });
  return results;
}
