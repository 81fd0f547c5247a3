import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createStore } from '../../shared/store/store.ts';
import { tableNamesFrom } from '../../shared/store/tables.ts';

/** The one client of this process; made at cold start and kept warm with the container. */
export const documents = DynamoDBDocumentClient.from(
  // A first large night writes faster than a new on-demand table grows; with this it slows down instead of failing.
  new DynamoDBClient({ retryMode: 'adaptive', maxAttempts: 12 }),
  {
    marshallOptions: { removeUndefinedValues: true },
  },
);

export const store = createStore(documents, tableNamesFrom(process.env));
