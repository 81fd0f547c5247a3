import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { instant } from '../../shared/calendar.ts';
import { closeByList } from '../../shared/operations/close-by-list.ts';
import { nightsLater } from '../workflows/support/shop.ts';
import { expectNoFaults } from './browser.ts';
import { type ConsoleShop, hasBrowser, inEveryLook, useConsoleShop } from './console-shop.ts';

describe.skipIf(!hasBrowser)('the console', () => {
  const opened = useConsoleShop();
  let shop: ConsoleShop['shop'];
  let page: Page;
  let open: ConsoleShop['open'];
  beforeAll(() => {
    ({ shop, page, open } = opened());
  });
  const seenAs = async (role: string) => {
    await page.getByRole('button', { name: /Seen as|查看身份/ }).click();
    await page.getByRole('menuitem', { name: role }).click();
  };

  test('finds who is falling silent by the first letters of a name, and says why', async () => {
    await open('/');
    await page.getByRole('link', { name: 'Customers' }).click();
    await page.getByRole('searchbox').fill('ann silent-1');
    await page.getByRole('link', { name: 'Ann silent-1' }).click();
    await page.getByText('days since the last of', { exact: false }).first().waitFor();
    expect(await page.title()).toContain('Ann silent-1');
  });

  test('reads the report of a campaign, the verdict first, and keeps its people as a file', async () => {
    await open('/reports/call-back/1');
    await page.getByRole('heading', { name: 'Call silent regulars' }).waitFor();
    await page.getByRole('heading', { name: 'From the audience to the message' }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Write the file' }).click();
    const text = await readFile(await (await download).path(), 'utf8');
    expect(text).toMatch(/^\uFEFFcustomer,entered,group.*step 1: callback\r\nsilent-/);
  });

  test('releases a mailbox that bounced, with a note', async () => {
    await closeByList(
      shop.store,
      { channel: 'email', address: 'back@shop.example', reason: 'bounced' },
      { list: 'list', now: instant('2026-01-01T00:00:00Z'), timeZone: 'UTC' },
    );
    await open('/deliverability?tab=closed');
    await page.getByRole('textbox', { name: 'Email address' }).fill('back@shop.example');
    await page.getByRole('button', { name: 'Look up' }).click();
    await page.getByRole('button', { name: 'Release' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('How do you know that it works?').fill('She called.');
    await dialog.getByRole('button', { name: 'Release' }).click();
    await page.getByText('it had bounced, and was released on').waitFor();
  });

  test('leads from a number of the population to the customers whom it counts', async () => {
    await open('/population?part=rfm');
    await page.getByRole('tab', { name: 'Where customers stand' }).click();
    await page.waitForURL(/part=standing/);
    await page.getByRole('link', { name: 'silent', exact: true }).click();
    await page.waitForURL(/audiences\/edit\?text=lifecycle/);
    await page
      .getByRole('link', { name: /^silent-\d/ })
      .first()
      .waitFor();
  });

  test('runs a night as admin after asking, and says that today’s has closed; a marketer has no such button', async () => {
    await open('/nights');
    await page.getByRole('button', { name: 'Run a night now' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Run a night now' }).click();
    await page.getByText('has closed already; nothing was done').waitFor();
    await seenAs('Marketer');
    await page.getByRole('button', { name: 'Run a night now' }).waitFor({ state: 'detached' });
    await seenAs('All roles');
    await page.getByRole('link', { name: nightsLater(0) }).click();
    await page.getByRole('heading', { name: 'What it counted' }).waitFor();
  });

  test('works calls as staff, by keys alone, and nobody else can take one that is claimed', async () => {
    await open('/calls');
    await seenAs('Staff');
    const before = (await shop.store.callbacks.waitingPage(undefined, 100)).tasks.length;
    expect(before).toBeGreaterThan(4);
    await page
      .getByRole('link', { name: /^Ann silent/ })
      .first()
      .waitFor();
    for (let call = 0; call < 5; call += 1) {
      await page.keyboard.press(call === 0 ? 'n' : 'Shift');
      await page.getByRole('button', { name: 'Claim and call' }).waitFor();
      const url = page.url();
      await page.keyboard.press('c');
      await page.getByRole('heading', { name: 'How did it go?' }).waitFor();
      await page.keyboard.press('2');
      await page.waitForFunction((was) => location.href !== was, url);
      if (call > 0) continue;
      // The first was a slip of the finger: it is taken back, and reported anew.
      await page.keyboard.press('u');
      await page.waitForFunction((was) => location.href === was, url);
      await page.getByRole('heading', { name: 'How did it go?' }).waitFor();
      await page.keyboard.press('4');
      await page.waitForFunction((was) => location.href !== was, url);
    }
    // Each outcome may be taken back for some seconds before it is sent.
    const left = async () => (await shop.store.callbacks.waitingPage(undefined, 100)).tasks.length;
    await expect.poll(left, { timeout: 30_000 }).toBe(before - 5);
  }, 120_000);

  test('refuses staff what is not theirs, and does not show it to them', async () => {
    await open('/calls');
    await seenAs('Staff');
    await page.getByRole('link', { name: 'Reports' }).waitFor({ state: 'detached' });
    const status = await page.evaluate(
      async () => (await fetch('/api/changes', { headers: { 'x-rekindle-role': 'staff' } })).status,
    );
    expect(status).toBe(403);
  });

  test('stops emails, exports and erases as admin, after asking; the audit log says so', async () => {
    await open('/customers/silent-8');
    await page.getByRole('button', { name: 'Stop emails' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop emails' }).click();
    await page.getByText('closed (unsubscribed)').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    expect((await download).suggestedFilename()).toBe('silent-8.json');
    await page.getByRole('button', { name: 'Erase' }).click();
    await page.getByLabel(/Type silent-8/).fill('silent-8');
    await page.getByRole('dialog').getByRole('button', { name: 'Erase' }).click();
    await page.waitForURL(/\/customers$/);
    expect(await shop.store.customers.find('silent-8' as never)).toBeUndefined();
    await open('/changes');
    await page.getByRole('cell', { name: 'POST /api/customers/{customerId}/erase' }).waitFor();
  });

  test('speaks Chinese: a customer is found by two characters, and everything is said in it', async () => {
    await open('/customers?lang=zh');
    await page.getByRole('searchbox').fill('王伟');
    await page.getByRole('link', { name: '王伟' }).click();
    await page.getByRole('heading', { name: '客户画像及依据' }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('zh-CN');
  });

  test('changes a setting with its diff: what changes, whose class it would change, and then it is saved', async () => {
    await open('/settings?tab=tiers');
    await page.getByLabel('Silver from').fill('900');
    await page.getByText('tiers must rise').waitFor();
    await page.getByLabel('Silver from').fill('1');
    await page.getByRole('button', { name: 'Review changes' }).click();
    const dialog = page.getByRole('dialog', { name: 'What changes' });
    await dialog.getByRole('row', { name: 'Tiers › Silver from 200 EUR 1 EUR 200 EUR' }).waitFor();
    await dialog.getByRole('row', { name: /^Tier bronze silver / }).waitFor();
    await dialog.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Saved. Classes follow in the next night.').waitFor();
    expect((await shop.store.settings.load()).tiers.silver).toBe(100);
    await open('/changes');
    await page.getByRole('cell', { name: 'tiers.silver: "1 EUR"' }).waitFor();
  });

  test('lets nobody but an admin change settings, and shows them to everybody', async () => {
    await open('/settings?tab=tiers');
    await seenAs('Marketer');
    await page.getByText('Only an admin can change settings.').waitFor();
    await page.getByRole('row', { name: 'Tiers › Silver from 1 EUR 200 EUR' }).waitFor();
  });

  const pages = [
    '/',
    '/reports',
    '/reports/call-back/1',
    '/customers?text=ann',
    '/customers/silent-1',
    '/calls',
    '/changes',
    '/campaigns',
    '/campaigns/call-back',
    '/calendar',
    '/audiences',
    '/audiences/edit?text=lifecycle%3A+%5Bsilent%5D',
    '/population',
    '/population?part=rfm',
    '/population?part=kinds',
    '/nights',
    `/nights/${nightsLater(0)}`,
    '/deliverability',
    '/deliverability?tab=setup',
    '/deliverability?tab=closed',
    '/settings',
    '/settings?tab=tiers',
    '/settings?tab=scoring',
    '/people',
  ];
  test.each(inEveryLook(pages))('has nothing that axe finds on %s in %s, %s', async (path, lang, theme) => {
    await opened().openInLook(path, lang, theme);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    await expectNoFaults(page);
  });

  test('says nothing in the browser’s own log', () => {
    expect(opened().problems).toEqual([]);
  });
});
