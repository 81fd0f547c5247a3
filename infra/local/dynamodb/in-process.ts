import { listenOnLoopback } from '../listen.ts';
import type { AnswerOperation } from './answer-directly.ts';
import { createDynaliteServer } from './dynalite-server.mjs';
import type { DynamoDbOptions, LocalDynamoDb } from './dynamodb.ts';
import { errorLinks, explainFailure } from './errors.ts';

/** A `LocalDynamoDb` in the process of its caller. */
export interface DynamoDbInProcess extends LocalDynamoDb {
  /** What the endpoint would answer, without HTTP. */
  readonly answer: AnswerOperation;
}

/**
 * Starts DynamoDB in this process, in memory unless a directory is given. It starts in milliseconds and can be asked
 * without HTTP, but when it fails so does its caller. `startDynamoDb` has a process of its own.
 * @throws LocalDynamoDbError when it cannot start
 */
export async function startDynamoDbInProcess(
  options: Pick<DynamoDbOptions, 'directory' | 'port'> = {},
): Promise<DynamoDbInProcess> {
  const { directory, port = 0 } = options;
  const explain = (error: unknown): never => {
    throw explainFailure(errorLinks(error), { directory, port });
  };
  try {
    const { server, answer } = await createDynaliteServer({ directory });
    const { url, port: listeningPort, close } = await listenOnLoopback(server, port, 'DynamoDB');
    return {
      url,
      port: listeningPort,
      close,
      answer: (operation, request) => answer(operation, request).catch(explain),
    };
  } catch (error) {
    return explain(error);
  }
}
