import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkMail } from '../../../shared/email/checklist.ts';
import { colourIn, contrastOf } from '../../../shared/email/colours.ts';
import { layOut } from '../../../shared/email/layout.ts';
import type { MailCheck } from '../../../shared/email/mail-checks.ts';
import { renderEmail } from '../../../shared/email/template.ts';
import { checklistWords } from '../../../shared/words/checklist.ts';

const unsubscribeUrl = 'https://shop.example/?a=1&b=2#unsubscribe';

/** What is found in a text that a marketer has written. */
function foundIn(body: string, subject = 'Hello') {
  const postalAddress = '1 Main Street';
  const variables = {
    customer: {},
    shop: { name: 'Shop', url: 'https://shop.example' },
    points: { balance: 0 },
  };
  const rendered = renderEmail({ subject, body }, variables, 'test');
  const frame = { shopName: 'Shop', postalAddress, unsubscribeUrl, language: 'en' };
  const mail = { subject: rendered.subject, ...layOut(rendered, frame), unsubscribeUrl };
  const points = checkMail(mail, postalAddress, checklistWords.en);
  return Object.fromEntries(
    points.flatMap(({ check, problems }) => (problems.length === 0 ? [] : [[check, problems]])),
  ) as Partial<Record<MailCheck, readonly string[]>>;
}

test('a good mail has nothing to be found, not even in the frame that all share', () => {
  expect(
    foundIn(
      'Hello,\n\n[To the shop](https://shop.example)\n\n![A teapot](https://shop.example/pot.png)\n\n# Big\n\n[mail](mailto:a@b.example) [call](tel:+49301234)',
    ),
  ).toEqual({});
});

describe('the subject', () => {
  test.each(['', '   ', '{% if customer.name %}x{% endif %}'])('is missing: %j', (subject) => {
    expect(foundIn('x', subject).subject).toEqual([expect.stringContaining('no subject')]);
  });

  test('is too long for a phone above 60, where a character of Chinese counts twice', () => {
    expect(foundIn('x', 'a'.repeat(60)).subject).toBeUndefined();
    expect(foundIn('x', 'a'.repeat(61)).subject).toHaveLength(1);
    expect(foundIn('x', '好'.repeat(30)).subject).toBeUndefined();
    expect(foundIn('x', `${'好'.repeat(30)}!`).subject?.[0]).toContain('61');
  });
});

describe('a link', () => {
  test.each([
    ['http://shop.example', 'not encrypted'],
    ['http://localhost:3000/x', 'your own network'],
    ['https://127.0.0.1/x', 'your own network'],
    ['https://192.168.1.20', 'your own network'],
    ['https://build.local', 'your own network'],
    ['https://exa mple', 'no whole address'],
  ])('to %s is found', (address, why) => {
    expect(foundIn(`<a href="${address}">x</a>`).links).toEqual([expect.stringContaining(why)]);
  });

  test('without words is found, but not one around a picture with a description', () => {
    expect(foundIn('see <a href="https://a.example"> </a>').links?.[0]).toContain('no words');
    expect(foundIn('[![Our tea](https://a.example/t.png)](https://a.example)').links).toBeUndefined();
  });

  test('that a mail has twice is said once', () => {
    expect(foundIn('[a](http://a.example) and [b](http://a.example)').links).toHaveLength(1);
  });
});

test('a picture needs a description and an encrypted address', () => {
  expect(foundIn('![](https://a.example/x.png)').images?.[0]).toContain('no description');
  expect(foundIn('<img src="https://a.example/x.png" alt=" ">').images?.[0]).toContain('no description');
  expect(foundIn('![x](http://a.example/x.png)').images?.[0]).toContain('not encrypted');
});

describe('contrast', () => {
  test('of black and white is 21, of anything with itself 1, and it is the same both ways', () => {
    const part = fc.integer({ min: 0, max: 255 });
    const colour = fc.tuple(part, part, part);
    expect(contrastOf([0, 0, 0], [255, 255, 255])).toBeCloseTo(21);
    fc.assert(
      fc.property(colour, colour, (one, other) => {
        expect(contrastOf(one, one)).toBe(1);
        expect(contrastOf(one, other)).toBe(contrastOf(other, one));
        expect(contrastOf(one, other)).toBeGreaterThanOrEqual(1);
        expect(contrastOf(one, other)).toBeLessThanOrEqual(21.0001);
      }),
    );
  });

  test('is that of WCAG: #777 on white just fails, #767676 passes', () => {
    const white = [255, 255, 255] as const;
    expect(contrastOf(colourIn('#777') ?? white, white)).toBeCloseTo(4.48, 2);
    expect(contrastOf(colourIn('#767676') ?? white, white)).toBeCloseTo(4.54, 2);
  });

  test.each([
    '<span style="color:#999">faint</span>',
    '<span style="COLOR: rgb(170, 170, 170)">faint</span>',
    '<font color="#aaaaaa">faint</font>',
    '<div style="background:#333"><p>faint</p></div>',
    '<table bgcolor="#222222"><tr><td>faint</td></tr></table>',
    '<div style="color:white"><br>faint</div>',
    '<div style="background-color:#00c"><a href="https://a.example">faint</a></div>',
    '<b style="color:#999;font-size:18px">faint</b>',
  ])('is too low in %s', (body) => {
    expect(foundIn(body).contrast).toEqual([expect.stringMatching(/“faint” is hard to read/)]);
  });

  test.each([
    '<h1 style="color:#949494">large</h1>',
    '<b style="color:#949494;font-size:19px">large</b>',
    '<div style="background:#333;color:#fff">readable</div>',
    '<span style="color:var(--x)">not judged</span>',
    '<span style="color:#0003">not judged</span>',
    '<span style="color:#fff"></span>',
    '<span style="color:#999">&nbsp;</span>'.replace('&nbsp;', ' '),
    '<div style="color:#fff;background:#000"><span style="background:transparent">readable</span></div>',
  ])('is not complained about in %s', (body) => {
    expect(foundIn(body).contrast).toBeUndefined();
  });

  test('goes back to what it was after an element has ended', () => {
    expect(foundIn('<span style="color:#fff;background:#000">a</span> b').contrast).toBeUndefined();
  });
});

test('a mail is too large for Gmail above 102 kB, whatever the letters', () => {
  expect(foundIn('a'.repeat(98_000)).size).toBeUndefined();
  expect(foundIn('a'.repeat(103_000)).size).toHaveLength(1);
  expect(foundIn('好'.repeat(35_000)).size).toHaveLength(1);
});

test('whatever somebody types is gone through without failing', () => {
  const odd = fc.string({
    unit: fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '=',
      ' ',
      'a',
      'style',
      'img',
      '/',
      '&',
      ';',
      ':',
      '#',
      '[',
      ']',
      '(',
      ')',
      '!',
    ),
  });
  fc.assert(fc.property(odd, (body) => void foundIn(body.replace(/\{/g, ''))));
});

describe('a variable that would be read as it was written is found', () => {
  test.each([
    ['*|FNAME|*', "Mailchimp's"],
    ['%%first_name%%', "Salesforce's"],
    ['%FIRSTNAME%', "ActiveCampaign's"],
    ['[[name]]', "GetResponse's"],
    ['«Name»', "Word's"],
    ['｛｛ customer.firstName ｝｝', 'typed on a Chinese keyboard'],
    ['{customer.firstName}', 'with one brace'],
  ])('%s, %s', (variable) => {
    expect(foundIn(`Hello ${variable},`).fallbacks).toEqual([
      expect.stringContaining(variable.replaceAll('*', '')),
    ]);
    expect(foundIn('Hello', `Hello ${variable}`).fallbacks).toHaveLength(1);
  });

  test('and nothing else is taken for one', () => {
    const text = '20% off, 50% today; {or not}, [a note], *really* | 100%, 「茶」《绿》，{{ shop.name }}';
    expect(foundIn(text, text).fallbacks).toBeUndefined();
  });
});
