import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectNoFaults } from './browser.ts';
import { type ConsoleShop, hasBrowser, inEveryLook, useConsoleShop } from './console-shop.ts';

describe.skipIf(!hasBrowser)('the builder of campaigns', () => {
  const opened = useConsoleShop();
  let shop: ConsoleShop['shop'];
  let page: Page;
  let open: ConsoleShop['open'];
  beforeAll(() => {
    ({ shop, page, open } = opened());
  });

  const begin = async (id: string) => {
    await open('/campaigns');
    await page.getByRole('button', { name: 'New campaign' }).click();
    const dialog = page.getByRole('dialog', { name: 'Begin a campaign' });
    await dialog.getByRole('radio', { name: /^Win back silent regulars/ }).check();
    await dialog.getByLabel('Id').fill(id);
    await dialog.getByRole('button', { name: 'Begin' }).click();
    await page.waitForURL(`**/campaigns/drafts/${id}`);
  };
  const tab = (name: RegExp) => page.getByRole('tab', { name }).click();
  const mail = () => page.frameLocator('iframe');
  /** How many are in the audience, by the exact count. */
  const countAudience = async (): Promise<string> => {
    await tab(/^Check and publish/);
    await page.getByRole('button', { name: 'Count exactly' }).click();
    await page.getByText('In the audience').waitFor();
    return page.getByRole('definition').nth(1).innerText();
  };

  test('begins from a ready-made campaign, and sees the count change with its audience', async () => {
    await begin('spring');
    expect(await countAudience()).toBe('8');
    await tab(/^Audience/);
    await page.getByRole('button', { name: 'Remove Lifecycle' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(await countAudience()).toBe('9');
  });

  test('shows a mail as somebody of the audience, and as whoever is looked for, in another language', async () => {
    await tab(/^Content/);
    await page.getByRole('button', { name: 'Preview as a customer' }).first().click();
    await mail().getByText('We noticed that you have not been around lately').waitFor();
    await page.getByRole('combobox', { name: 'Customer' }).fill('ann silent-3');
    await page.getByRole('option', { name: /Ann silent-3/ }).click();
    await mail().getByText('Hello Ann,').waitFor();
    expect(await page.locator('iframe').getAttribute('sandbox')).toBe('');
    await page.getByRole('button', { name: /^Language As/ }).click();
    await page.getByRole('option', { name: 'Chinese' }).click();
    await mail().getByRole('link', { name: '一键退订' }).waitFor();
    expect(page.url()).toMatch(/customer=silent-3.*language=zh|language=zh.*customer=silent-3/);
  });

  test('says what is to be looked at in a text as soon as it is saved, and shows the text', async () => {
    const body = page.getByLabel('Text (Markdown with Liquid variables)').nth(1);
    await body.fill('您好：\n\n[看看新品](http://shop.example)');
    await page
      .getByRole('button', { name: /^Checklist/ })
      .first()
      .click();
    const found = page.getByText('“http://shop.example” is not encrypted');
    await found.waitFor();
    await mail().getByText('看看新品').waitFor();
    await body.fill('您好：\n\n[看看新品](https://shop.example)');
    await found.waitFor({ state: 'detached' });
  });

  test('personalises a text where somebody writes, and asks for a fallback where one is needed', async () => {
    const body = page.getByLabel('Text (Markdown with Liquid variables)').first();
    await body.fill('Dear ');
    await page.getByRole('button', { name: 'Personalise' }).first().click();
    await page.getByRole('menuitem', { name: 'First name' }).click();
    const dialog = page.getByRole('dialog', { name: 'First name: and for everybody else?' });
    expect(await dialog.getByRole('button', { name: 'Personalise' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Instead').fill('friend');
    await dialog.getByRole('button', { name: 'Personalise' }).click();
    expect(await body.inputValue()).toBe('Dear {{ customer.firstName | default: "friend" }}');
    await page.getByText('First name, or “friend”').first().waitFor();
    await page.getByText('Saved', { exact: true }).waitFor();
  });

  test('sends a test mail, which nobody else gets and which is no message to the customer', async () => {
    await page.getByLabel('Send a test mail to').fill('mei@shop.example');
    await page.getByRole('button', { name: 'Send test' }).click();
    await page.getByText('Sent to mei@shop.example.').waitFor();
    const sent = shop.stack.ses.messages().filter(({ subject }) => subject.startsWith('[Test]'));
    expect(sent.map(({ to }) => to)).toEqual([['mei@shop.example']]);
  });

  test('publishes after saying how many people it concerns, and pauses', async () => {
    await tab(/^Check and publish/);
    await page.getByRole('button', { name: 'Publish' }).click();
    const dialog = page.getByRole('dialog', { name: 'Publish “Win back silent regulars”?' });
    await dialog.getByText(/^\d+ customers would enter tonight, of whom \d+ can be reached\.$/).waitFor();
    await dialog.getByRole('button', { name: 'Publish' }).click();
    await page.waitForURL(/\/campaigns\/spring$/);
    await page.getByText('Active', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Actions on Win back silent regulars' }).click();
    await page.getByRole('menuitem', { name: 'Pause' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused', { exact: true }).waitFor();
    const spring = (await shop.store.campaigns.all()).find(({ id }) => id === 'spring');
    expect(spring?.templates['we-miss-you']?.['zh']?.body).toContain('https://shop.example');
    expect((await shop.store.campaigns.standing('spring' as never, 1)).state).toBe('paused');
  });

  test('begins another, which axe then looks at', async () => {
    await begin('autumn');
  });

  const places = [
    '?tab=audience',
    '?tab=steps',
    '?tab=content&preview=we-miss-you',
    '?tab=content&preview=a-gift&look=dark',
    '?tab=review',
  ];
  test.each(inEveryLook(places))('has nothing that axe finds at %s in %s, %s', async (place, lang, theme) => {
    await opened().openInLook(`/campaigns/drafts/autumn${place}`, lang, theme);
    await page.getByRole('tablist').waitFor();
    await page.waitForLoadState('networkidle');
    await expectNoFaults(page);
  });

  test('says nothing in the browser’s own log', () => {
    expect(opened().problems).toEqual([]);
  });
});
