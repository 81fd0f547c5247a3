import { createInterface } from 'node:readline/promises';
import { InvalidInputError } from '../shared/errors.ts';
import type { Language } from '../shared/language.ts';
import { commandWords } from '../shared/words/commands.ts';

/**
 * Asks whether to go on, after what was printed so far. True without asking when `--yes` was given.
 *
 * @throws InvalidInputError where nobody sits at a terminal, so that a script never goes on by itself
 */
export async function confirm(yes: boolean | undefined, language: Language): Promise<boolean> {
  if (yes === true) return true;
  const words = commandWords[language];
  if (process.stdin.isTTY !== true || process.stdout.isTTY !== true) {
    throw new InvalidInputError(words.needsYes, []);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await terminal.question(`${words.goOn} [y/N] `);
    return /^(y|yes|是)$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}
