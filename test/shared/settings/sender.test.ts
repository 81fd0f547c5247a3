import { describe, expect, test } from 'vitest';
import { parseSender, senderHeader } from '../../../shared/settings/sender.ts';
import { settingsSchema } from '../../../shared/settings/settings.ts';

const headerOf = (text: string) => {
  const sender = parseSender(text);
  return 'problem' in sender ? sender.problem : senderHeader(sender);
};

describe('the sender of an email', () => {
  test.each([
    ['hello@tea.example', 'hello@tea.example'],
    ['<hello@tea.example>', 'hello@tea.example'],
    ['Tea & Co <hello@tea.example>', '"Tea & Co" <hello@tea.example>'],
    ['"Tea, Co" <hello@tea.example>', '"Tea, Co" <hello@tea.example>'],
    ['茶店 <hello@tea.example>', '=?UTF-8?B?6Iy25bqX?= <hello@tea.example>'],
    ['Tea\r\nBcc: x@y.example <hello@tea.example>', '"Tea Bcc: x@y.example" <hello@tea.example>'],
  ])('%j is sent as %j', (text, header) => {
    expect(headerOf(text)).toBe(header);
  });

  test('with a long name is several encoded words, each whole and within 75 characters', () => {
    const header = headerOf(`${'茶'.repeat(40)} <hello@tea.example>`);
    const words = header.split(' ').slice(0, -1);
    for (const word of words) expect(word.length).toBeLessThanOrEqual(75);
    const decoded = words.map((word) => Buffer.from(word.slice(10, -2), 'base64').toString());
    expect(decoded.join('')).toBe('茶'.repeat(40));
  });

  test.each(['My Shop', 'My Shop <>', 'My Shop <not an address>', '"My Shop <hello@tea.example>', ''])(
    '%j is refused with a sentence',
    (text) => {
      expect(parseSender(text)).toHaveProperty('problem');
    },
  );
});

describe('the address of the API', () => {
  test.each([
    ['https://api.shop.example/', 'https://api.shop.example'],
    ['https://api.shop.example/v1//', 'https://api.shop.example/v1'],
    ['http://127.0.0.1:7400', 'http://127.0.0.1:7400'],
  ])('%s is kept as %s', (given, kept) => {
    expect(settingsSchema.parse({ apiUrl: given }).apiUrl).toBe(kept);
  });

  test.each(['http://api.shop.example', 'ftp://api.shop.example', 'api.shop.example'])(
    '%s is refused',
    (given) => {
      expect(settingsSchema.safeParse({ apiUrl: given }).success).toBe(false);
    },
  );
});
