import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { explainFailure, type LocalDynamoDbError } from './errors.ts';

export interface LocalDynamoDb {
  readonly url: string;
  readonly port: number;
  /** Ends the database once the requests under way are answered. Calling it again changes nothing. */
  close(): Promise<void>;
}

/** A `LocalDynamoDb` in a process of its own. */
export interface DynamoDbProcess extends LocalDynamoDb {
  readonly pid: number | undefined;
}

export interface DynamoDbOptions {
  /** Where LevelDB keeps its files; created when absent. Without it everything stays in memory. */
  readonly directory?: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Called at most once, when the database ends without having been closed. */
  readonly onCrash?: (error: LocalDynamoDbError) => void;
}

const childMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('listening'), port: z.number() }),
  z.object({
    kind: z.literal('failed'),
    causes: z.array(z.object({ code: z.string().optional(), message: z.string() })),
  }),
]);

/** Long enough to flush a memtable to a slow disk; after that the child is ended, as LevelDB survives that too. */
const closeWithinMs = 5_000;

/**
 * Starts DynamoDB for a laptop in a process of its own, and resolves when it listens.
 * The process ends with this one. Rejects with a `LocalDynamoDbError`.
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
  const ended = watch(child, { directory, port });
  child.send({ directory, port });

  const listeningPort = await Promise.race([listening(child), ended.then((error) => Promise.reject(error))]);
  let closing: Promise<void> | undefined;
  ended.then((error) => {
    if (closing === undefined) options.onCrash?.(error);
  });
  return {
    url: `http://127.0.0.1:${listeningPort}`,
    port: listeningPort,
    pid: child.pid,
    close() {
      closing ??= end(child, ended);
      return closing;
    },
  };
}

function listening(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.on('message', (raw) => {
      const message = childMessage.parse(raw);
      if (message.kind === 'listening') resolve(message.port);
    });
  });
}

/** Resolves, never rejects, with the reason once the child is gone. */
function watch(
  child: ChildProcess,
  where: { readonly directory: string | undefined; readonly port: number },
): Promise<LocalDynamoDbError> {
  return new Promise((resolve) => {
    let causes: readonly { readonly code?: string | undefined; readonly message: string }[] = [];
    let lastWords = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      lastWords = (lastWords + text).slice(-2_000);
    });
    child.on('message', (raw) => {
      const message = childMessage.parse(raw);
      if (message.kind === 'failed') causes = message.causes;
    });
    child.on('error', (error) => resolve(explainFailure([{ message: error.message }], where)));
    child.on('close', (code, signal) => {
      const unexplained = {
        message: `exit ${signal ?? code}${lastWords === '' ? '' : `, ${lastWords.trim()}`}`,
      };
      resolve(explainFailure(causes.length > 0 ? causes : [unexplained], where));
    });
  });
}

async function end(child: ChildProcess, ended: Promise<LocalDynamoDbError>): Promise<void> {
  if (child.connected) child.send('close');
  const impatience = setTimeout(() => child.kill('SIGKILL'), closeWithinMs);
  await ended;
  clearTimeout(impatience);
}
