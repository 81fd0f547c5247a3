import * as dynamoDb from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { readItem, writeItem } from './attribute-values.ts';

/** A request or response of DynamoDB's API as JSON has it. */
export type ApiData = Readonly<Record<string, unknown>>;

/** Answers an operation, or says with what status and exception it refuses it. */
export type AnswerOperation = (operation: string, request: ApiData) => Promise<ApiData | Refused>;

/** An answer that the SDK would throw as an exception. */
export interface Refused {
  readonly refused: {
    readonly status: number;
    readonly __type: string;
    readonly message?: string;
    readonly Message?: string;
  };
}

const name = 'answeredDirectly';

/**
 * Has the commands of a client answered in this process, without serialisation, signature and HTTP, which together are
 * most of what a request to an embedded database costs. What clients and commands do before they serialise, such as
 * counting capacity, stays as it is. Returns a function that ends this.
 */
export function answerDirectly(documents: DynamoDBDocumentClient, answer: AnswerOperation): () => void {
  documents.middlewareStack.add(
    (_next, { commandName = '' }) =>
      async ({ input }) => {
        const answered = await answer(
          commandName.replace(/Command$/, ''),
          changeItems({ ...input }, writeItem),
        );
        if (isRefused(answered)) throw exceptionOf(answered);
        return {
          response: {},
          output: { ...changeItems(answered, readItem), $metadata: { httpStatusCode: 200 } },
        };
      },
    { step: 'serialize', priority: 'high', name, override: true },
  );
  return () => void documents.middlewareStack.remove(name);
}

/** What holds an item, or a part of one, wherever a request or response has it. */
const items: ReadonlySet<string> = new Set([
  'Item',
  'Key',
  'Attributes',
  'ExpressionAttributeValues',
  'ExclusiveStartKey',
  'LastEvaluatedKey',
]);
const lists: ReadonlySet<string> = new Set(['Items', 'Keys']);

/** Changes each item that a request or response holds, and leaves everything around them. */
function changeItems(data: ApiData, change: (item: object) => object): ApiData {
  const changeWithin = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(changeWithin);
    return isRecord(value) ? changeItems(value, change) : value;
  };
  const changeIfItem = (value: unknown): unknown => (isRecord(value) ? change(value) : value);
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      if (items.has(name)) return [name, changeIfItem(value)];
      if (lists.has(name) && Array.isArray(value)) return [name, value.map(changeIfItem)];
      // A batch answers with a list of items for each table.
      if (name === 'Responses' && isRecord(value))
        return [
          name,
          Object.fromEntries(
            Object.entries(value).map(([table, found]) => [
              table,
              Array.isArray(found) ? found.map(changeIfItem) : found,
            ]),
          ),
        ];
      return [name, changeWithin(value)];
    }),
  );
}

const isRecord = (value: unknown): value is ApiData =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isRefused = (answered: ApiData | Refused): answered is Refused => 'refused' in answered;

/** The exception that the SDK throws for a refusal: of its own class where it has one. */
function exceptionOf({ refused }: Refused): Error {
  const exception = refused.__type.replace(/^.*#/, '');
  const details = {
    message: refused.message ?? refused.Message ?? exception,
    $metadata: { httpStatusCode: refused.status },
  };
  const Exception = exceptionClasses.get(exception);
  return Exception === undefined
    ? new dynamoDb.DynamoDBServiceException({ ...details, name: exception, $fault: 'client' })
    : new Exception(details);
}

type ExceptionClass = new (details: {
  message: string;
  $metadata: { httpStatusCode: number };
}) => dynamoDb.DynamoDBServiceException;

function isExceptionClass(exported: unknown): exported is ExceptionClass {
  return typeof exported === 'function' && exported.prototype instanceof dynamoDb.DynamoDBServiceException;
}

const exceptionClasses: ReadonlyMap<string, ExceptionClass> = new Map(
  Object.entries(dynamoDb).flatMap(([name, exported]) =>
    isExceptionClass(exported) ? [[name, exported] as const] : [],
  ),
);
