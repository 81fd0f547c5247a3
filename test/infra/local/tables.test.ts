import { createServer, type Server } from 'node:http';
import { json } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { startDynamoDbInProcess } from '../../../infra/local/dynamodb/in-process.ts';
import { type Listening, listenOnLoopback } from '../../../infra/local/listen.ts';
import { createTables } from '../../../infra/local/tables.ts';
import { tableNamesFrom } from '../../../shared/store/tables.ts';

const names = tableNamesFrom({});
const running: Pick<Listening, 'close'>[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

interface Status {
  readonly TableStatus: string;
  readonly GlobalSecondaryIndexes?: readonly { readonly IndexStatus: string }[];
}

const creating: Status = { TableStatus: 'CREATING' };
const indexing: Status = {
  TableStatus: 'ACTIVE',
  GlobalSecondaryIndexes: [{ IndexStatus: 'ACTIVE' }, { IndexStatus: 'CREATING' }],
};
const active: Status = { TableStatus: 'ACTIVE', GlobalSecondaryIndexes: [{ IndexStatus: 'ACTIVE' }] };

/** A database whose tables go through `statuses`, one for each time that one is asked for, and stay at the last. */
async function startSlowDatabase(statuses: readonly Status[]) {
  const asked = new Map<string, number>();
  const server: Server = createServer(async (request, response) => {
    const { TableName } = (await json(request)) as { TableName: string };
    const isDescribing = String(request.headers['x-amz-target']).endsWith('DescribeTable');
    const times = asked.get(TableName) ?? 0;
    if (isDescribing) asked.set(TableName, times + 1);
    const status = statuses[Math.min(times, statuses.length - 1)];
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify(isDescribing ? { Table: status } : { TableDescription: status }));
  });
  const listening = await listenOnLoopback(server, 0, 'A slow database');
  running.push(listening);
  return { url: listening.url, asked };
}

const fiveTimes = { attempts: 5, pause: () => Promise.resolve() };

test('tables are waited for until they and their indexes are active', async () => {
  const { url, asked } = await startSlowDatabase([creating, creating, indexing, active]);
  await createTables(url, names, fiveTimes);
  expect([...asked.keys()].sort()).toEqual(Object.values(names).sort());
  expect(new Set(asked.values())).toEqual(new Set([4]));
});

test('a table that never becomes active is an error that says what to do', async () => {
  const { url } = await startSlowDatabase([creating]);
  await expect(createTables(url, names, fiveTimes)).rejects.toThrow(/still being created.*delete/);
});

test('tables that exist already are left as they are', async () => {
  const database = await startDynamoDbInProcess();
  running.push(database);
  await createTables(database.url, names);
  await createTables(database.url, names);
});
