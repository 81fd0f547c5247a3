import { describe, expect, test } from 'vitest';
import { YamlFileError } from '../../../shared/files/yaml-file.ts';
import { readSettings } from '../../../shared/operations/read-settings.ts';
import { doubtsAboutSettings } from '../../../shared/settings/doubts.ts';
import { defaultSettings, settingsSchema } from '../../../shared/settings/settings.ts';
import { settingChanges, settingsForFile } from '../../../shared/settings/settings-file.ts';

const shop = settingsSchema.parse({
  shopName: 'Tea & Co',
  currency: 'GBP',
  callbacks: { attempts: 5 },
  tiers: { silver: 30_000, gold: 60_000, platinum: 200_000 },
  postalAddress: '1 Main Street\nSpringfield',
});

function problemsIn(text: string): string[] {
  try {
    readSettings(text, 'shop.yaml', shop, 'en');
  } catch (error) {
    if (!(error instanceof YamlFileError)) throw error;
    return error.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
  }
  return [];
}

describe('a settings file', () => {
  test('changes what it names and nothing else', () => {
    const after = readSettings('callbacks: { retryAfterHours: 48 }\n', 'shop.yaml', shop, 'en');
    expect(after).toEqual({ ...shop, callbacks: { ...shop.callbacks, retryAfterHours: 48 } });
    expect(settingChanges(shop, after)).toEqual([
      { path: 'callbacks.retryAfterHours', before: 24, after: 48 },
    ]);
  });

  test('that is empty changes nothing', () => {
    expect(readSettings('', 'shop.yaml', shop, 'en')).toEqual(shop);
  });

  test('has money in whole units, with or without the currency', () => {
    const after = readSettings('tiers: { silver: 200, gold: 450.50 GBP }\n', 'shop.yaml', shop, 'en');
    expect(after.tiers).toMatchObject({ silver: 20_000, gold: 45_050, platinum: 200_000 });
    expect(settingChanges(shop, after)[0]).toEqual({
      path: 'tiers.silver',
      before: '300 GBP',
      after: '200 GBP',
    });
    const yen = readSettings('currency: JPY\ntiers: { silver: 3000 }\n', 'shop.yaml', shop, 'en');
    expect(yen.tiers.silver).toBe(3000);
  });

  test('can be written from the settings and read again', () => {
    expect(settingsForFile(shop)).toMatchObject({ tiers: { silver: '300 GBP', platinum: '2000 GBP' } });
    const text = JSON.stringify(settingsForFile(shop));
    expect(readSettings(text, 'shop.yaml', defaultSettings, 'en')).toEqual(shop);
  });

  test.each([
    ['shopNme: A\n', '1:1 settings: there is no "shopNme" here; did you mean "shopName"?'],
    [
      'shopName: A\ncallbacks:\n  attemps: 3\n',
      '3:3 callbacks: there is no "attemps" here; did you mean "attempts"?',
    ],
    ['silver: 200\n', '1:1 settings: there is no "silver" here; "silver" belongs in tiers'],
    ['callbacks:\n  attempts: many\n', '2:13 callbacks.attempts: this is a number'],
    [
      'tiers: { silver: 200 USD }\n',
      '1:18 tiers.silver: this is an amount in whole units, such as 200 or 200.50 EUR, in the currency of the shop',
    ],
    ['value: { margin: 0 }\n', '1:18 value.margin: this is more than 0'],
    ['value: { months: 0 }\n', '1:18 value.months: this is at least 1'],
    [
      'email: { from: nobody }\n',
      '1:16 email.from: "nobody" names no email address; write: Your Shop <hello@your-shop.example>',
    ],
    ['tiers: { silver: 700 }\n', '1:8 tiers: tiers must rise: silver < gold < platinum'],
  ])('with a mistake is refused with its line and what was meant: %s', (text, problem) => {
    expect(problemsIn(text)).toEqual([problem]);
  });
});

describe('a tier', () => {
  const withSilver = (silver: number) =>
    doubtsAboutSettings({ ...shop, tiers: { ...shop.tiers, silver } }, 4000).map(({ kind }) => kind);

  test('that suits the orders of the shop is taken as it is', () => {
    expect(doubtsAboutSettings(shop, 4000)).toEqual([]);
    expect(doubtsAboutSettings(shop, undefined)).toEqual([]);
  });

  test('from 200 minor units, or from less than an order is worth, is questioned', () => {
    expect(withSilver(200)).toEqual(['tier-tiny']);
    expect(withSilver(1500)).toEqual(['tier-too-low']);
    expect(doubtsAboutSettings({ ...shop, tiers: { ...shop.tiers, silver: 200 } }, undefined)).toEqual([
      { kind: 'tier-tiny', tier: 'silver', from: 200 },
    ]);
  });

  test('that nobody can reach is questioned: it was meant in the smallest unit', () => {
    const tiers = { ...shop.tiers, platinum: 20_000_000 };
    expect(doubtsAboutSettings({ ...shop, tiers }, 4000)).toEqual([
      { kind: 'tier-too-high', tier: 'platinum', from: 20_000_000, meanOrder: 4000 },
    ]);
  });
});

test('a shop without an address in its emails is questioned', () => {
  const { postalAddress: _, ...without } = shop;
  expect(doubtsAboutSettings(without, undefined)).toEqual([{ kind: 'no-postal-address' }]);
});
