import { open } from 'node:fs/promises';
import { InvalidInputError } from '../../shared/errors.ts';
import type { Language } from '../../shared/language.ts';
import { audienceWords } from '../../shared/words/audience.ts';

/** Where text is written piece by piece. */
export interface TextSink {
  write(text: string): Promise<void>;
  close(): Promise<void>;
}

/** So much is collected before it is written: a row for each write would make a million of them slow. */
const bufferedCharacters = 64 * 1024;

/** Opens a file for writing, or standard output. @throws InvalidInputError for a file that cannot be written */
export async function openTextSink(file: string | undefined, language: Language): Promise<TextSink> {
  const handle =
    file === undefined
      ? undefined
      : await open(file, 'w').catch(() => {
          throw new InvalidInputError(audienceWords[language].notWritable, [], file);
        });
  let buffer = '';
  const flush = async () => {
    const text = buffer;
    buffer = '';
    if (handle === undefined) process.stdout.write(text);
    else await handle.appendFile(text);
  };
  return {
    async write(text) {
      buffer += text;
      if (buffer.length > bufferedCharacters) await flush();
    },
    async close() {
      await flush();
      await handle?.close();
    },
  };
}
