import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { InvalidInputError, NotFoundError, RekindleError } from '../../shared/errors.ts';

/** A file to import: its bytes, unpacked when it is gzip. */
export interface SourceFile {
  readonly name: string;
  /** As it lies on the disk, packed or not. */
  readonly sizeBytes: number;
  /** To be read once. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** How much of `sizeBytes` has been read so far. */
  bytesRead(): number;
  /** Lets go of the file, however much of it was read. */
  close(): void;
}

/**
 * Opens a file by its path. Whether it is gzip is seen from its first bytes, not from its name.
 *
 * @throws NotFoundError, or InvalidInputError for a directory, an empty file or a spreadsheet; while reading,
 *   RekindleError for gzip data that is cut short or damaged
 */
export async function openSource(path: string): Promise<SourceFile> {
  const { size } = await infoOf(path);
  const start = await firstBytes(path);
  if (start[0] === 0x50 && start[1] === 0x4b && start[2] === 0x03 && start[3] === 0x04) {
    throw unusable(path, 'this is a spreadsheet or a zip file; save the sheet as CSV, or unzip it');
  }
  const isGzip = start[0] === 0x1f && start[1] === 0x8b;
  const stream = createReadStream(path, { highWaterMark: 256 * 1024 });
  return {
    name: path,
    sizeBytes: size,
    bytes: isGzip ? unpacked(stream, path) : stream,
    bytesRead: () => stream.bytesRead,
    close: () => void stream.destroy(),
  };
}

async function infoOf(path: string): Promise<{ size: number }> {
  const info = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') throw new NotFoundError('there is no such file', { where: path, cause });
    throw new RekindleError(`cannot be opened (${cause.message})`, { where: path, cause });
  });
  if (info.isDirectory()) throw unusable(path, 'this is a directory; name the file in it');
  if (info.size === 0) throw unusable(path, 'the file is empty');
  return info;
}

async function firstBytes(path: string): Promise<Uint8Array> {
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

async function* unpacked(stream: NodeJS.ReadableStream, path: string): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  stream.on('error', (error) => gunzip.destroy(error));
  try {
    yield* stream.pipe(gunzip);
  } catch (cause) {
    throw new RekindleError(whatIsWrongWithGzip(cause), { where: path, cause });
  } finally {
    gunzip.destroy();
  }
}

function whatIsWrongWithGzip(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'Z_BUF_ERROR') return 'the packed data ends too early; fetch or copy the file again';
  if (code === 'Z_DATA_ERROR') return 'the packed data is damaged; fetch or copy the file again';
  return `cannot be read (${cause instanceof Error ? cause.message : String(cause)})`;
}

const unusable = (path: string, message: string): InvalidInputError =>
  new InvalidInputError('This file cannot be imported', [{ path: '', message }], path);
