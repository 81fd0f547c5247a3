import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

/** Where a system keeps its Chromium; `CHROMIUM` names another place. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The Chromium of this machine; undefined where there is none. */
export const findChromium = (): string | undefined =>
  [process.env['CHROMIUM'] ?? '', ...places].find((path) => path !== '' && existsSync(path));

/** Starts the browser. In a container Chromium has no sandbox of its own to start. */
export const startBrowser = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: ['--no-sandbox'] });

/** Fails for what axe finds on a page and goes on finding: for a moment, a page that is still being fetched has no heading. */
export const expectNoFaults = (page: Page): Promise<void> =>
  expect.poll(() => faultsOn(page), { timeout: 20_000, interval: 500 }).toEqual([]);

/** What axe finds wrong on a page, a line for each rule. */
async function faultsOn(page: Page): Promise<string[]> {
  const axe = fileURLToPath(import.meta.resolve('axe-core/axe.min.js'));
  // Not by a script tag: the page's own policy allows none, and that is part of what is looked at.
  const { readFile } = await import('node:fs/promises');
  await page.evaluate(await readFile(axe, 'utf8'));
  return page.evaluate(async () => {
    const { violations } = await (
      globalThis as unknown as {
        axe: {
          run(): Promise<{
            violations: { id: string; nodes: { target: unknown[]; failureSummary: string }[] }[];
          }>;
        };
      }
    ).axe.run();
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary}`).join(' | ')}`,
    );
  });
}
