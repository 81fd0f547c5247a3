import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Theme } from '../../console/app/preferences.tsx';
import { addDays } from '../../shared/calendar.ts';
import { htmlLang, type Language } from '../../shared/language.ts';
import {
  lastDayBeforeSilence,
  nightsLater,
  openShop,
  orderOf,
  regularOrders,
  type Shop,
} from '../workflows/support/shop.ts';
import { findChromium, startBrowser } from './browser.ts';

/** False where there is no browser to try the console in. */
export const hasBrowser = findChromium() !== undefined;

const callBack = `
name: Call silent regulars
audience: { lifecycle: [silent] }
holdout: 20%
steps:
  - after: 0d
    callback: { script: win-back, within: 3d }
`;

/** The size of the browser's window. */
export const desktop = { width: 1280, height: 900 } as const;

/** Each path light and dark. */
export const inBothThemes = (paths: readonly string[]): readonly (readonly [string, Theme])[] =>
  paths.flatMap((path) => [[path, 'light'] as const, [path, 'dark'] as const]);

/** A shop with its console open in a browser. */
export interface ConsoleShop {
  readonly shop: Shop;
  readonly page: Page;
  /** What the browser's own log has complained about. */
  readonly problems: readonly string[];
  /** Opens a page of the console by its path. */
  open(path: string): Promise<unknown>;
  /** Opens a page as somebody sees it who has chosen a theme. */
  openInTheme(path: string, theme: Theme): Promise<unknown>;
}

/**
 * Opens a shop with eight silent customers, a call for those who are not held out, and a browser of somebody who reads a
 * language, for the tests of one block. Blocks of a file have their shops one after the other, on the same ports.
 */
export function useConsoleShop(language: Language): () => ConsoleShop {
  let opened: ConsoleShop | undefined;
  const problems: string[] = [];

  beforeAll(async () => {
    const shop = await openShop();
    await shop.publish('call-back', callBack);
    const silent = Array.from({ length: 8 }, (_, index) => `silent-${index + 1}`);
    await shop.receive(
      ...silent.flatMap((id) =>
        regularOrders(id, lastDayBeforeSilence(nightsLater(0)), {
          customer: { name: `Ann ${id}`, consents: { email: true, phone: true } },
        }),
      ),
      ...regularOrders('active-1', addDays(nightsLater(0), -20)),
      orderOf('chinese', addDays(nightsLater(0), -3), { customer: { name: '王伟', locale: 'zh-CN' } }),
    );
    await shop.runNight(nightsLater(0));
    await shop.passWithCampaigns(Date.parse(`${nightsLater(0)}T11:00:00Z`));
    const browser = await startBrowser(findChromium() ?? '');
    const page = await browser.newPage({
      viewport: desktop,
      locale: htmlLang[language],
    });
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
        problems.push(message.text());
    });
    page.on('pageerror', (error) => problems.push(String(error)));
    const open = (path: string) => page.goto(`${shop.stack.endpoints.api}/console${path}`);
    const openInTheme = async (path: string, theme: Theme) => {
      await open('/');
      await page.evaluate((chosen) => localStorage.setItem('rekindle-theme', chosen), theme);
      await open(path);
    };
    opened = { shop, page, problems, open, openInTheme };
  }, 240_000);
  // Nobody's language, theme or role is left to whoever comes next.
  beforeEach(async () => {
    if (opened?.page.url().startsWith('http'))
      await opened.page.evaluate(() => {
        localStorage.clear();
        sessionStorage.clear();
      });
  });
  afterAll(async () => {
    await opened?.page.context().browser()?.close();
    await opened?.shop.stack.close();
  });

  return () => {
    if (opened === undefined) throw new Error('the shop opens before the first test');
    return opened;
  };
}
