import { listenOnLoopback } from '../listen.ts';
import type { AnswerOperation } from './answer-directly.ts';
import { createDynaliteServer } from './dynalite-server.mjs';
import type { LocalDynamoDb } from './dynamodb.ts';
import { errorLinks, explainFailure } from './errors.ts';

/** A `LocalDynamoDb` in the process of its caller. */
export interface DynamoDbInProcess extends LocalDynamoDb {
  /** What the endpoint would answer, without HTTP. */
  readonly answer: AnswerOperation;
}

/**
 * Starts DynamoDB in memory and in this process, for tests: it starts in milliseconds, but competes with its caller for
 * the CPU. `startDynamoDb` does not.
 * @throws LocalDynamoDbError when it cannot start
 */
export async function startDynamoDbInProcess(
  options: { readonly port?: number } = {},
): Promise<DynamoDbInProcess> {
  const port = options.port ?? 0;
  const { server, answer } = await createDynaliteServer({});
  try {
    const { url, port: listeningPort, close } = await listenOnLoopback(server, port, 'DynamoDB');
    return { url, port: listeningPort, close, answer };
  } catch (error) {
    throw explainFailure(errorLinks(error), { port });
  }
}
