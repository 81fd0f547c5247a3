import { describe, expect, test, vi } from 'vitest';
import { leaveOutUnusableContact, readContact } from '../../../shared/orders/contact.ts';

/** What is kept of one field; undefined when it is left out. */
const kept = (field: 'email' | 'name' | 'phone' | 'locale' | 'birthday', value: unknown) =>
  readContact({ [field]: value }).contact[field];

const rightToLeft = '\u202E';
const halfAnEmoji = '😀'.slice(0, 1);

describe('an email address', () => {
  test.each([
    'ada@example.com',
    'a&b@example.com',
    "o'brien+shop@mail.example.co.uk",
    'ivan@xn--e1afmkfd.xn--p1ai',
    '12345@qq.com',
    `${'a'.repeat(64)}@example.com`,
  ])('is kept as it is: %s', (address) => {
    expect(kept('email', address)).toBe(address);
  });

  test.each([
    ['ann@münchen.example', 'ann@xn--mnchen-3ya.example'],
    ['li@例え.テスト', 'li@xn--r8jz45g.xn--zckzah'],
    ['ada@ｅｘａｍｐｌｅ.com', 'ada@example.com'],
    [' ada@example.com\n', 'ada@example.com'],
    ['\u200Bada@example.com\uFEFF', 'ada@example.com'],
    [`ada${rightToLeft}@example.com`, 'ada@example.com'],
  ])('is written as SES takes it: %j is %j', (address, expected) => {
    expect(kept('email', address)).toBe(expected);
  });

  test.each([
    ['without a dot in its domain', 'a@b'],
    ['without a name', '@example.com'],
    ['without a domain', 'ada@'],
    ['with two @', 'ada@home@example.com'],
    ['with a space', 'ada lovelace@example.com'],
    ['with two dots in a row', 'ada..l@example.com'],
    ['that begins with a dot', '.ada@example.com'],
    ['at a number', 'ada@127.0.0.1'],
    ['with a second header', 'ada@example.com\r\nBcc: everybody@example.com'],
    ['with a name before it', 'Ada <ada@example.com>'],
    ['whose name SES cannot take', 'иван@пример.рф'],
    ['that is two', 'ada@example.com,bob@example.com'],
    ['with a port', 'ann@münchen.example:25'],
    ['with a path', 'ann@münchen.example/x'],
    ['with half a character', `ada@${halfAnEmoji}.com`],
    ['of 255 characters', `ada@${'long.'.repeat(50)}c`],
    ['whose name has 65 characters', `${'a'.repeat(65)}@example.com`],
    ['that is a number', 7],
    ['that is a list', ['ada@example.com']],
  ])('%s is left out', (_, address) => {
    const { contact, leftOut } = readContact({ email: address, name: 'Ada' });
    expect(contact).toEqual({ name: 'Ada' });
    expect(leftOut).toEqual([{ field: 'email', message: 'not an email address' }]);
  });
});

describe('a phone number', () => {
  test.each([
    '089/123456',
    '010-12345678转801',
    '010-12345678 分机 801',
    '+44 7700 900123',
    '(020) 7946 0000',
    '(+49) 89 123456',
    '+49 (0) 89 / 12 34 56',
    '+1 555.123.4567 ext. 89',
    '555-1234 x12',
    '13800138000',
    '10086',
  ])('is kept as it is written locally: %s', (phone) => {
    expect(kept('phone', phone)).toBe(phone);
  });

  test.each([
    ['０１０－１２３４５６７８', '010-12345678'],
    ['＋86 138\u00A00013\u202F8000', '+86 138 0013 8000'],
    ['089–123456', '089-123456'],
    ['\u202A+49 89 123456\u202C', '+49 89 123456'],
  ])('can be dialled: %j is %j', (phone, expected) => {
    expect(kept('phone', phone)).toBe(expected);
  });

  test.each([
    'n/a',
    '1234',
    '-----',
    'call me',
    '2.24001E+17',
    '13800138000/13900139000',
    '089\n123456',
    49891234,
  ])('that is none is left out: %j', (phone) => {
    expect(readContact({ phone })).toEqual({
      contact: {},
      leftOut: [{ field: 'phone', message: 'not a phone number' }],
    });
  });
});

describe('a locale', () => {
  test.each([
    ['zh_CN', 'zh-CN'],
    ['ZH-cn', 'zh-CN'],
    ['zh_Hans_CN', 'zh-Hans-CN'],
    ['de_DE.UTF-8', 'de-DE'],
    ['ca_ES.UTF-8@valencia', 'ca-ES'],
    [' en-gb ', 'en-GB'],
    ['de', 'de'],
  ])('is read however it is written: %j is %j', (locale, expected) => {
    expect(kept('locale', locale)).toBe(expected);
  });

  test.each(['C', 'e', 'en-', '中文', 'zh-CN,zh;q=0.9', `en-${'x'.repeat(40)}`, 7])(
    'that is none is left out: %j',
    (locale) => {
      expect(readContact({ locale }).leftOut).toEqual([
        { field: 'locale', message: expect.stringContaining('unknown locale') },
      ]);
    },
  );
});

test('a name loses its surrounding spaces and half a character, and nothing else', () => {
  expect(kept('name', ' 李雷 ')).toBe('李雷');
  expect(kept('name', `Ada ${halfAnEmoji}`)).toBe('Ada \uFFFD');
  expect(kept('name', 'a'.repeat(201))).toBeUndefined();
});

describe('a country', () => {
  test.each([
    ['gb', 'GB'],
    [' CN ', 'CN'],
    ['UK', 'GB'],
    ['xk', 'XK'],
  ])('written %j is %s', (text, country) => {
    expect(readContact({ country: text })).toEqual({ contact: { country }, leftOut: [] });
  });

  test.each(['EU', 'ZZ', 'X1', 'Germany', 'DEU', '49', 7])('%j is none, and is left out', (country) => {
    expect(readContact({ country }).leftOut).toEqual([
      {
        field: 'country',
        message: 'unknown country; use the ISO 3166-1 code of two letters, such as GB or CN',
      },
    ]);
  });
});

test('a field that is empty or null says nothing, and is not reported', () => {
  const nothing = { email: '', name: ' ', phone: null, locale: '', birthday: undefined };
  expect(readContact(nothing)).toEqual({ contact: {}, leftOut: [] });
});

test('a text of a million characters is left out before anything else looks at it', () => {
  const long = 'a-'.repeat(500_000);
  const fields = { email: long, name: long, phone: long, locale: long, birthday: long };
  const canonicalise = vi.spyOn(Intl, 'getCanonicalLocales');
  expect(readContact(fields).leftOut.map(({ field }) => field)).toEqual(Object.keys(fields));
  expect(canonicalise).not.toHaveBeenCalled();
  canonicalise.mockRestore();
});

test('what was read once is read the same again', () => {
  const fields = {
    email: 'ann@münchen.example',
    phone: '０８９／１２３４５６',
    locale: 'zh_CN',
    name: ' Ann ',
  };
  const { contact } = readContact(fields);
  expect(readContact(contact)).toEqual({ contact, leftOut: [] });
});

describe('of a fact', () => {
  test('only the fields of the contact are left out, and each is named by its path', () => {
    const customer = { id: 'c1', email: 'nobody', phone: '', birthday: null, colour: 'red' };
    expect(leaveOutUnusableContact({ id: 'o1', customer })).toEqual({
      input: { id: 'o1', customer: { id: 'c1', colour: 'red' } },
      leftOut: [{ path: 'customer.email', message: 'not an email address' }],
    });
  });

  test('consents stand as they are, without those that are null', () => {
    const read = (consents: unknown) => leaveOutUnusableContact({ customer: { consents } }).input;
    expect(read(null)).toEqual({ customer: {} });
    expect(read({ email: null, phone: true })).toEqual({ customer: { consents: { phone: true } } });
    expect(read({ email: 'no' })).toEqual({ customer: { consents: { email: 'no' } } });
  });

  test.each([[7], [null], ['text'], [[]], [{}], [{ customer: 'c1' }], [{ customer: [] }]])(
    'that has no customer, such as %j, nothing is left out',
    (input) => {
      expect(leaveOutUnusableContact(input)).toEqual({ input, leftOut: [] });
    },
  );
});
