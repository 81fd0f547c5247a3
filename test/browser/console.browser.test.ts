import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { instant } from '../../shared/calendar.ts';
import { type Language, languages } from '../../shared/language.ts';
import { closeByList } from '../../shared/operations/close-by-list.ts';
import { nightsLater } from '../workflows/support/shop.ts';
import { expectNoFaults } from './browser.ts';
import { type ConsoleShop, desktop, hasBrowser, inBothThemes, useConsoleShop } from './console-shop.ts';
import { line, something, speaker } from './say.ts';

/** What a reason is made of is put together, so no dictionary has it whole. */
const whySilent: Readonly<Record<Language, RegExp>> = {
  en: /^\d+ days since the last of \d+ order days/,
  zh: /^距最近一次下单 \d+ 天（共 \d+ 个下单日）/,
};

const twoWords = `
name: Two words
audience: { lifecycle: [silent] }
variants: { short: 50%, long: 50% }
steps:
  - after: 0d
    variant: short
    email: { template: note, subject: Short }
  - after: 0d
    variant: long
    email: { template: note, subject: Long }
`;

describe.skipIf(!hasBrowser).each(languages)('the console in %s', (language) => {
  const opened = useConsoleShop(language);
  const say = speaker(language);
  let shop: ConsoleShop['shop'];
  let page: Page;
  let open: ConsoleShop['open'];
  beforeAll(() => {
    ({ shop, page, open } = opened());
  });
  const seenAs = async (role: RegExp) => {
    // Until it is known who is there, the menu at the top is drawn anew under the hand.
    await page.getByRole('link', { name: say`Calls` }).first().waitFor();
    await page.getByRole('button', { name: say`Seen as`.first }).click();
    await page.getByRole('menuitem', { name: role }).click();
  };
  /** Finds a customer by the first letters of a name, and opens the page about them. */
  const lookUp = async (letters: string, name: string) => {
    await open('/');
    await page.getByRole('link', { name: say`Customers` }).click();
    await page.getByRole('searchbox').fill(letters);
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { name: say`What they are, and why` }).waitFor();
  };

  test('finds who is falling silent among where customers stand, and reads why', async () => {
    await open('/');
    await page.getByRole('link', { name: say`Population` }).click();
    await page.getByRole('link', { name: say`silent` }).click();
    await page.waitForURL(/audiences\/edit\?text=lifecycle/);
    await page
      .getByRole('link', { name: /^silent-\d/ })
      .first()
      .click();
    await page.getByText(say`silent`).first().waitFor();
    await page.getByText(whySilent[language]).waitFor();
  });

  test('looks a customer up by the first letters of a name, or the first two characters', async () => {
    await lookUp('ann silent-1', 'Ann silent-1');
    expect(await page.title()).toContain('Ann silent-1');
    await lookUp('王伟', '王伟');
    expect(await page.getAttribute('html', 'lang')).toBe(language === 'zh' ? 'zh-CN' : 'en');
  });

  test('keeps the tab in the address', async () => {
    await open('/population?part=rfm');
    await page.getByRole('tab', { name: say`Where customers stand` }).click();
    await page.waitForURL(/part=standing/);
  });

  test('says that there is no such audience; on a phone the count of another one stands before its name', async () => {
    await open('/audiences/edit?name=nobody-such');
    await page.getByText(say`There is no audience ${'nobody-such'}.`).waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    await open('/audiences/edit?text=lifecycle%3A+%5Bsilent%5D');
    const topOf = async (heading: RegExp) =>
      (await page.getByRole('heading', { name: heading }).boundingBox())?.y ?? Number.NaN;
    await page.getByRole('heading', { name: say`Save under a name` }).waitFor();
    expect(await topOf(say`How many`)).toBeLessThan(await topOf(say`Save under a name`));
    await page.setViewportSize(desktop);
  });

  test('runs a night as admin after asking, and says that today’s has closed; a marketer has no such button', async () => {
    await open('/nights');
    await page.getByRole('button', { name: say`Run a night now` }).click();
    await page.getByRole('dialog').getByRole('button', { name: say`Run a night now` }).click();
    await page.getByText(say`The night of ${nightsLater(0)} has closed already; nothing was done.`).waitFor();
    await seenAs(say`Marketer`);
    await page.getByRole('button', { name: say`Run a night now` }).waitFor({ state: 'detached' });
    await seenAs(say`All roles`);
    await page.getByRole('link', { name: nightsLater(0) }).click();
    await page.getByRole('heading', { name: say`What it counted` }).waitFor();
  });

  test('works calls as staff, by keys alone, and nobody else can take one that is claimed', async () => {
    await open('/calls');
    await seenAs(say`Staff`);
    const before = (await shop.store.callbacks.waitingPage(undefined, 100)).tasks.length;
    expect(before).toBeGreaterThan(4);
    await page
      .getByRole('link', { name: /^Ann silent/ })
      .first()
      .waitFor();
    for (let call = 0; call < 5; call += 1) {
      await page.keyboard.press(call === 0 ? 'n' : 'Shift');
      await page.getByRole('button', { name: say`Claim and call` }).waitFor();
      await page.getByText(say`Campaign “${'Call silent regulars'}”`).waitFor();
      const url = page.url();
      await page.keyboard.press('c');
      await page.getByRole('heading', { name: say`How did it go?` }).waitFor();
      await page.keyboard.press('2');
      await page.waitForFunction((was) => location.href !== was, url);
      if (call > 0) continue;
      // The first was a slip of the finger: it is taken back, and reported anew.
      await page.keyboard.press('u');
      await page.waitForFunction((was) => location.href === was, url);
      await page.getByRole('heading', { name: say`How did it go?` }).waitFor();
      await page.keyboard.press('4');
      await page.waitForFunction((was) => location.href !== was, url);
    }
    // Each outcome may be taken back for some seconds before it is sent.
    const left = async () => (await shop.store.callbacks.waitingPage(undefined, 100)).tasks.length;
    await expect.poll(left, { timeout: 30_000 }).toBe(before - 5);
  }, 120_000);

  test('reads the report of a campaign, the verdict and the advice first, keeps its people as a file, and pauses it', async () => {
    await open('/reports');
    await page.getByRole('link', { name: 'Call silent regulars' }).click();
    await page.getByRole('heading', { name: 'Call silent regulars' }).waitFor();
    await page.getByRole('heading', { name: say`undecided so far` }).waitFor();
    const advice = say`“${'Call silent regulars'}” has just begun: ${something} of the ${something} days of its goal have passed. Wait before you judge it.`;
    await page.getByText(advice).waitFor();
    await page.getByRole('heading', { name: say`From the audience to the message` }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: say`Write the file` }).click();
    const [header = '', first] = (await readFile(await (await download).path(), 'utf8')).split('\r\n');
    expect(header).toMatch(line`\uFEFF${say`customer`},${say`entered`},${say`group`}…`);
    expect(header).toMatch(say`step ${1}: ${say`callback`}`.within);
    expect(first).toMatch(/^silent-/);
    await page.getByRole('button', { name: say`Actions on ${'Call silent regulars'}` }).click();
    await page.getByRole('menuitem', { name: say`Pause` }).click();
    await page
      .getByRole('dialog', { name: say`Pause “${'Call silent regulars'}”?` })
      .getByRole('button', { name: say`Pause` })
      .click();
    await page.getByText(say`Paused`).waitFor();
    expect((await shop.store.campaigns.standing('call-back' as never, 1)).state).toBe('paused');
  });

  test('promotes a variant after asking; the menu then offers the other one only', async () => {
    await shop.publish('two-words', twoWords);
    await open('/campaigns/two-words');
    const menu = page.getByRole('button', { name: say`Actions on ${'Two words'}` });
    await menu.click();
    await page.getByRole('menuitem', { name: say`Promote variant ${'short'}` }).click();
    await page
      .getByRole('dialog', { name: say`Give everybody who enters “${'Two words'}” variant ${'short'}?` })
      .getByRole('button', { name: say`Promote` })
      .click();
    await page.getByText(say`everybody gets ${'short'}`).waitFor();
    await page.screenshot({ path: `/tmp/h/promote-${language}.png`, fullPage: true });
    await menu.click();
    await page.getByRole('menuitem', { name: say`Promote variant ${'long'}` }).waitFor();
    expect(await page.getByRole('menuitem', { name: say`Promote variant ${'short'}` }).count()).toBe(0);
  });

  test('releases a mailbox that bounced, with a note', async () => {
    await closeByList(
      shop.store,
      { channel: 'email', address: 'back@shop.example', reason: 'bounced' },
      { list: 'list', now: instant('2026-01-01T00:00:00Z'), timeZone: 'UTC' },
    );
    await open('/deliverability?tab=closed');
    await page.getByRole('textbox', { name: say`Email address` }).fill('back@shop.example');
    await page.getByRole('button', { name: say`Look up` }).click();
    await page.getByRole('button', { name: say`Release` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(say`How do you know that it works?`).fill('She called.');
    await dialog.getByRole('button', { name: say`Release` }).click();
    const released = page.getByText(say`Open: it had bounced, and was released on ${something}.`);
    // What stands around it begins and ends alike.
    await released.last().waitFor();
  });

  test('refuses staff what is not theirs, and does not show it to them', async () => {
    await open('/changes');
    await page.getByRole('link', { name: say`Reports` }).waitFor();
    await seenAs(say`Staff`);
    await page.getByText(say`Your role does not include this page. Ask an admin.`.within).waitFor();
    await page.getByRole('link', { name: say`Reports` }).waitFor({ state: 'detached' });
    const status = await page.evaluate(
      async () => (await fetch('/api/changes', { headers: { 'x-rekindle-role': 'staff' } })).status,
    );
    expect(status).toBe(403);
  });

  test('looks a customer up, stops emails, exports and erases as admin, after asking; the audit log says so', async () => {
    await lookUp('ann silent-8', 'Ann silent-8');
    await page.getByRole('button', { name: say`Stop emails` }).click();
    await page
      .getByRole('dialog', { name: say`Stop all emails to this customer?` })
      .getByRole('button', { name: say`Stop emails` })
      .click();
    await page.getByText(say`closed (${say`unsubscribed`})`).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: say`Export` }).click();
    expect((await download).suggestedFilename()).toBe('silent-8.json');
    await page.getByRole('button', { name: say`Erase` }).click();
    await page.getByLabel(say`Type ${'silent-8'} to confirm`).fill('silent-8');
    await page.getByRole('dialog').getByRole('button', { name: say`Erase` }).click();
    await page.waitForURL(/\/customers$/);
    expect(await shop.store.customers.find('silent-8' as never)).toBeUndefined();
    await open('/changes');
    await page.getByRole('cell', { name: say`Erase a customer` }).waitFor();
  });

  test('changes a setting with its diff: what changes, whose class it would change, and then it is saved', async () => {
    await open('/settings?tab=tiers');
    await page.getByLabel(say`Silver from`).fill('900');
    await page.getByText(say`tiers must rise: silver < gold < platinum`.within).waitFor();
    await page.getByLabel(say`Silver from`).fill('1');
    await page.getByRole('button', { name: say`Review changes` }).click();
    const dialog = page.getByRole('dialog', { name: say`What changes` });
    const name = line`${say`Tiers`} › ${say`Silver from`} 200 EUR 1 EUR 200 EUR`;
    await dialog.getByRole('row', { name }).waitFor();
    const moved = line`${say`Tier`} ${say`bronze`} ${say`silver`} …`;
    await dialog.getByRole('row', { name: moved }).waitFor();
    await dialog.getByRole('button', { name: say`Save changes` }).click();
    await page.getByText(say`Saved. Classes follow in the next night.`).waitFor();
    expect((await shop.store.settings.load()).tiers.silver).toBe(100);
    await open('/changes');
    await page.getByRole('cell', { name: 'tiers.silver: "1 EUR"' }).waitFor();
  });

  test('lets nobody but an admin change settings, and shows them to everybody', async () => {
    await open('/settings?tab=tiers');
    await seenAs(say`Marketer`);
    await page.getByText(say`Only an admin can change settings.`).waitFor();
    await page.getByRole('row', { name: line`${say`Tiers`} › ${say`Silver from`} 1 EUR 200 EUR` }).waitFor();
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
  test.each(inBothThemes(pages))('has nothing that axe finds on %s, %s', async (path, theme) => {
    await opened().openInTheme(path, theme);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    await expectNoFaults(page);
  });

  test('says nothing in the browser’s own log', () => {
    expect(opened().problems).toEqual([]);
  });
});
