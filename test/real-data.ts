import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A file of real data in the folder that REKINDLE_DATA names. Without it, the tests that need it are skipped, and say
 * so once.
 *
 * @param what what is not looked at then
 */
export function realData(file: string, what: string): string | undefined {
  const folder = process.env['REKINDLE_DATA'] ?? '';
  const path = join(folder, file);
  if (folder !== '' && existsSync(path)) return path;
  console.warn(`Skipped: ${what}. Set REKINDLE_DATA to a folder with ${file}.`);
  return undefined;
}
