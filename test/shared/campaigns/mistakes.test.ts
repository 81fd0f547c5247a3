import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { scriptProblems } from '../../../shared/campaigns/call-scripts.ts';
import { campaignSchema } from '../../../shared/campaigns/campaign.ts';
import { amountProblems } from '../../../shared/campaigns/check-amounts.ts';
import { templateProblems } from '../../../shared/campaigns/check-templates.ts';
import { CampaignFileError, readCampaign } from '../../../shared/campaigns/read-campaign.ts';
import { sharedCodeProblems } from '../../../shared/campaigns/shared-codes.ts';
import { readTemplate } from '../../../shared/email/read-template.ts';
import { InvalidInputError } from '../../../shared/errors.ts';
import { decodeText } from '../../../shared/files/text.ts';
import type { Language } from '../../../shared/language.ts';
import { currencySchema } from '../../../shared/money.ts';

/** The messages about a campaign with these conditions and this step. */
function messagesFor(audience: string, step = 'email: { template: hello }', language: Language = 'en') {
  const text = `name: Test\naudience: ${audience}\nsteps:\n  - after: 0d\n    ${step}\n`;
  try {
    readCampaign(text, 'test.yaml', language);
  } catch (error) {
    if (!(error instanceof CampaignFileError)) throw error;
    return error.problems.map(({ message }) => message);
  }
  return [];
}

const couponOf = (percentOff: string) =>
  `coupon: { percentOff: ${percentOff}, validFor: 14d, template: a-gift }`;

describe('a mistake in a campaign file is a sentence with an example', () => {
  test.each([
    ['0.1', 'this is a whole number, such as percentOff: 15'],
    ['15%', 'this is a number without a percent sign, such as percentOff: 15'],
    ['ten', 'this is a number, such as percentOff: 15'],
    ['95', 'this is at most 90, such as percentOff: 15'],
    ['0', 'this is at least 1, such as percentOff: 15'],
  ])('where percentOff is %s', (percentOff, message) => {
    expect(messagesFor('{}', couponOf(percentOff))).toEqual([`steps.1.coupon.percentOff: ${message}`]);
  });

  test.each([
    ['{ locale: de }', 'audience.locale: this is a list in square brackets, such as locale: [zh, en-GB]'],
    [
      '{ type: { exclude: [new] } }',
      'audience.type: this is one word or a list of words out of dissatisfied, loyal, discount-driven, new, prospect, such as type: [loyal, new]',
    ],
    ['{ orders: 2 }', 'audience.orders: this has keys of its own, such as orders: { atLeast: 2 }'],
  ])('where the audience is %s', (audience, message) => {
    expect(messagesFor(audience)).toEqual([message]);
  });

  test.each([
    ['{ event: first-order }', 'each', 'a first order comes once, so nobody enters again: leave reenter out'],
    [
      'audience',
      'each',
      'who is in the audience would enter every night; write how long after, such as { after: 90d }',
    ],
    [
      '{ date: birthday }',
      '{ after: 3d }',
      'nobody enters again before the goal of the last entry has ended: make reenter at least as long as goal',
    ],
    ['{ event: first-order }', 'never', undefined],
    ['{ event: order }', 'each', undefined],
  ])('where a campaign that begins with %s is entered again: %s', (trigger, reenter, problem) => {
    const campaign = {
      name: 'Test',
      trigger: parse(trigger),
      reenter: parse(reenter),
      audience: {},
      steps: [{ after: '0d', email: { template: 'hello' } }],
    };
    const read = campaignSchema.safeParse(campaign);
    expect(read.error?.issues.map(({ message }) => message)).toEqual(problem && [problem]);
  });

  test('where something is missing', () => {
    expect(messagesFor('{}', 'coupon: { percentOff: 10, validFor: 14d }')).toEqual([
      'steps.1.coupon.template: this is missing, such as template: we-miss-you',
    ]);
  });

  test('also in Chinese', () => {
    expect(messagesFor('{ locale: de }', couponOf('15%'), 'zh')).toEqual([
      'audience.locale: 应为方括号中的列表，例如 locale: [zh, en-GB]',
      'steps.1.coupon.percentOff: 应为数字，不带百分号，例如 percentOff: 15',
    ]);
  });
});

describe('a key that exists elsewhere', () => {
  test.each([
    [
      '{ recency: { atLeast: 3 } }',
      'audience: there is no "recency" here; "recency" belongs in audience.rfm',
    ],
    ['{ include: [loyal] }', 'audience: there is no "include" here; "include" belongs in audience.traits'],
  ])('is named with its place, and not with another key: %s', (audience, message) => {
    expect(messagesFor(audience)).toEqual([message]);
  });

  test('and a misspelt one each have their own line', () => {
    expect(messagesFor('{ recency: { atLeast: 3 }, lifecylce: [silent] }')).toHaveLength(2);
  });
});

test.each([
  ['{ tags: { include: [vip, press], exclude: [press] } }', 'audience.tags: nobody has what is both'],
  ['{ traits: { include: [loyal], exclude: loyal } }', 'audience.traits: nobody has what is both'],
])('conditions that nobody can meet are refused: %s', (audience, message) => {
  expect(messagesFor(audience)).toEqual([expect.stringContaining(message)]);
});

test.each(['', ' \n'])('a mail without a text is refused: %j', (body) => {
  const { campaign } = readCampaign(
    'name: Test\naudience: {}\nsteps:\n  - { after: 0d, email: { template: hello } }\n',
    'test.yaml',
  );
  const templates = { hello: { en: { subject: 'Hi', body } } };
  expect(templateProblems(campaign, templates)).toEqual([
    expect.stringMatching(/^steps\.1: hello\.en\.md: there is nothing/),
  ]);
  expect(templateProblems(campaign, templates, 'zh')).toEqual([expect.stringContaining('还没有正文')]);
});

describe('a score', () => {
  test.each([
    ['recency', '9'],
    ['frequency', '0'],
    ['monetary', '2.5'],
  ])('for %s of %s is refused', (part, value) => {
    expect(messagesFor(`{ rfm: { ${part}: { atLeast: ${value} } } }`)).toEqual([
      `audience.rfm.${part}.atLeast: scores are whole numbers from 1 to 5`,
    ]);
  });
});

describe('a coupon', () => {
  const terms = 'validFor: 14d, template: a-gift';

  test.each([
    ['nothing', ''],
    ['two things', 'percentOff: 10, freeShipping: true, '],
  ])('that gives %s is refused', (_, benefit) => {
    expect(messagesFor('{}', `coupon: { ${benefit}${terms} }`)).toEqual([
      'steps.1.coupon: a coupon has exactly one of percentOff, amountOff, freeShipping, gift and freeTrial',
    ]);
  });

  test.each([
    ['amountOff: 0', 'amountOff: this is more than 0, such as amountOff: 10'],
    ['amountOff: £10', 'amountOff: this is a number, such as amountOff: 10'],
    ['freeShipping: false', 'freeShipping: this is one word or a list of words out of true'],
    ['gift: MUG', 'gift: this has keys of its own, such as gift: { sku: MUG-1, name: a mug }'],
    ['gift: { sku: MUG }', 'gift.name: '],
    [
      'freeTrial: { sku: CLUB, name: a, lasts: 6h }',
      'freeTrial.lasts: write whole days here, such as 14d or 2w',
    ],
    ['percentOff: 10, products: []', 'products: this list has at least 1 of them'],
    [
      'percentOff: 10, shared: SPRING',
      'shared: this has keys of its own, such as shared: { code: SPRING-26, limit: 500 }',
    ],
    ['percentOff: 10, shared: { code: SPRING }', 'shared.limit: this is missing, such as limit: 500'],
    ['percentOff: 10, shared: { code: SPRING, limit: 0 }', 'shared.limit: this is at least 1'],
    [
      'percentOff: 10, shared: { code: SPRING, limit: 5001 }',
      'shared.limit: a shared code has at most 5,000 uses',
    ],
    [
      'percentOff: 10, shared: { code: 春天, limit: 5 }',
      'shared.code: a shared code has 4 to 24 letters A to Z',
    ],
    [
      'percentOff: 10, shared: { code: SPR--26, limit: 5 }',
      'shared.code: a shared code has 4 to 24 letters A to Z',
    ],
  ])('with %s is refused with what to write', (offer, message) => {
    expect(messagesFor('{}', `coupon: { ${offer}, ${terms} }`)).toEqual([
      expect.stringContaining(`steps.1.coupon.${message}`),
    ]);
  });

  test('with an amount that the currency of the shop does not have is found once the shop is known', () => {
    const coupon = { amountOff: 10.5, validFor: '14d', template: 'a-gift' };
    const campaign = campaignSchema.parse({ name: 'Test', audience: {}, steps: [{ after: '0d', coupon }] });
    expect(amountProblems(campaign, currencySchema.parse('GBP'))).toEqual([]);
    expect(amountProblems(campaign, currencySchema.parse('JPY'))).toEqual([
      'steps.1.coupon.amountOff: 10.5 is no amount in JPY, the currency of the shop; write whole units with no more decimals than it has',
    ]);
    expect(amountProblems(campaign, currencySchema.parse('JPY'), 'zh')[0]).toContain('JPY 没有 10.5');
  });

  test('with a shared code has the same terms in every step that sends it', () => {
    const step = (after: string, more: object) => ({
      after,
      coupon: { shared: { code: 'SPRING-26', limit: 5 }, validFor: '14d', template: 'a-gift', ...more },
    });
    const problemsOf = (more: object) =>
      sharedCodeProblems(
        campaignSchema.parse({
          name: 'Test',
          audience: {},
          steps: [step('0d', { percentOff: 10 }), step('3d', more)],
        }),
      );
    expect(problemsOf({ percentOff: 10, validFor: '11d', template: 'reminder' })).toEqual([]);
    for (const other of [
      { percentOff: 15 },
      { percentOff: 10, minimumSpend: 50 },
      { percentOff: 10, shared: { code: 'spring26', limit: 6 } },
    ])
      expect(problemsOf(other)).toEqual([
        expect.stringMatching(/^steps\.2\.coupon: the shared code .* is sent with other terms in step 1/),
      ]);
  });
});

describe('a template variable', () => {
  const written = {
    name: 'Test',
    audience: {},
    steps: [{ after: '0d', email: { template: 'hello' } }],
  };
  const email = campaignSchema.parse(written);
  const problemsWith = (body: string, language: Language = 'en', campaign = email) =>
    templateProblems(campaign, { hello: { en: { subject: 'Hi', body } } }, language);

  test('that does not exist is refused with the nearest right name, also where it has a default', () => {
    for (const variable of ['customer.fristName', 'customer.first_name | default: "you"'])
      expect(problemsWith(`Hello {{ ${variable} }}`)).toEqual([
        expect.stringMatching(
          /^steps\.1: hello\.en\.md: there is no variable "customer\.\w+"; did you mean "customer\.firstName"\?, line 1, column \d+$/,
        ),
      ]);
  });

  test('of a coupon is refused in an email without one, also where it has a default or a condition', () => {
    for (const body of ['{{ coupon.code | default: "x" }}', '{% if coupon %}A coupon for you{% endif %}'])
      expect(problemsWith(body)).toEqual([expect.stringContaining('exists only in a coupon step')]);
  });

  test('of another kind of coupon is refused with those that this one has', () => {
    const problemsIn = (offer: object, body: string) =>
      templateProblems(
        campaignSchema.parse({
          name: 'Test',
          audience: {},
          steps: [{ after: '0d', coupon: { ...offer, validFor: '14d', template: 'hello' } }],
        }),
        { hello: { en: { subject: 'Hi', body } } },
      );
    expect(problemsIn({ freeShipping: true }, '{{ coupon.percentOff }}% off')).toEqual([
      expect.stringContaining(
        '"coupon.percentOff" does not exist for the coupon of this step; there are coupon.code, coupon.expiresOn, coupon.benefit',
      ),
    ]);
    expect(problemsIn({ freeShipping: true, minimumSpend: 50 }, '{{ coupon.minimumSpend }}')).toEqual([]);
    const shared = { code: 'SPRING-26', limit: 5 };
    expect(problemsIn({ freeShipping: true, shared }, 'The first {{ coupon.limit }}')).toEqual([]);
    expect(problemsIn({ freeShipping: true }, 'The first {{ coupon.limit }}')).toHaveLength(1);
    for (const offer of [
      { percentOff: 10 },
      { amountOff: 10 },
      { freeShipping: true },
      { gift: { sku: 'MUG', name: 'a mug' } },
      { freeTrial: { sku: 'CLUB', name: 'the club', lasts: '30d' } },
    ])
      expect(problemsIn(offer, '{{ coupon.benefit }}: {{ coupon.code }}')).toEqual([]);
  });

  test('of the event exists where one begins the campaign, with a default, and with what such an event has', () => {
    const begunBy = (trigger: object) => campaignSchema.parse({ ...written, trigger });
    const cart = begunBy({ event: 'cart' });
    const withDefault = (name: string) => `{{ event.${name} | default: "it" }}`;
    expect(problemsWith(withDefault('products'), 'en', cart)).toEqual([]);
    expect(problemsWith('{% if event.products %}{{ event.products }}{% endif %}', 'en', cart)).toEqual([]);
    expect(problemsWith('{{ event.products }}', 'en', cart)).toEqual([
      expect.stringContaining('"event.products" can be missing'),
    ]);
    expect(problemsWith(withDefault('score'), 'en', cart)).toEqual([
      expect.stringContaining(
        '"event.score" does not exist for the event of this campaign; there are event.value, event.products',
      ),
    ]);
    const quiz = begunBy({ event: 'custom', name: 'quiz' });
    expect(problemsWith(withDefault('properties.result'), 'en', quiz)).toEqual([]);
    expect(problemsWith(withDefault('products'))).toEqual([
      expect.stringContaining('exists only in a campaign that an event begins'),
    ]);
    expect(problemsWith(withDefault('products'), 'zh')).toEqual([expect.stringContaining('由事件触发')]);
  });

  test('that the template assigns itself is its own affair', () => {
    expect(problemsWith('{% assign shout = shop.name | upcase %}{{ shout }}')).toEqual([]);
  });

  test('that can be missing is said in Chinese where that was asked for', () => {
    expect(problemsWith('{{ customer.name }}', 'zh')[0]).toContain('可能为空，请给出默认值');
  });
});

describe('a call script', () => {
  const calling = (script: string) =>
    campaignSchema.parse({
      name: 'Test',
      audience: {},
      steps: [{ after: '0d', callback: { script, within: '2d' } }],
    });

  test('that nobody has written is refused with those that exist', () => {
    const known = { 'win-back': { en: 'Say hello.' }, 'vip-thanks': {} };
    expect(scriptProblems(calling('win-back'), known)).toEqual([]);
    expect(scriptProblems(calling('winback'), known)).toEqual([
      'steps.1: there is no call script "winback" (winback.en.md); there are vip-thanks, win-back; did you mean "win-back"?',
    ]);
  });

  test('may name the customer and the shop, with a default for what can be missing, and nothing else', () => {
    const problemsWith = (text: string) => scriptProblems(calling('hello'), { hello: { en: text } });
    expect(problemsWith('Hello {{ customer.firstName | default: "there" }} from {{ shop.name }}')).toEqual(
      [],
    );
    expect(problemsWith('Hello {{ customer.firstName }}')[0]).toContain('hello.en.md');
    expect(problemsWith('{{ coupon.code }}')).toHaveLength(1);
    expect(problemsWith('{{ customer.phone }}')).toHaveLength(1);
    expect(problemsWith('{% if %}')).toHaveLength(1);
  });
});

describe('a file that a person wrote', () => {
  const bytesOf = (text: string, encoding: BufferEncoding) => Buffer.from(text, encoding);

  test('is read as UTF-8, with or without a byte order mark', () => {
    expect(decodeText(bytesOf('\uFEFF你好', 'utf8'), 'a.md')).toBe('你好');
    const template = readTemplate('\uFEFF---\nsubject: Hi\n---\nHello', 'a.en.md');
    expect(template).toEqual({ subject: 'Hi', body: 'Hello' });
  });

  test.each<BufferEncoding>(['latin1', 'utf16le'])('is refused in %s', (encoding) => {
    const text = '\uFEFFGrüße aus Köln';
    expect(() => decodeText(bytesOf(text, encoding), 'a.md')).toThrow(InvalidInputError);
    expect(() => decodeText(bytesOf(text, encoding), 'a.md')).toThrow(/a\.md: this file is not UTF-8/);
  });
});
