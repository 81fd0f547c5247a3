import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RekindleError } from '../shared/errors.ts';
import { runningStack } from './target.ts';

const mark = 'made-by-demo';

const entriesOf = (directory: string): Promise<string[]> => readdir(directory).catch(() => []);

/** Begins afresh in a folder that an earlier demo made, or in an empty one; never in one that holds anything else. */
export async function makeRoomForDemo(directory: string): Promise<void> {
  if ((await runningStack(directory)) !== undefined) {
    throw new RekindleError('a stack is running on this folder; stop it first', { where: directory });
  }
  const entries = await entriesOf(directory);
  if (entries.length > 0 && !entries.includes(mark)) {
    throw new RekindleError('this folder holds something that no demo made; name another with --directory', {
      where: directory,
    });
  }
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  await writeFile(
    join(directory, mark),
    'rekindle demo deletes this folder and begins afresh each time it runs.\n',
  );
}

/** Keeps real orders out of a folder that the next demo will delete. */
export async function refuseDemoFolder(directory: string): Promise<void> {
  if (!(await entriesOf(directory)).includes(mark)) return;
  throw new RekindleError(
    'this folder holds the simulated shop of the demo; name another with --directory my-shop',
    {
      where: directory,
    },
  );
}
