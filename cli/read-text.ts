import { readFile } from 'node:fs/promises';
import { NotFoundError } from '../shared/errors.ts';
import { decodeText } from '../shared/files/text.ts';
import type { Language } from '../shared/language.ts';
import { fileWords } from '../shared/words/file.ts';

/** The text of a file that a person wrote. @throws NotFoundError @throws InvalidInputError when it is not UTF-8 */
export async function readText(file: string, language: Language): Promise<string> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new NotFoundError(fileWords[language].notReadable, { where: file, cause });
  });
  return decodeText(bytes, file, language);
}
