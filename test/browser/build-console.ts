import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { findChromium } from './browser.ts';

/** Builds the console as it is served, once for all files of tests. */
export default async function buildConsole(): Promise<void> {
  if (findChromium() === undefined) {
    console.error('Skipped: the console in a browser. Install Chromium, or set CHROMIUM to one.');
    return;
  }
  const root = fileURLToPath(new URL('../../console', import.meta.url));
  await build({ root, configFile: `${root}/vite.config.ts`, logLevel: 'error' });
}
