import {
  closeSync,
  createReadStream,
  ftruncateSync,
  mkdirSync,
  openSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { MessageFileError } from './errors.ts';
import { acceptedMessageSchema, eventRecordSchema } from './message.ts';

const lineSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), message: acceptedMessageSchema }),
  z.object({ kind: z.literal('event'), messageId: z.string(), record: eventRecordSchema }),
]);

/** One line of the file: a message that was accepted, or an event of one. */
export type MessageFileLine = z.infer<typeof lineSchema>;

/** A file that lines are appended to. */
export interface MessageFile {
  append(line: MessageFileLine): void;
  /** Puts these lines in place of all others, whole or not at all. */
  replace(lines: readonly MessageFileLine[]): void;
  close(): void;
}

/** Keeps nothing, for a mailbox in memory. */
export const noFile: MessageFile = {
  append: () => undefined,
  replace: () => undefined,
  close: () => undefined,
};

/**
 * Opens `messages.jsonl` in a directory, creating both if necessary, and passes every existing line to `onLine`. If a
 * crash left the last line half-written, it is cut off.
 * @throws MessageFileError when the file cannot be opened, or a line of it is damaged
 */
export async function openMessageFile(
  directory: string,
  onLine: (line: MessageFileLine) => void,
): Promise<MessageFile> {
  const path = join(directory, 'messages.jsonl');
  const attempt = <T>(what: string, act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw new MessageFileError(
        `Cannot ${what} ${path}: ${error instanceof Error ? error.message : error}. ` +
          'Check that the directory is writable and the disk has room, or choose another directory.',
        { cause: error },
      );
    }
  };
  let file = attempt('open', () => {
    mkdirSync(directory, { recursive: true });
    return openSync(path, 'a+');
  });
  const wholeBytes = await readLines(path, onLine);
  attempt('repair', () => ftruncateSync(file, wholeBytes));
  return {
    append: (line) => void attempt('write to', () => writeSync(file, textOf(line))),
    replace(lines) {
      attempt('write to', () => {
        const whole = `${path}.new`;
        writeFileSync(whole, lines.map(textOf).join(''));
        renameSync(whole, path);
        closeSync(file);
        file = openSync(path, 'a+');
      });
    },
    close: () => closeSync(file),
  };
}

const textOf = (line: MessageFileLine): string => `${JSON.stringify(line)}\n`;

/** Reads all complete lines, and returns their total length in bytes. */
async function readLines(path: string, onLine: (line: MessageFileLine) => void): Promise<number> {
  let rest: Buffer = Buffer.alloc(0);
  let wholeBytes = 0;
  let lineNumber = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf('\n'); end !== -1; end = rest.indexOf('\n')) {
      lineNumber += 1;
      onLine(parseLine(rest.subarray(0, end).toString('utf8'), path, lineNumber));
      rest = rest.subarray(end + 1);
      wholeBytes += end + 1;
    }
  }
  return wholeBytes;
}

function parseLine(text: string, path: string, lineNumber: number): MessageFileLine {
  try {
    return lineSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new MessageFileError(
      `Line ${lineNumber} of ${path} is damaged. Remove that line, or the whole file to start with an empty inbox.`,
      { cause: error },
    );
  }
}
