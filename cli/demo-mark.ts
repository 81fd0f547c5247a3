import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RekindleError } from '../shared/errors.ts';
import { findRunningStack } from './target.ts';

const mark = 'made-by-demo';

const entriesOf = (directory: string): Promise<string[]> => readdir(directory).catch(() => []);

/**
 * Empties a folder that an earlier demo made, or creates it, and marks it as the demo's.
 *
 * @throws RekindleError when a stack runs on the folder, or when it contains anything that no demo made
 */
export async function makeRoomForDemo(directory: string): Promise<void> {
  if ((await findRunningStack(directory)) !== undefined) {
    throw new RekindleError('a stack is running on this folder; stop it first', { where: directory });
  }
  const entries = await entriesOf(directory);
  if (entries.length > 0 && !entries.includes(mark)) {
    throw new RekindleError('this folder contains files that no demo made; name another with --directory', {
      where: directory,
    });
  }
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  await writeFile(
    join(directory, mark),
    'rekindle demo deletes this folder and starts over each time it runs.\n',
  );
}

/** Keeps real orders out of a folder that the next demo will delete. @throws RekindleError for the demo's folder */
export async function refuseDemoFolder(directory: string): Promise<void> {
  if (!(await entriesOf(directory)).includes(mark)) return;
  throw new RekindleError(
    'this folder contains the simulated shop of the demo; name another with --directory my-shop',
    {
      where: directory,
    },
  );
}
