import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createStore } from '../../shared/store/store.ts';
import { tableNamesFrom } from '../../shared/store/tables.ts';

/** The DynamoDB client of this process, created at cold start and kept while the container is warm. */
export const documents = DynamoDBDocumentClient.from(
  // The first large night writes faster than a new on-demand table scales up. Adaptive retries slow it down instead of
  // failing it.
  new DynamoDBClient({ retryMode: 'adaptive', maxAttempts: 12 }),
  {
    marshallOptions: { removeUndefinedValues: true },
  },
);

// It copies every answer to leave secrets out of what it logs, and then logs nothing, because there is no logger. On a page
// of a scan that is a fifth of the work.
documents.middlewareStack.remove('loggerMiddleware');

/** The store of this process, on the tables that the environment names. */
export const store = createStore(documents, tableNamesFrom(process.env));
