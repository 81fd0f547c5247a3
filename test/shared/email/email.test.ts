import { describe, expect, test } from 'vitest';
import { instant, plainDate } from '../../../shared/calendar.ts';
import type { Coupon } from '../../../shared/coupons/coupon.ts';
import { composeEmail, type EmailParts } from '../../../shared/email/compose.ts';
import { promisedCoupon } from '../../../shared/email/promised-coupon.ts';
import { renderEmail, TemplateError } from '../../../shared/email/template.ts';
import { linkOfToken, unsubscribeToken } from '../../../shared/email/unsubscribe.ts';
import { customerIdSchema } from '../../../shared/ids.ts';
import { languageFor } from '../../../shared/language.ts';
import { currencySchema } from '../../../shared/money.ts';
import type { Tier } from '../../../shared/profile/classes.ts';
import { recipientIdFor } from '../../../shared/recipients/address.ts';
import { seededSecrets } from '../../../shared/settings/secrets.ts';
import { defaultSettings, settingsSchema } from '../../../shared/settings/settings.ts';

const shop = { name: 'Tea & Co', url: 'https://tea.example/new_in?from=mail&sort=a' };
const customerId = customerIdSchema.parse('李雷 <7>');
const settings = {
  ...defaultSettings,
  shopName: shop.name,
  shopUrl: shop.url,
  apiUrl: 'https://api.example',
};

/** HTML with its entities decoded, as a browser would show it, but with its tags. */
const decode = (html: string): string =>
  html
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

const render = (body: string, customer: object = {}, subject = 'Hello') =>
  renderEmail({ subject, body }, { customer, shop, points: { balance: 0 } }, 'welcome.en.md');

describe('a template', () => {
  test('that uses a variable which can be missing is refused with file, line, column and the fix', () => {
    const error = (() => {
      try {
        render('Dear friend,\n\nhello {{ customer.firstName }}!');
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(TemplateError);
    expect(String(error)).toContain('welcome.en.md');
    expect(String(error)).toContain('"customer.firstName" can be missing');
    expect(String(error)).toContain('{{ customer.firstName | default: "…" }}, line 3, column 10');
  });

  test.each([
    ['a misspelt variable', '{{ customer.fristName }}', 'customer.fristName'],
    ['an unknown filter', '{{ shop.name | shout }}', 'shout'],
    ['a tag that is not closed', '{% if customer.name %}hello', 'if'],
    ['a file to take in', '{% include "package.json" %}', 'cannot take in another file'],
    ['a variable that every object inherits', '{{ customer.constructor }}', 'customer.constructor'],
  ])('with %s is refused', (_, body, named) => {
    expect(() => render(body, { name: 'Ada' })).toThrow(TemplateError);
    expect(() => render(body, { name: 'Ada' })).toThrow(named);
  });

  test('can check whether a variable exists, and can give a default', () => {
    const body =
      '{% if customer.tier %}{{ customer.tier }}{% else %}{{ customer.name | default: "you" }}{% endif %}';
    expect(render(body).text).toBe('you');
    expect(render(body, { tier: 'gold' }).text).toBe('gold');
  });
});

describe('what a customer typed', () => {
  const hostile = '<script>alert("1")</script>';

  test('is escaped in HTML, and unchanged in text and subject', () => {
    const { html, text, subject } = render(
      'Hello **{{ customer.name }}**',
      { name: hostile },
      '{{ customer.name }}',
    );
    expect(html).not.toContain('<script');
    expect(decode(html)).toBe(`<p>Hello <strong>${hostile}</strong></p>`);
    expect(text).toBe(`Hello ${hostile}`);
    expect(subject).toBe(hostile);
  });

  test('is also escaped when the text part was rendered first', () => {
    const again = () => render('Hi {{ customer.name }}', { name: hostile });
    expect(again().html).toBe(again().html);
    expect(again().html).not.toContain('<script');
  });

  test.each([
    ['a link', '[You won](https://evil.example)', '<a'],
    ['an image', '![x](https://evil.example/x.png)', '<img'],
    ['emphasis', '*Ada* __Lovelace__', '<em>'],
    ['a link in angle brackets', '<https://evil.example>', '<a'],
    ['code', '`Ada`', '<code>'],
  ])('is not turned into %s by Markdown', (_, name, tag) => {
    const { html } = render('Hello {{ customer.name }}', { name });
    expect(html).not.toContain(tag);
  });

  test('cannot break the subject into several lines', () => {
    const { subject } = render('x', { name: 'Ada\r\nBcc: all@example.com' }, 'Hi {{ customer.name }}');
    expect(subject).toBe('Hi Ada Bcc: all@example.com');
  });

  test('looks the same in a browser as it was typed', () => {
    const { html } = render('{{ customer.name }}', { name: "Siobhán O'Neil & Søn (CEO) #1" });
    expect(decode(html)).toBe("<p>Siobhán O'Neil & Søn (CEO) #1</p>");
  });
});

test('a link to the shop leads to the URL in the settings', () => {
  const { html } = render('Come [in]({{ shop.url }}).');
  expect(html).toContain('<a href="https://tea.example/new_in?from=mail&amp;sort=a">');
});

describe('an email', () => {
  const parts: EmailParts = {
    templateName: 'welcome',
    texts: {
      en: { subject: 'Welcome', body: 'Hello {{ customer.firstName | default: "there" }}' },
      zh: { subject: '欢迎', body: '{{ customer.firstName | default: "您" }}，您好' },
    },
    customer: {
      customerId,
      contact: { email: 'ada@example.com', name: ' Ada  King Lovelace', locale: 'en-GB' },
    },
  };
  const speaking = (locale: string | undefined, name?: string): EmailParts => ({
    ...parts,
    customer: {
      customerId,
      contact: { email: 'a@example.com', ...(locale !== undefined && { locale }), ...(name && { name }) },
    },
  });
  const compose = (from: EmailParts, more: object = {}) =>
    composeEmail(from, { ...settings, ...more }, 'https://api.example/unsubscribe/token.1.x');

  test('addresses the customer by the first word of the name, or by the whole name when it has no spaces', () => {
    expect(compose(parts).text).toContain('Hello Ada\n');
    expect(compose(speaking('zh-CN', '李雷')).text).toContain('李雷，您好');
    expect(compose(speaking('en')).text).toContain('Hello there');
  });

  test('is written in the language of the locale, or else in the language of the shop', () => {
    expect(compose(speaking('zh-TW')).subject).toBe('欢迎');
    expect(compose(speaking('de')).subject).toBe('Welcome');
    expect(compose(speaking(undefined), { defaultLanguage: 'zh' }).subject).toBe('欢迎');
    expect(compose(speaking('zh')).html).toContain('<html lang="zh">');
    expect(compose(speaking('zh')).text).toContain('一键退订');
    expect(compose(speaking('en')).text).toContain('Unsubscribe with one click');
  });

  test('is written in the only language of the template rather than in none', () => {
    expect(languageFor('de', ['zh'], 'en')).toBe('zh');
    expect(languageFor(undefined, [], 'en')).toBeUndefined();
  });

  test("has the step's own subject instead of the template's, in the customer's language if there are several", () => {
    expect(compose({ ...parts, subject: 'Own' }).subject).toBe('Own');
    expect(compose({ ...parts, subject: { en: 'Own' } }).subject).toBe('Own');
    expect(compose({ ...speaking('zh'), subject: { en: 'Own' } }).subject).toBe('欢迎');
  });

  test('has the unsubscribe link in both parts, and asks SES not to track who follows it', () => {
    const { html, text, unsubscribeUrl } = compose(parts);
    expect(unsubscribeUrl).toBe('https://api.example/unsubscribe/token.1.x');
    expect(html).toContain(`<a ses:no-track href="${unsubscribeUrl}"`);
    expect(text).toContain(unsubscribeUrl);
  });

  test('says at the bottom where the shop is, in as many lines as it has, and nothing where nobody said it', () => {
    const postalAddress = '1 Main Street <b>\n\n  Springfield  \r\nUSA';
    const { html, text } = compose(parts, { postalAddress });
    expect(html).toContain('Tea &amp; Co<br>1 Main Street &lt;b&gt;<br>Springfield<br>USA');
    expect(text).toMatch(/\n\nTea & Co\n1 Main Street <b>\nSpringfield\nUSA\n$/);
    expect(compose(parts).text).toMatch(/token\.1\.x\n$/);
  });

  test("escapes the shop's name in the layout", () => {
    expect(compose(parts).html).toContain('Tea &amp; Co');
    expect(compose(parts).text).toContain('Tea & Co');
  });

  const coupon: Coupon = {
    code: 'ABCD-EFGH-JKMN',
    customerId,
    benefit: { kind: 'percent', percentOff: 10 },
    issuedAt: instant('2026-12-01T00:00:00Z'),
    expiresOn: plainDate('2027-01-01'),
    issuedFor: 'test',
  };

  test('carries its coupon', () => {
    const { html, subject } = compose({ ...parts, texts: promisedCoupon, coupon });
    expect(html).toContain('ABCD-EFGH-JKMN');
    expect(subject).toBe('As we discussed: 10% off your next order');
  });

  test.each<[string, Partial<Coupon>, string, string]>([
    ['a share', { benefit: { kind: 'percent', percentOff: 15 } }, '15% off', '八五折'],
    ['an amount', { benefit: { kind: 'amount', amountOff: 1000 } }, '£10 off', '立减 £10'],
    ['an amount with pence', { benefit: { kind: 'amount', amountOff: 1050 } }, '£10.50 off', '立减 £10.50'],
    ['free shipping', { benefit: { kind: 'free-shipping' } }, 'free shipping', '免运费'],
    [
      'a gift',
      { benefit: { kind: 'gift', sku: 'M', name: { en: 'a mug', zh: '马克杯' } } },
      'a mug as a gift',
      '赠送马克杯',
    ],
    [
      'a trial that is named in one language',
      { benefit: { kind: 'free-trial', sku: 'C', name: { en: 'the club' }, days: 30 } },
      '30 days of the club for free',
      '免费试用the club 30 天',
    ],
  ])('says what its coupon is good for, in the language of the text: %s', (_, offer, english, chinese) => {
    const texts = Object.fromEntries(
      ['en', 'zh'].map((language) => [language, { subject: '{{ coupon.benefit }}', body: '.' }]),
    );
    const gbp = { currency: currencySchema.parse('GBP') };
    const subjectFor = (locale: string) =>
      compose({ ...speaking(locale), texts, coupon: { ...coupon, ...offer } }, gbp).subject;
    expect(subjectFor('en-GB')).toBe(english);
    expect(subjectFor('zh-CN')).toBe(chinese);
  });

  test.each([
    [0, 'silver', 38_000, 'Silver, £120 to Gold'],
    [0, 'bronze', 19_999, 'Bronze, £0.01 to Silver'],
    [0, 'gold', 0, 'Gold, £1,500 to Platinum'],
    // Tonight will move them up.
    [0, 'silver', 50_000, 'Silver'],
    [0, 'platinum', 1_000_000, 'Platinum'],
    [1, 'silver', 38_000, '银牌，再消费£120升金牌'],
  ] as const)(
    'names the tier and what is missing for the next (%#)',
    (place, tier, spentLastYear, expected) => {
      const bodies = [
        '{{ customer.tierName | default: "" }}{% if customer.nextTier %}, {{ customer.amountToNextTier }} to {{ customer.nextTier }}{% endif %}',
        '{{ customer.tierName | default: "" }}{% if customer.nextTier %}，再消费{{ customer.amountToNextTier }}升{{ customer.nextTier }}{% endif %}',
      ];
      const body = bodies[place] ?? '';
      const language = place === 0 ? 'en' : 'zh';
      const { text } = compose(
        {
          ...parts,
          texts: { [language]: { subject: 'Hi', body } },
          customer: { ...parts.customer, tier, spentLastYear },
        },
        { currency: currencySchema.parse('GBP') },
      );
      expect(text.split('\n')[0]).toBe(expected);
    },
  );

  test("names the benefits of the customer's tier, and leaves the sentence out where there are none", () => {
    const body = '{% if customer.benefits %}You have {{ customer.benefits }}.{% else %}Welcome.{% endif %}';
    const other = { en: 'a gift in December' };
    const { benefits } = settingsSchema.parse({
      benefits: {
        silver: { pointsRate: 1.5, freeShipping: true },
        gold: { pointsRate: 1, freeShipping: true, earlyAccess: true, priceList: 'G-27', other },
      },
    });
    const textFor = (tier: Tier | undefined, locale = 'en-GB') =>
      compose(
        {
          ...parts,
          texts: { en: { subject: 'Hi', body }, zh: { subject: 'Hi', body: '{{ customer.benefits }}' } },
          customer: { ...speaking(locale).customer, ...(tier && { tier }) },
        },
        { benefits, currency: currencySchema.parse('GBP') },
      ).text;
    expect(textFor('silver')).toContain('You have 1.5 points for every £1 and free shipping.');
    expect(textFor('gold')).toContain(
      'You have 1 point for every £1, free shipping, early access, special prices and a gift in December.',
    );
    expect(textFor('gold', 'zh-CN')).toContain(
      '每消费 £1 积 1 分、免运费、新品优先购、专享会员价、a gift in December',
    );
    expect(textFor('bronze')).toContain('Welcome.');
    expect(textFor(undefined)).toContain('Welcome.');
  });

  test('writes yen without decimals, and what the order must come to', () => {
    const template = { subject: '{{ coupon.amountOff }} from {{ coupon.minimumSpend }}', body: '.' };
    const offer = { benefit: { kind: 'amount', amountOff: 500 }, minimumSpend: 3000 } as const;
    const yen = { currency: currencySchema.parse('JPY') };
    expect(
      compose({ ...speaking('en-US'), texts: { en: template }, coupon: { ...coupon, ...offer } }, yen)
        .subject,
    ).toBe('¥500 from ¥3,000');
  });

  test.each([
    ['en', 'en', 'January 1, 2027'],
    ['en-US', 'en', 'January 1, 2027'],
    ['en-GB', 'en', '1 January 2027'],
    ['en-AU', 'en', '1 January 2027'],
    ['zh', 'zh', '2027年1月1日'],
    ['zh-Hans', 'zh', '2027年1月1日'],
    ['zh-TW', 'zh', '2027年1月1日'],
    ['de-DE', 'de', '1. Januar 2027'],
    ['de-AT', 'de', '1. Jänner 2027'],
    ['de-DE', 'en', '1 January 2027'],
    ['ja', 'en', 'January 1, 2027'],
    ['ar-SA', 'en', 'January 1, 2027'],
    ['fa-IR', 'en', 'January 1, 2027'],
    ['en-GB', 'zh', '2027年1月1日'],
    ['en-GB-u-ca-buddhist-nu-thai', 'en', '1 January 2027'],
    [undefined, 'en', 'January 1, 2027'],
    ['de-DE', 'xx', 'January 1, 2027'],
  ])('to a customer of locale %s in language %s writes a day as %s', (locale, language, day) => {
    const texts = { [language]: { subject: 'Hi', body: 'Until {{ coupon.expiresOn }}' } };
    expect(compose({ ...speaking(locale), texts, coupon }).text).toMatch(`Until ${day}\n`);
  });

  test('without a coupon is refused when its template uses one', () => {
    expect(() => compose({ ...parts, texts: promisedCoupon })).toThrow(/"coupon\b/);
  });
});

describe('an unsubscribe token', () => {
  const { links } = seededSecrets('salt');
  const recipient = recipientIdFor('email', 'ada@example.com', 'key');
  const link = { recipient, message: 'win-back#1#2026-12-01#0' };
  const token = unsubscribeToken(link, links);
  const [payload = '', keyId = '', signature = ''] = token.split('.');

  test('names the mailbox and the message, and fits into a link unchanged', () => {
    expect(linkOfToken(token, links)).toEqual(link);
    expect(encodeURIComponent(token)).toBe(token);
  });

  test('holds nothing personal', () => {
    expect(Buffer.from(payload, 'base64url').toString()).toBe(JSON.stringify([recipient, link.message]));
  });

  const somebodyElse = Buffer.from(JSON.stringify([`@${'x'.repeat(22)}`, link.message])).toString(
    'base64url',
  );
  test.each([
    ['is empty', ''],
    ['was cut off', token.slice(0, -1)],
    ['lost its signature', payload],
    ['has an empty signature', `${payload}.${keyId}.`],
    ['names somebody else', `${somebodyElse}.${keyId}.${signature}`],
    ['names a key that never was', `${payload}.7.${signature}`],
    ['was made with another key', unsubscribeToken(link, seededSecrets('other').links)],
    ['has a signature that is too long', `${token}AAAA`],
    ['names nobody', `.${keyId}.${signature}`],
  ])('that %s identifies nobody', (_, forged) => {
    expect(linkOfToken(forged, links)).toBeUndefined();
  });
});
