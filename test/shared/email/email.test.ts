import { describe, expect, test } from 'vitest';
import { instant, plainDate } from '../../../shared/calendar.ts';
import type { Coupon } from '../../../shared/coupons/coupon.ts';
import { messageTagsSchema, tagsFor } from '../../../shared/deliveries/tags.ts';
import { composeEmail, type EmailParts } from '../../../shared/email/compose.ts';
import { promisedCoupon } from '../../../shared/email/promised-coupon.ts';
import { renderEmail, TemplateError } from '../../../shared/email/template.ts';
import { customerOfToken, unsubscribeToken } from '../../../shared/email/unsubscribe.ts';
import { campaignIdSchema, customerIdSchema, taskIdSchema } from '../../../shared/ids.ts';
import { languageFor } from '../../../shared/language.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';

const shop = { name: 'Tea & Co', url: 'https://tea.example/new_in?from=mail&sort=a' };
const customerId = customerIdSchema.parse('李雷 <7>');
const settings = {
  ...defaultSettings,
  shopName: shop.name,
  shopUrl: shop.url,
  apiUrl: 'https://api.example',
};

/** HTML as a browser shows it, tags left in. */
const shown = (html: string): string =>
  html
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

const rendered = (body: string, customer: object = {}, subject = 'Hello') =>
  renderEmail({ subject, body }, { customer, shop }, 'welcome.en.md');

describe('a template', () => {
  test('that names what can be missing is explained with its file, line, column and the way out', () => {
    const error = (() => {
      try {
        rendered('Dear friend,\n\nhello {{ customer.firstName }}!');
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(TemplateError);
    expect(String(error)).toContain('welcome.en.md');
    expect(String(error)).toContain('"customer.firstName" can be missing, line:3, col:10');
    expect(String(error)).toContain('{{ customer.firstName | default: "…" }}');
  });

  test.each([
    ['a misspelt variable', '{{ customer.fristName }}', 'customer.fristName'],
    ['an unknown filter', '{{ shop.name | shout }}', 'shout'],
    ['a tag that is not closed', '{% if customer.name %}hello', 'if'],
    ['a variable that every object has', '{{ customer.constructor }}', 'customer.constructor'],
  ])('with %s is refused', (_, body, named) => {
    expect(() => rendered(body, { name: 'Ada' })).toThrow(TemplateError);
    expect(() => rendered(body, { name: 'Ada' })).toThrow(named);
  });

  test('may ask whether something is there, and may give a default', () => {
    const body =
      '{% if customer.tier %}{{ customer.tier }}{% else %}{{ customer.name | default: "you" }}{% endif %}';
    expect(rendered(body).text).toBe('you');
    expect(rendered(body, { tier: 'gold' }).text).toBe('gold');
  });
});

describe('what a customer typed', () => {
  const hostile = '<script>alert("1")</script>';

  test('is escaped in HTML and left as it is in text and subject', () => {
    const { html, text, subject } = rendered(
      'Hello **{{ customer.name }}**',
      { name: hostile },
      '{{ customer.name }}',
    );
    expect(html).not.toContain('<script');
    expect(shown(html)).toBe(`<p>Hello <strong>${hostile}</strong></p>`);
    expect(text).toBe(`Hello **${hostile}**`);
    expect(subject).toBe(hostile);
  });

  test('is escaped as well when the text part was rendered first', () => {
    const again = () => rendered('Hi {{ customer.name }}', { name: hostile });
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
    const { html } = rendered('Hello {{ customer.name }}', { name });
    expect(html).not.toContain(tag);
  });

  test('cannot break the subject into lines', () => {
    const { subject } = rendered('x', { name: 'Ada\r\nBcc: all@example.com' }, 'Hi {{ customer.name }}');
    expect(subject).toBe('Hi Ada Bcc: all@example.com');
  });

  test('reads in a browser as it was typed', () => {
    const { html } = rendered('{{ customer.name }}', { name: "Siobhán O'Neil & Søn (CEO) #1" });
    expect(shown(html)).toBe("<p>Siobhán O'Neil & Søn (CEO) #1</p>");
  });
});

test('links to the shop lead where the settings say', () => {
  const { html } = rendered('[In]({{ shop.url }})');
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
  const compose = (given: EmailParts, more: object = {}) =>
    composeEmail(given, { ...settings, ...more }, 'salt');

  test('calls the customer by the first word of the name, or by the whole of one without spaces', () => {
    expect(compose(parts).text).toContain('Hello Ada\n');
    expect(compose(speaking('zh-CN', '李雷')).text).toContain('李雷，您好');
    expect(compose(speaking('en')).text).toContain('Hello there');
  });

  test('is written in the language of the locale, and else in the language of the shop', () => {
    expect(compose(speaking('zh-TW')).subject).toBe('欢迎');
    expect(compose(speaking('de')).subject).toBe('Welcome');
    expect(compose(speaking(undefined), { defaultLanguage: 'zh' }).subject).toBe('欢迎');
    expect(compose(speaking('zh')).html).toContain('<html lang="zh">');
    expect(compose(speaking('zh')).text).toContain('一键退订');
    expect(compose(speaking('en')).text).toContain('Unsubscribe with one click');
  });

  test('takes the only language that there is rather than none', () => {
    expect(languageFor('de', ['zh'], 'en')).toBe('zh');
    expect(languageFor(undefined, [], 'en')).toBeUndefined();
  });

  test("has a step's own subject instead of the template's, by language where there are several", () => {
    expect(compose({ ...parts, subject: 'Own' }).subject).toBe('Own');
    expect(compose({ ...parts, subject: { en: 'Own' } }).subject).toBe('Own');
    expect(compose({ ...speaking('zh'), subject: { en: 'Own' } }).subject).toBe('欢迎');
  });

  test('has a way out in both parts that leads to the customer and nobody else', () => {
    const { html, text, unsubscribeUrl } = compose(parts);
    expect(unsubscribeUrl).toMatch(/^https:\/\/api\.example\/unsubscribe\/[\w.-]+$/);
    expect(html).toContain(`href="${unsubscribeUrl}"`);
    expect(text).toContain(unsubscribeUrl);
    expect(customerOfToken(unsubscribeUrl.split('/').at(-1) ?? '', 'salt')).toBe(customerId);
  });

  test("escapes the shop's name in the frame", () => {
    expect(compose(parts).html).toContain('Tea &amp; Co');
    expect(compose(parts).text).toContain('Tea & Co');
  });

  test("tells a coupon's last day in words of the language", () => {
    const coupon: Coupon = {
      code: 'ABCD-EFGH-JKMN',
      customerId,
      percentOff: 10,
      issuedAt: instant('2026-12-01T00:00:00Z'),
      expiresOn: plainDate('2027-01-01'),
      issuedFor: 'test',
    };
    const withCoupon = (locale: string) =>
      compose({ ...speaking(locale), texts: promisedCoupon, templateName: 'promised-coupon', coupon });
    expect(withCoupon('en').text).toContain('January 1, 2027');
    expect(withCoupon('zh').text).toContain('2027年1月1日');
    expect(withCoupon('en').html).toContain('ABCD-EFGH-JKMN');
    expect(withCoupon('en').subject).toBe('As we discussed: 10% off your next order');
  });

  test('of a template that has no coupon to tell of is refused', () => {
    expect(() => compose({ ...parts, texts: promisedCoupon })).toThrow(/"coupon\b/);
  });
});

describe('an unsubscribe token', () => {
  const token = unsubscribeToken(customerId, 'salt');
  const [name = '', signed = ''] = token.split('.');

  test('names the customer, whatever letters the id has, and fits into a link as it is', () => {
    expect(customerOfToken(token, 'salt')).toBe(customerId);
    expect(encodeURIComponent(token)).toBe(token);
  });

  test.each([
    ['is empty', ''],
    ['was cut off', token.slice(0, -1)],
    ['lost its signature', name],
    ['has an empty signature', `${name}.`],
    ['names somebody else', `${Buffer.from('somebody else').toString('base64url')}.${signed}`],
    ['was made with another salt', unsubscribeToken(customerId, 'other salt')],
    ['has a signature that is too long', `${token}AAAA`],
    ['names nobody', `.${signed}`],
  ])('that %s is nobody’s', (_, forged) => {
    expect(customerOfToken(forged, 'salt')).toBeUndefined();
  });
});

describe('the tags of a message', () => {
  test('bring back which step of which campaign it was, within the letters that SES allows', () => {
    const key = {
      cohort: {
        campaign: campaignIdSchema.parse('win-back'),
        version: 3,
        date: plainDate('2026-12-01'),
      },
      step: 2,
      shard: 0,
      customerId,
    };
    const tags = tagsFor(key);
    for (const value of Object.values(tags)) expect(value).toMatch(/^[\w-]{1,256}$/);
    expect(messageTagsSchema.parse(tags)).toEqual(key);
  });

  test('of the longest customer id still fit', () => {
    const longest = customerIdSchema.parse('茶'.repeat(42));
    const { customer = '' } = tagsFor({
      taskId: taskIdSchema.parse(`cb-${'0'.repeat(24)}`),
      customerId: longest,
    });
    expect(customer.length).toBeLessThanOrEqual(256);
  });

  test('of somebody else’s message are refused, and do not fail', () => {
    const foreign = { callback: `cb-${'0'.repeat(24)}`, customer: '' };
    expect(messageTagsSchema.safeParse(foreign).success).toBe(false);
    expect(messageTagsSchema.safeParse({ 'ses:caller-identity': 'x' }).success).toBe(false);
  });
});
