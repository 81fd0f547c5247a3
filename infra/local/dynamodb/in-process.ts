import { listenOnLoopback } from '../listen.ts';
import { createDynaliteServer } from './dynalite-server.mjs';
import type { LocalDynamoDb } from './dynamodb.ts';
import { errorLinks, explainFailure } from './errors.ts';

/**
 * Starts DynamoDB in memory and in this process, for tests: it starts in milliseconds, but competes with its caller for
 * the CPU. `startDynamoDb` does not.
 * @throws LocalDynamoDbError when it cannot start
 */
export async function startDynamoDbInProcess(
  options: { readonly port?: number } = {},
): Promise<LocalDynamoDb> {
  const port = options.port ?? 0;
  const server = await createDynaliteServer({});
  try {
    const { url, port: listeningPort, close } = await listenOnLoopback(server, port, 'DynamoDB');
    return { url, port: listeningPort, close };
  } catch (error) {
    throw explainFailure(errorLinks(error), { port });
  }
}
