import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { languages } from '../../shared/language.ts';
import { expectNoFaults } from './browser.ts';
import { type ConsoleShop, hasBrowser, inBothThemes, useConsoleShop } from './console-shop.ts';
import { line, something, speaker } from './say.ts';

describe.skipIf(!hasBrowser).each(languages)('the builder of campaigns in %s', (language) => {
  const opened = useConsoleShop(language);
  const say = speaker(language);
  let shop: ConsoleShop['shop'];
  let page: Page;
  let open: ConsoleShop['open'];
  beforeAll(() => {
    ({ shop, page, open } = opened());
  });

  const begin = async (id: string) => {
    await open('/campaigns');
    await page.getByRole('button', { name: say`New campaign` }).click();
    const dialog = page.getByRole('dialog', { name: say`Begin a campaign` });
    await dialog.getByRole('radio', { name: say`Win back silent regulars`.first }).check();
    await dialog.getByLabel(say`Id`).fill(id);
    await dialog.getByRole('button', { name: say`Begin` }).click();
    await page.waitForURL(`**/campaigns/drafts/${id}`);
  };
  const tab = (name: RegExp) => page.getByRole('tab', { name }).click();
  const mail = () => page.frameLocator('iframe');
  /** The text of a mail: English is the first, Chinese the second. */
  const mailText = (place: number) => page.locator('.rk-editor').nth(place).getByRole('textbox');
  /** Writes another text. Typed over, the old one would leave its styles to it, which the policy refuses aloud. */
  const write = async (place: number, text: string) => {
    await mailText(place).press('ControlOrMeta+A');
    await page.keyboard.press('Backspace');
    await page.keyboard.insertText(text);
  };
  /** How many are in the audience, by the exact count. */
  const countAudience = async (): Promise<string> => {
    await tab(say`Check and publish`.first);
    await page.getByRole('button', { name: say`Count exactly` }).click();
    await page.getByText(say`In the audience`).waitFor();
    return page.getByRole('definition').nth(1).innerText();
  };

  test('begins from a ready-made campaign, and sees the count change with its audience', async () => {
    await begin('spring');
    expect(await countAudience()).toBe('8');
    await tab(say`Audience`.first);
    await page.getByRole('button', { name: say`Remove ${say`Lifecycle`}` }).click();
    await page.getByText(say`Saved`).waitFor();
    expect(await countAudience()).toBe('9');
  });

  test('shows a mail as somebody of the audience, and as whoever is looked for, in another language', async () => {
    await tab(say`Content`.first);
    await page.getByRole('button', { name: say`Preview as a customer` }).first().click();
    await mail().getByText('We noticed that you have not been around lately').waitFor();
    await page.getByRole('combobox', { name: say`Customer` }).fill('ann silent-3');
    await page.getByRole('option', { name: /Ann silent-3/ }).click();
    await mail().getByText('Hello Ann,').waitFor();
    expect(await page.locator('iframe').getAttribute('sandbox')).toBe('');
    await page.getByRole('button', { name: line`${say`Language`} ${say`As the customer gets it`}` }).click();
    await page.getByRole('option', { name: say`Chinese` }).click();
    await mail().getByRole('link', { name: '一键退订' }).waitFor();
    expect(page.url()).toMatch(/customer=silent-3.*language=zh|language=zh.*customer=silent-3/);
  });

  test('says what is to be looked at in a text as soon as it is saved, and shows the text', async () => {
    await write(1, '您好：\n\n[看看新品](http://shop.example)');
    await page
      .getByRole('button', { name: say`Checklist: ${something} things to look at` })
      .first()
      .click();
    const found = page.getByText(
      say`“${'http://shop.example'}” is not encrypted. Write https:// if the website can do it.`,
    );
    await found.waitFor();
    await mail().getByText('看看新品').waitFor();
    await write(1, '您好：\n\n[看看新品](https://shop.example)');
    await found.waitFor({ state: 'detached' });
  });

  test('personalises a text where somebody writes, and asks for a fallback where one is needed', async () => {
    const body = mailText(0);
    await write(0, 'Dear ');
    await page.getByRole('button', { name: say`Personalise` }).first().click();
    await page.getByRole('menuitem', { name: say`First name` }).click();
    const dialog = page.getByRole('dialog', { name: say`${say`First name`}: and for everybody else?` });
    expect(await dialog.getByRole('button', { name: say`Personalise` }).isDisabled()).toBe(true);
    await dialog.getByLabel(say`Instead`).fill('friend');
    await dialog.getByRole('button', { name: say`Personalise` }).click();
    expect(await body.innerText()).toBe('Dear {{ customer.firstName | default: "friend" }}');
    await page.getByText(say`${say`First name`}, or “${'friend'}”`).first().waitFor();
    await page.getByText(say`Saved`).waitFor();
  });

  test('offers what a text can be personalised with behind two braces, and asks for the same fallback', async () => {
    const body = mailText(0);
    await body.press('End');
    await page.keyboard.type(', {{ first');
    await page.getByRole('option', { name: say`First name`.within }).click();
    const dialog = page.getByRole('dialog', { name: say`${say`First name`}: and for everybody else?` });
    await dialog.getByLabel(say`Instead`).fill('you');
    await dialog.getByRole('button', { name: say`Personalise` }).click();
    await dialog.waitFor({ state: 'detached' });
    // Whoever chose goes on writing behind it.
    await page.keyboard.type('!');
    expect(await body.innerText()).toBe(
      'Dear {{ customer.firstName | default: "friend" }}, {{ customer.firstName | default: "you" }}!',
    );
    await page.getByText(say`${say`First name`}, or “${'you'}”`).first().waitFor();
    await page.getByText(say`Saved`).waitFor();
  });

  test('sends a test mail, which nobody else gets and which is no message to the customer', async () => {
    await page.getByLabel(say`Send a test mail to`).fill('mei@shop.example');
    await page.getByRole('button', { name: say`Send test` }).click();
    await page.getByText(say`Sent to ${'mei@shop.example'}.`).waitFor();
    const sent = shop.stack.ses.messages().filter(({ subject }) => say`[Test] ${something}`.test(subject));
    expect(sent.map(({ to }) => to)).toEqual([['mei@shop.example']]);
  });

  test('publishes after saying how many people it concerns, and pauses', async () => {
    await tab(say`Check and publish`.first);
    await page.getByRole('button', { name: say`Publish` }).click();
    const dialog = page.getByRole('dialog', { name: say`Publish “${say`Win back silent regulars`}”?` });
    await dialog
      .getByText(say`${something} customers would enter tonight; ${something} of them can be reached.`)
      .waitFor();
    await dialog.getByRole('button', { name: say`Publish` }).click();
    await page.waitForURL(/\/campaigns\/spring$/);
    await page.getByText(say`Active`).waitFor();
    await page.getByRole('button', { name: say`Actions on ${say`Win back silent regulars`}` }).click();
    await page.getByRole('menuitem', { name: say`Pause` }).click();
    await page.getByRole('dialog').getByRole('button', { name: say`Pause` }).click();
    await page.getByText(say`Paused`).waitFor();
    const spring = (await shop.store.campaigns.all()).find(({ id }) => id === 'spring');
    expect(spring?.templates['we-miss-you']?.['zh']?.body).toContain('https://shop.example');
    expect((await shop.store.campaigns.standing('spring' as never, 1)).state).toBe('paused');
  });

  test('begins another, which axe then looks at', async () => {
    await begin('autumn');
  });

  test('moves a step by its title to where a line shows, which can be undone', async () => {
    await tab(say`Steps`.first);
    const title = (place: number, when: string) => say`Step ${place}, after ${when}`;
    const grip = (place: number, when: string) => page.getByText(title(place, when));
    const expectSteps = async (...whens: readonly string[]) => {
      for (const [index, when] of whens.entries())
        await page.getByRole('heading', { name: title(index + 1, when) }).waitFor();
    };
    await grip(2, '4d').hover();
    await page.mouse.down();
    const first = await grip(1, '0d').boundingBox();
    const [x = 0, y = 0] = [first?.x, first?.y];
    // The first move begins to drag, the second is where to.
    await page.mouse.move(x, y, { steps: 3 });
    await page.mouse.move(x + 40, y + 12, { steps: 3 });
    await page.locator('.rk-lands-above', { hasText: title(1, '0d').within }).waitFor();
    await page.mouse.up();
    await expectSteps('4d', '0d', '7d', '14d');
    await page.getByRole('button', { name: say`Undo` }).click();
    await expectSteps('0d', '4d', '7d', '14d');
    await page.getByText(say`Saved`).waitFor();
  });

  const places = [
    '?tab=audience',
    '?tab=steps',
    '?tab=content&preview=we-miss-you',
    '?tab=content&preview=a-gift&look=dark',
    '?tab=review',
  ];
  test.each(inBothThemes(places))('has nothing that axe finds at %s, %s', async (place, theme) => {
    await opened().openInTheme(`/campaigns/drafts/autumn${place}`, theme);
    await page.getByRole('tablist').waitFor();
    await page.waitForLoadState('networkidle');
    await expectNoFaults(page);
  });

  test('says nothing in the browser’s own log', () => {
    expect(opened().problems).toEqual([]);
  });
});
