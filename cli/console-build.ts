import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
/** What the console is made of, besides what npm installs. */
const sources = ['console', 'shared', 'package-lock.json'];
const built = 'console/dist/index.html';

/** Builds the console unless the last build is newer than all that it is made of. Takes a few seconds. */
export async function buildConsoleIfStale(announce: () => void): Promise<void> {
  if ((await changedAt(built)) > (await latestChange(sources))) return;
  announce();
  const { build } = await import('vite');
  await build({
    configFile: join(root, 'console/vite.config.ts'),
    root: join(root, 'console'),
    logLevel: 'error',
  });
}

/** When a file was last written, in ms since 1970; 0 for one that is not there. */
const changedAt = async (path: string): Promise<number> =>
  (await stat(join(root, path)).catch(() => undefined))?.mtimeMs ?? 0;

async function latestChange(paths: readonly string[]): Promise<number> {
  const times = await Promise.all(
    paths.map(async (path) => {
      const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true }).catch(
        () => [],
      );
      const files = entries
        .filter((entry) => entry.isFile() && !entry.parentPath.includes(join('console', 'dist')))
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
      return Promise.all([path, ...files].map(changedAt));
    }),
  );
  return Math.max(...times.flat());
}
