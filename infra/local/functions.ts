import type { WorkTime } from '../../functions/toolkit/work-time.ts';
import { type FunctionName, functionNames, handlerPath } from '../functions.ts';

/** A Lambda handler as the embedded stack calls it: with an event and a context, both of which it parses itself. */
export type Handler = (event: never, context: WorkTime) => Promise<unknown>;

/**
 * Loads the very handlers that AWS runs. Only after the environment says where AWS is, because they make their clients
 * when they are loaded.
 */
export async function loadHandlers(): Promise<ReadonlyMap<FunctionName, Handler>> {
  const loaded = functionNames.map(async (name) => {
    // The one place where a module is trusted to have what its folder promises; a test loads them all.
    const module = (await import(`../../${handlerPath(name)}`)) as { handler: Handler };
    return [name, module.handler] as const;
  });
  return new Map(await Promise.all(loaded));
}
