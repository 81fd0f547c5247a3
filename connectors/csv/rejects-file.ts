import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { InvalidInputError, RekindleError } from '../../shared/errors.ts';
import type { Rejection } from './rejection.ts';
import type { Table } from './table.ts';

const flushAtCharacters = 64 * 1024;

/** The rejected rows as a CSV file: line number and reason, followed by the columns of the imported file. */
export interface RejectsFile {
  readonly path: string;
  write(rejection: Rejection): Promise<void>;
  /** Moves the file into place; if nothing was rejected, removes the one left by an earlier import. */
  finish(): Promise<void>;
  /** Drops what was written; the file of an earlier import stays. */
  discard(): Promise<void>;
}

/** The default path: `orders.rejects.csv` next to `orders.csv` or `orders.csv.gz`. */
export const rejectsPathFor = (path: string): string =>
  `${path.replace(/\.gz$/i, '').replace(/\.(csv|tsv|txt)$/i, '')}.rejects.csv`;

/**
 * Opens a rejects file under a temporary name, so that a half-written one is never seen.
 *
 * @throws InvalidInputError when the path is taken by another kind of file; RekindleError when it cannot be written
 */
export async function openRejects(
  path: string,
  table: Pick<Table, 'columns' | 'delimiter'>,
): Promise<RejectsFile> {
  const { delimiter } = table;
  const headerStart = `line${delimiter}reason`;
  await assertReplaceable(path, headerStart);
  const temporary = `${path}.${process.pid}.tmp`;
  const handle = await attempt(path, () => open(temporary, 'wx'));
  let buffered = `${[headerStart, ...table.columns.map((name) => quote(name, delimiter))].join(delimiter)}\n`;
  let count = 0;
  const flush = async () => {
    const text = buffered;
    buffered = '';
    await attempt(path, () => handle.writeFile(text));
  };
  return {
    path,
    async write({ line, reason, raw, code }) {
      count++;
      // A row with broken quotes would break this file too, so all of it goes into one field.
      const row = code === 'broken-row' ? quote(raw, delimiter, true) : raw;
      buffered += `${line}${delimiter}${quote(reason, delimiter)}${delimiter}${row}\n`;
      if (buffered.length >= flushAtCharacters) await flush();
    },
    async finish() {
      if (count > 0) await flush();
      await attempt(path, () => handle.close());
      await attempt(path, () => (count > 0 ? rename(temporary, path) : rm(temporary)));
      if (count === 0) await attempt(path, () => rm(path, { force: true }));
    },
    async discard() {
      await handle.close().catch(() => {});
      await rm(temporary, { force: true });
    },
  };
}

/** `--rejects` can name any path; a file that exists there is replaced only if it is a rejects file. */
async function assertReplaceable(path: string, headerStart: string): Promise<void> {
  const existing = await open(path).catch((error: NodeJS.ErrnoException): FileHandle | undefined => {
    if (error.code === 'ENOENT') return undefined;
    throw rejectsWriteError(path, error);
  });
  if (existing === undefined) return;
  try {
    const { buffer, bytesRead } = await attempt(path, () => existing.read(Buffer.alloc(11), 0, 11, 0));
    const start = buffer.subarray(0, bytesRead).toString();
    if (/^line.reason/.test(start) || start.startsWith(headerStart)) return;
  } finally {
    await existing.close();
  }
  const message = 'another kind of file is already there; choose another path with --rejects';
  throw new InvalidInputError('Cannot write the rejects file', [{ path: 'rejects', message }], path);
}

async function attempt<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw rejectsWriteError(path, error);
  }
}

/** The error for a rejects file that cannot be written. */
export function rejectsWriteError(path: string, cause: unknown): RekindleError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const problem =
    code === 'ENOSPC' ? 'the disk is full' : cause instanceof Error ? cause.message : String(cause);
  const message = `the rejects file cannot be written (${problem}); free some disk space or choose another path with --rejects`;
  return new RekindleError(message, { where: path, cause });
}

function quote(text: string, delimiter: string, always = false): string {
  const needsQuotes = always || text.includes(delimiter) || /["\r\n]/.test(text);
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
}
