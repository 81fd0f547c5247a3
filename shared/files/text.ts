import { InvalidInputError } from '../errors.ts';
import type { Language } from '../language.ts';
import { fileWords } from '../words/file.ts';

/**
 * The text of a file that a person wrote. A byte order mark, which some editors put first, is left out.
 *
 * @param file the file's name, for the error message
 * @param language the language of the error message
 * @throws InvalidInputError for a file that is not UTF-8, since a guess would put garbled letters into emails
 */
export function decodeText(bytes: Uint8Array, file: string, language: Language = 'en'): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InvalidInputError(fileWords[language].notUtf8, [], file);
  }
}
