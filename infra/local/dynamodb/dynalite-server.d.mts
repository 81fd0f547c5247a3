import type { Server } from 'node:http';

/**
 * An HTTP server, not yet listening, that speaks DynamoDB.
 * Rejects with LevelDB's own error when `directory` cannot be opened.
 */
export function createDynaliteServer(options: { readonly directory?: string | undefined }): Promise<Server>;
