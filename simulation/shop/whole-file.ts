import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RekindleError } from '../../shared/errors.ts';

/** Pieces are collected into chunks of about this many characters, because a write per line would be slow. */
const chunkLength = 1 << 16;

/**
 * Writes text to a file that gets its name only when it is complete. A failure leaves an existing file as it was.
 *
 * @throws RekindleError with the reason when the file cannot be written
 */
export async function writeWholeFile(path: string, pieces: Iterable<string>): Promise<void> {
  const partial = `${path}.${process.pid}.partial`;
  try {
    await pipeline(Readable.from(inChunks(pieces)), createWriteStream(partial, { flags: 'wx' }));
    await flushToDisk(partial);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw explain(error, path);
  }
}

/**
 * Writes text to standard output, as fast as it is read.
 *
 * @returns false when the reader closed the output early, as `head` does
 * @throws RekindleError with the reason when the output cannot be written
 */
export async function writeToOutput(pieces: Iterable<string>): Promise<boolean> {
  try {
    await pipeline(Readable.from(inChunks(pieces)), process.stdout, { end: false });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return false;
    throw explain(error, 'standard output');
  }
}

function* inChunks(pieces: Iterable<string>): Generator<string> {
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
  ENOENT: 'there is no such folder; create it first',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EACCES: 'you do not have permission to write there',
  EPERM: 'you do not have permission to write there',
  EROFS: 'the file system is read-only',
  EISDIR: 'this is a folder; give the path of a file',
};

function explain(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
  const message = explanations[error.code] ?? `cannot be written (${error.code})`;
  return new RekindleError(message, { where: path, cause: error });
}
