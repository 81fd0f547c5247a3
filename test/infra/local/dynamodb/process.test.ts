import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DynamoDbProcess, startDynamoDb } from '../../../../infra/local/dynamodb/dynamodb.ts';
import { explainFailure, type LocalDynamoDbError } from '../../../../infra/local/dynamodb/errors.ts';
import { startDynamoDbInProcess } from '../../../../infra/local/dynamodb/in-process.ts';
import { createOrdersTable, documentClientFor } from './client.ts';

let directory: string;
const running: DynamoDbProcess[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rekindle-dynamodb-'));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((database) => database.close()));
  rmSync(directory, { recursive: true });
});

async function start(options: Parameters<typeof startDynamoDb>[0]): Promise<DynamoDbProcess> {
  const database = await startDynamoDb(options);
  running.push(database);
  return database;
}

test('data survives a restart, and closing twice is harmless', async () => {
  const first = await start({ directory });
  const writer = documentClientFor(first.url);
  await createOrdersTable(writer);
  await writer.send(
    new PutCommand({ TableName: 'Orders', Item: { customerId: 'c1', orderId: 'o1', total: 5 } }),
  );
  await first.close();
  await first.close();

  const reader = documentClientFor((await start({ directory })).url);
  const { Item } = await reader.send(
    new GetCommand({ TableName: 'Orders', Key: { customerId: 'c1', orderId: 'o1' } }),
  );
  expect(Item).toEqual({ customerId: 'c1', orderId: 'o1', total: 5 });
});

test('a second database on the same directory fails with the reason', async () => {
  await start({ directory });
  await expect(start({ directory })).rejects.toMatchObject({
    name: 'LocalDynamoDbError',
    failure: 'directory-locked',
    message: expect.stringContaining(directory),
  });
});

test('the error names a directory that cannot be created', async () => {
  const file = join(directory, 'a-file');
  writeFileSync(file, '');
  await expect(start({ directory: file })).rejects.toMatchObject({
    failure: 'directory-not-writable',
    message: expect.stringContaining(file),
  });
});

test('a full disk, a read-only one and a damaged database are distinguished from a crash', () => {
  const where = { directory: '/data', port: 0 };
  const failureOf = (message: string) =>
    explainFailure([{ message: 'Database failed' }, { message }], where).failure;
  expect(failureOf('IO error: /data/000003.log: No space left on device')).toBe('disk-full');
  expect(failureOf('Corruption: bad record length')).toBe('damaged');
  // Node reports ENOENT for a read-only file system.
  expect(failureOf("ENOENT: no such file or directory, mkdir '/data'")).toBe('directory-not-writable');
  expect(failureOf('something else')).toBe('crashed');
});

test('the error names a port that is in use, and what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const portInUse = {
    failure: 'port-in-use',
    message: expect.stringMatching(new RegExp(`port ${port}.*--port`)),
  };
  await expect(start({ port })).rejects.toMatchObject(portInUse);
  await expect(startDynamoDbInProcess({ port })).rejects.toMatchObject(portInUse);
  other.close();
});

test('when its process is killed, onCrash is called once', async () => {
  const crashes: LocalDynamoDbError[] = [];
  const database = await start({ directory, onCrash: (error) => crashes.push(error) });
  process.kill(database.pid ?? 0, 'SIGKILL');
  await expect.poll(() => crashes).toHaveLength(1);
  expect(crashes[0]).toMatchObject({ failure: 'crashed', message: expect.stringContaining('SIGKILL') });
  await database.close();
  expect(crashes).toHaveLength(1);
});

test('the database ends with the process that started it, even one that is killed', async () => {
  const parent = fork(fileURLToPath(new URL('./parent.ts', import.meta.url)), [directory], {
    execArgv: ['--import', 'tsx'],
  });
  await once(parent, 'message');
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  // LevelDB's lock is released only once the orphan has exited.
  await expect
    .poll(() =>
      start({ directory }).then(
        () => 'started',
        (error: LocalDynamoDbError) => error.failure,
      ),
    )
    .toBe('started');
});

test('a client that disconnects in the middle of a request does not affect others', async () => {
  const database = await start({});
  const half = request(`${database.url}/`, { method: 'POST', headers: { 'content-length': '100' } });
  half.on('error', () => undefined);
  half.write('half a requ');
  await once(half, 'socket').then(([socket]) => once(socket, 'connect'));
  half.destroy();
  expect((await fetch(database.url)).status).toBe(200);
});
