import { InvalidInputError, RekindleError } from '../../shared/errors.ts';

export const encodings = [
  'utf-8',
  'utf-16le',
  'latin1',
  'windows-1252',
  'gb18030',
  'shift_jis',
  'big5',
  'euc-kr',
] as const;
export type Encoding = (typeof encodings)[number];

/** A longer line suggests a file without line ends, and would have to be kept in memory as a whole. */
const maxLineLength = 1 << 20;

/**
 * The lines of a text, in batches as they arrive. Lines end with `\n` or `\r\n`, or all with `\r` as on old
 * Macs. A byte order mark is removed; that of
 * UTF-16 selects the encoding when none is given.
 *
 * @throws RekindleError for bytes that are not text in `encoding`, with their position, and for a line that is too long
 */
export async function* readLines(
  bytes: AsyncIterable<Uint8Array>,
  { name, encoding }: { readonly name: string; readonly encoding?: Encoding },
): AsyncGenerator<readonly string[]> {
  let rest = '';
  let lineEnd: '\n' | '\r' | undefined;
  for await (const text of readText(bytes, { name, encoding })) {
    const known = rest + text;
    lineEnd ??= lineEndOf(known);
    const lines = lineEnd === undefined ? [known] : known.split(lineEnd);
    rest = lines.pop() ?? '';
    if (rest.length > maxLineLength) {
      throw new RekindleError('a line is longer than a million characters; is this a CSV file?', {
        where: name,
      });
    }
    if (lines.length > 0) yield lines.map(trimReturn);
  }
  if (rest !== '') yield [trimReturn(rest)];
}

/** Undefined while it is not clear whether a `\n` follows. */
function lineEndOf(text: string): '\n' | '\r' | undefined {
  const first = /\n|\r(?=[^\n])/.exec(text)?.[0];
  return first === undefined ? undefined : first === '\r' ? '\r' : '\n';
}

const trimReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);

/**
 * A text in pieces as they arrive, without its byte order mark.
 *
 * @throws RekindleError for bytes that are not text in the encoding, with their position
 */
export async function* readText(
  bytes: AsyncIterable<Uint8Array>,
  { name, encoding: declared }: { readonly name: string; readonly encoding?: Encoding | undefined },
): AsyncGenerator<string> {
  const progress: Progress = { offset: 0, lines: 1, tail: new Uint8Array() };
  let encoding = declared;
  let decoder: Decoder | undefined;
  for await (const chunk of withFirstTwoBytes(bytes)) {
    encoding ??= detectEncoding(chunk, name);
    decoder ??= new TextDecoder(encoding, { fatal: true });
    const text = decodeChunk(decoder, chunk, progress, encoding, name);
    progress.offset += chunk.length;
    progress.lines += countLineEnds(text);
    progress.tail = chunk.length >= 3 ? chunk.slice(-3) : lastThree(progress.tail, chunk);
    if (text !== '') yield text;
  }
  if (decoder !== undefined && encoding !== undefined) {
    yield decodeChunk(decoder, undefined, progress, encoding, name);
  }
}

type Decoder = InstanceType<typeof TextDecoder>;

/** How far decoding got. `tail` holds the last three bytes, where an unfinished character may have started. */
interface Progress {
  offset: number;
  lines: number;
  tail: Uint8Array;
}

const lastThree = (tail: Uint8Array, more: Uint8Array): Uint8Array =>
  Buffer.concat([tail, more]).subarray(-3);

function decodeChunk(
  decoder: Decoder,
  chunk: Uint8Array | undefined,
  progress: Progress,
  encoding: Encoding,
  name: string,
): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch (cause) {
    const at = locateFault(chunk ?? new Uint8Array(), progress, encoding);
    const advice =
      encoding === 'utf-8'
        ? 'try --encoding latin1 (Western), --encoding gb18030 (Chinese) or --encoding shift_jis (Japanese)'
        : 'try another --encoding, or leave the option out for UTF-8';
    const message = `byte ${at.offset} (line ${at.line}) is not ${encoding.toUpperCase()}; ${advice}`;
    throw new RekindleError(message, { where: name, cause });
  }
}

/** Decodes the chunk again byte by byte, starting with its first character, which may begin in the tail. */
function locateFault(
  chunk: Uint8Array,
  { offset, lines, tail }: Progress,
  encoding: Encoding,
): { offset: number; line: number } {
  const startsCharacter = (byte: number) => encoding !== 'utf-8' || (byte & 0xc0) !== 0x80;
  const kept = tail.subarray(Math.max(0, tail.findIndex(startsCharacter)));
  // Line ends in the kept bytes have already been counted.
  let line = lines - kept.filter((byte) => byte === 0x0a).length;
  const bytes = Buffer.concat([kept, chunk]);
  const decoder = new TextDecoder(encoding, { fatal: true });
  let completeUpTo = 0;
  for (let index = 0; index < bytes.length; index++) {
    try {
      const text = decoder.decode(bytes.subarray(index, index + 1), { stream: true });
      if (text === '\n') line++;
      if (text !== '') completeUpTo = index + 1;
    } catch {
      break;
    }
  }
  return { offset: offset - kept.length + completeUpTo, line };
}

function detectEncoding(start: Uint8Array, name: string): Encoding {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] !== 0 && start[1] !== 0) return 'utf-8';
  const message = 'this looks like UTF-16 without a byte order mark; try --encoding utf-16le';
  throw new InvalidInputError('This text cannot be read', [{ path: 'encoding', message }], name);
}

/** The same bytes, with at least two in the first chunk so that a byte order mark is not split. */
async function* withFirstTwoBytes(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array | undefined = new Uint8Array();
  for await (const chunk of bytes) {
    if (held === undefined) {
      yield chunk;
      continue;
    }
    const merged: Uint8Array = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    held = merged.length < 2 ? merged : undefined;
    if (held === undefined) yield merged;
  }
  if (held !== undefined && held.length > 0) yield held;
}

function countLineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
