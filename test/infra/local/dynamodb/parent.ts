// A process that starts a database and is killed by a test.
import { startDynamoDb } from '../../../../infra/local/dynamodb/dynamodb.ts';

const [, , directory = ''] = process.argv;
startDynamoDb({ directory }).then(() => process.send?.('started'));
