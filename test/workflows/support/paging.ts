import { documents } from '../../../functions/toolkit/store.ts';

/** Hooks around the commands of handlers, such as `ScanCommand`; they may wait or throw. */
export interface CommandHooks {
  /** The most items on a page of a Scan or Query. */
  pageSize?: number | undefined;
  after?: ((command: string, output: object) => Promise<void>) | undefined;
  before?: ((command: string, input: Readonly<Record<string, unknown>>) => Promise<void>) | undefined;
}

/**
 * Hooks into the database client that all handlers of this process share. A real page has up to 1 MB; with `pageSize`,
 * a few customers fill many pages.
 */
export function hookCommands(): CommandHooks {
  const hooks: CommandHooks = {};
  documents.middlewareStack.add(
    (next, context) => async (args) => {
      // Middleware sees `PutCommand` under the name of the command that it wraps, `PutItemCommand`.
      const command = (context.commandName ?? '').replace('Item', '');
      const input = { ...args.input } as Record<string, unknown>;
      const isPaged = command === 'ScanCommand' || input['Limit'] !== undefined;
      if (isPaged && hooks.pageSize !== undefined) input['Limit'] = hooks.pageSize;
      await hooks.before?.(command, input);
      const result = await next({ ...args, input } as typeof args);
      await hooks.after?.(command, result.output);
      return result;
    },
    { step: 'initialize', name: 'hooks' },
  );
  return hooks;
}
