import { documents } from '../../../functions/toolkit/store.ts';

/** What happens around commands of one kind, such as `ScanCommand`; it may wait. */
export interface CommandHooks {
  /** How many items a page of a Scan or Query has at most. */
  pageSize?: number | undefined;
  after?: ((command: string, output: object) => Promise<void>) | undefined;
  before?: ((command: string, input: Readonly<Record<string, unknown>>) => Promise<void>) | undefined;
}

/**
 * Watches the database client that all handlers of this process share. Real pages hold a megabyte; with `pageSize`, a
 * few customers make many.
 */
export function hookCommands(): CommandHooks {
  const hooks: CommandHooks = {};
  documents.middlewareStack.add(
    (next, context) => async (args) => {
      // `PutCommand` reaches the middleware under the name of the command that it wraps, `PutItemCommand`.
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
