import type { Server } from 'node:http';
import type { AnswerOperation } from './answer-directly.ts';

/**
 * Creates an HTTP server with DynamoDB's API. It is not listening yet. Without a directory it keeps data in memory.
 * `answer` gives what the server would, without HTTP.
 * @throws LevelDB's own error when the directory cannot be opened
 */
export function createDynaliteServer(options: { readonly directory?: string | undefined }): Promise<{
  readonly server: Server;
  readonly answer: AnswerOperation;
}>;
