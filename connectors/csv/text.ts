import { InvalidInputError, RekindleError } from '../../shared/errors.ts';

export const encodings = ['utf-8', 'utf-16le', 'latin1', 'windows-1252', 'gb18030'] as const;
export type Encoding = (typeof encodings)[number];

/** A line longer than this is a sign of a file without line ends, and would have to be held in memory whole. */
const maxLineLength = 1 << 20;

/**
 * The lines of a text, in batches as they come. `\n` and `\r\n` end a line; a byte order mark is left out, and one of
 * UTF-16 is believed without being asked.
 *
 * @throws RekindleError at bytes that are not text in `encoding`, with their place
 */
export async function* readLines(
  bytes: AsyncIterable<Uint8Array>,
  { name, encoding }: { readonly name: string; readonly encoding?: Encoding },
): AsyncGenerator<readonly string[]> {
  let rest = '';
  for await (const text of decoded(bytes, name, encoding)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > maxLineLength) {
      throw new RekindleError('a line is longer than a million characters; is this a CSV file?', {
        where: name,
      });
    }
    if (lines.length > 0) yield lines.map(withoutReturn);
  }
  if (rest !== '') yield [withoutReturn(rest)];
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);

async function* decoded(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
  stated: Encoding | undefined,
): AsyncGenerator<string> {
  const progress: Progress = { offset: 0, lines: 1, tail: new Uint8Array() };
  let encoding = stated;
  let decoder: Decoder | undefined;
  for await (const chunk of withFirstTwoBytes(bytes)) {
    encoding ??= encodingOf(chunk, name);
    decoder ??= new TextDecoder(encoding, { fatal: true });
    const text = decodedChunk(decoder, chunk, progress, encoding, name);
    progress.offset += chunk.length;
    progress.lines += countLineEnds(text);
    progress.tail = chunk.length >= 3 ? chunk.slice(-3) : lastThree(progress.tail, chunk);
    if (text !== '') yield text;
  }
  if (decoder !== undefined && encoding !== undefined) {
    yield decodedChunk(decoder, undefined, progress, encoding, name);
  }
}

type Decoder = InstanceType<typeof TextDecoder>;

/** How far decoding came. `tail` holds the last three bytes, in which a character may have begun. */
interface Progress {
  offset: number;
  lines: number;
  tail: Uint8Array;
}

const lastThree = (tail: Uint8Array, more: Uint8Array): Uint8Array =>
  Buffer.concat([tail, more]).subarray(-3);

function decodedChunk(
  decoder: Decoder,
  chunk: Uint8Array | undefined,
  progress: Progress,
  encoding: Encoding,
  name: string,
): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch (cause) {
    const at = placeOfFault(chunk ?? new Uint8Array(), progress, encoding);
    const advice =
      encoding === 'utf-8'
        ? 'try --encoding latin1 (Western), or --encoding gb18030 (Chinese)'
        : 'try another --encoding, or none for UTF-8';
    const message = `byte ${at.offset} (line ${at.line}) is not ${encoding.toUpperCase()}; ${advice}`;
    throw new RekindleError(message, { where: name, cause });
  }
}

/** Decodes the chunk again byte by byte, beginning where its first character does. */
function placeOfFault(
  chunk: Uint8Array,
  { offset, lines, tail }: Progress,
  encoding: Encoding,
): { offset: number; line: number } {
  const startsCharacter = (byte: number) => encoding !== 'utf-8' || (byte & 0xc0) !== 0x80;
  const kept = tail.subarray(Math.max(0, tail.findIndex(startsCharacter)));
  // Line ends in the kept bytes have been counted already.
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

function encodingOf(start: Uint8Array, name: string): Encoding {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] !== 0 && start[1] !== 0) return 'utf-8';
  const message = 'this looks like UTF-16 without a byte order mark; try --encoding utf-16le';
  throw new InvalidInputError('This text cannot be read', [{ path: 'encoding', message }], name);
}

/** The same bytes, but never fewer than two at first, so that a byte order mark is seen whole. */
async function* withFirstTwoBytes(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array | undefined = new Uint8Array();
  for await (const chunk of bytes) {
    if (held === undefined) {
      yield chunk;
      continue;
    }
    const joined: Uint8Array = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    held = joined.length < 2 ? joined : undefined;
    if (held === undefined) yield joined;
  }
  if (held !== undefined && held.length > 0) yield held;
}

function countLineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
