import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { InvalidInputError, NotFoundError, RekindleError } from '../../shared/errors.ts';

/** A file to import, decompressed if it is gzip. */
export interface SourceFile {
  readonly name: string;
  /** Size on disk, compressed or not. */
  readonly sizeBytes: number;
  /** Can be read only once. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** How many of the `sizeBytes` have been read so far. */
  bytesRead(): number;
  /** Closes the file, even if it was not read to its end. */
  close(): void;
}

/**
 * Opens a file by its path. Gzip is recognised by its first bytes, not by the file name.
 *
 * @throws NotFoundError when there is no such file; InvalidInputError for a directory, an empty file or a spreadsheet;
 *   while reading, RekindleError for gzip data that is truncated or damaged
 */
export async function openSource(path: string): Promise<SourceFile> {
  const { size } = await statFile(path);
  const start = await readFirstBytes(path);
  if (start[0] === 0x50 && start[1] === 0x4b && start[2] === 0x03 && start[3] === 0x04) {
    throw unusableFile(path, 'this is a spreadsheet or a zip file; save the sheet as CSV, or unzip it');
  }
  const isGzip = start[0] === 0x1f && start[1] === 0x8b;
  const stream = createReadStream(path, { highWaterMark: 256 * 1024 });
  return {
    name: path,
    sizeBytes: size,
    bytes: isGzip ? gunzip(stream, path) : stream,
    bytesRead: () => stream.bytesRead,
    close: () => void stream.destroy(),
  };
}

async function statFile(path: string): Promise<{ size: number }> {
  const info = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') throw new NotFoundError('there is no such file', { where: path, cause });
    throw new RekindleError(`cannot be opened (${cause.message})`, { where: path, cause });
  });
  if (info.isDirectory()) throw unusableFile(path, 'this is a directory; give the path of a file in it');
  if (info.size === 0) throw unusableFile(path, 'the file is empty');
  return info;
}

async function readFirstBytes(path: string): Promise<Uint8Array> {
  const handle = await open(path).catch((cause: Error) => {
    throw new RekindleError(`cannot be opened (${cause.message})`, { where: path, cause });
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function* gunzip(stream: NodeJS.ReadableStream, path: string): AsyncGenerator<Uint8Array> {
  const decompressor = createGunzip({ chunkSize: 256 * 1024 });
  stream.on('error', (error) => decompressor.destroy(error));
  try {
    yield* stream.pipe(decompressor);
  } catch (cause) {
    throw new RekindleError(gzipProblem(cause), { where: path, cause });
  } finally {
    decompressor.destroy();
  }
}

function gzipProblem(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'Z_BUF_ERROR') return 'the compressed data ends too early; download or copy the file again';
  if (code === 'Z_DATA_ERROR') return 'the compressed data is damaged; download or copy the file again';
  return `cannot be read (${cause instanceof Error ? cause.message : String(cause)})`;
}

const unusableFile = (path: string, message: string): InvalidInputError =>
  new InvalidInputError('This file cannot be imported', [{ path: '', message }], path);
