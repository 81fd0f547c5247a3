import type { Server } from 'node:http';

/**
 * Creates an HTTP server with DynamoDB's API. It is not listening yet. Without a directory it keeps data in memory.
 * @throws LevelDB's own error when the directory cannot be opened
 */
export function createDynaliteServer(options: { readonly directory?: string | undefined }): Promise<Server>;
