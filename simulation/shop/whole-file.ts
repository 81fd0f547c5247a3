import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RekindleError } from '../../shared/errors.ts';

/** Pieces are gathered up to about this many characters; a write for each line would be slow. */
const chunkLength = 1 << 16;

/**
 * Writes text to a file that appears under its name only when it is whole; a failure leaves what was there before.
 *
 * @throws RekindleError that says what the file system objected to
 */
export async function writeWholeFile(path: string, pieces: Iterable<string>): Promise<void> {
  const partial = `${path}.${process.pid}.partial`;
  try {
    await pipeline(Readable.from(gathered(pieces)), createWriteStream(partial, { flags: 'wx' }));
    await flushToDisk(partial);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw explained(error, path);
  }
}

/**
 * Writes text to standard output, at the pace at which it is read.
 *
 * @returns whether all was read; a reader such as `head` may have seen enough
 * @throws RekindleError that says what the system objected to
 */
export async function writeToOutput(pieces: Iterable<string>): Promise<boolean> {
  try {
    await pipeline(Readable.from(gathered(pieces)), process.stdout, { end: false });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return false;
    throw explained(error, 'standard output');
  }
}

function* gathered(pieces: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

async function flushToDisk(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

const explanations: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; free some space, or ask for less',
  EDQUOT: 'your disk quota is used up',
  ENOENT: 'there is no such folder; make it first',
  ENOTDIR: 'a part of the path is a file and not a folder',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the file system is read-only',
  EISDIR: 'that is a folder; name a file',
};

function explained(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
  const message = explanations[error.code] ?? `cannot be written (${error.code})`;
  return new RekindleError(message, { where: path, cause: error });
}
