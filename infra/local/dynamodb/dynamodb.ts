import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { explainFailure, type LocalDynamoDbError } from './errors.ts';

/** A DynamoDB that is running on this machine. */
export interface LocalDynamoDb {
  /** The endpoint for `DynamoDBClient`. */
  readonly url: string;
  readonly port: number;
  /** Stops the database once the requests under way are answered. Calling it again changes nothing. */
  close(): Promise<void>;
}

/** A `LocalDynamoDb` in a process of its own. */
export interface DynamoDbProcess extends LocalDynamoDb {
  readonly pid: number | undefined;
}

/** Where the database keeps its data and listens. */
export interface DynamoDbOptions {
  /** Where LevelDB keeps its files; created when absent. Without it, data is kept in memory. */
  readonly directory?: string;
  /** 0, the default, picks any free port. */
  readonly port?: number;
  /** Called at most once, when the database stops without having been closed. */
  readonly onCrash?: (error: LocalDynamoDbError) => void;
}

const childMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('listening'), port: z.number() }),
  z.object({
    kind: z.literal('failed'),
    causes: z.array(z.object({ code: z.string().optional(), message: z.string() })),
  }),
]);

/** Long enough to flush a memtable to a slow disk. After that the child is killed, which LevelDB survives too. */
const closeWithinMs = 5_000;

/**
 * Starts DynamoDB for a laptop in a process of its own, and resolves when it is listening. The process ends with this
 * one.
 * @throws LocalDynamoDbError when it cannot start
 *
 * @example
 * const database = await startDynamoDb({ directory: '.rekindle/dynamodb' });
 * const client = new DynamoDBClient({ endpoint: database.url, region: 'local', credentials });
 */
export async function startDynamoDb(options: DynamoDbOptions = {}): Promise<DynamoDbProcess> {
  const { directory, port = 0 } = options;
  const child = fork(fileURLToPath(new URL('./dynalite-child.mjs', import.meta.url)), {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const ended = waitForEnd(child, { directory, port });
  child.send({ directory, port });

  const listeningPort = await Promise.race([
    waitForPort(child),
    ended.then((error) => Promise.reject(error)),
  ]);
  let closing: Promise<void> | undefined;
  ended.then((error) => {
    if (closing === undefined) options.onCrash?.(error);
  });
  return {
    url: `http://127.0.0.1:${listeningPort}`,
    port: listeningPort,
    pid: child.pid,
    close() {
      closing ??= stop(child, ended);
      return closing;
    },
  };
}

function waitForPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.on('message', (raw) => {
      const message = childMessage.parse(raw);
      if (message.kind === 'listening') resolve(message.port);
    });
  });
}

/** Resolves with the reason once the child has ended; never rejects. */
function waitForEnd(
  child: ChildProcess,
  where: { readonly directory: string | undefined; readonly port: number },
): Promise<LocalDynamoDbError> {
  return new Promise((resolve) => {
    let causes: readonly { readonly code?: string | undefined; readonly message: string }[] = [];
    let stderrTail = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderrTail = (stderrTail + text).slice(-2_000);
    });
    child.on('message', (raw) => {
      const message = childMessage.parse(raw);
      if (message.kind === 'failed') causes = message.causes;
    });
    child.on('error', (error) => resolve(explainFailure([{ message: error.message }], where)));
    child.on('close', (code, signal) => {
      const exitStatus = {
        message: `exit ${signal ?? code}${stderrTail === '' ? '' : `, ${stderrTail.trim()}`}`,
      };
      resolve(explainFailure(causes.length > 0 ? causes : [exitStatus], where));
    });
  });
}

async function stop(child: ChildProcess, ended: Promise<LocalDynamoDbError>): Promise<void> {
  if (child.connected) child.send('close');
  const killTimer = setTimeout(() => child.kill('SIGKILL'), closeWithinMs);
  await ended;
  clearTimeout(killTimer);
}
