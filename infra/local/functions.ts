import type { WorkTime } from '../../functions/toolkit/work-time.ts';
import { type FunctionName, functionNames, functions } from '../functions.ts';

/** A Lambda handler as the embedded stack calls it. It parses the event itself. */
export type Handler = (event: never, context: WorkTime) => Promise<unknown>;

/**
 * Loads the same handlers that run in AWS, by the name of their function. Their SDK clients take the endpoints from the
 * environment at the first call, so it must be set by then.
 */
export async function loadHandlers(): Promise<ReadonlyMap<FunctionName, Handler>> {
  const entries = functionNames.map(async (name) => {
    // The only place that trusts a module's export without checking it; a test loads all handlers.
    const module = (await import(`../../functions/${functions[name].folder}/${name}/handler.ts`)) as {
      handler: Handler;
    };
    return [name, module.handler] as const;
  });
  return new Map(await Promise.all(entries));
}
