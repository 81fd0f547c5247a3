import { type Cancellation, createCancellation, type Fiber, suspend } from './fiber.ts';
import type { Json } from './json.ts';

export interface Children {
  readonly count: number;
  /** How many run at a time. */
  readonly limit: number;
  /** Results of an earlier attempt, which are not asked for again. */
  readonly done: Record<string, Json>;
  run(index: number, cancellation: Cancellation): Promise<Json>;
  /** Decides what a failed child means: a result all the same, or, by throwing, the end of all of them. */
  onFailure(index: number, error: unknown): Json;
}

/** Runs the branches of a Parallel or the iterations of a Map; their results come in the order of their indices. */
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
        // After `finish`, so that the fiber around the children is busy before the last of them is not.
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
