import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  begunAt,
  filtersFor,
  liquidOf,
  offeredOf,
  personalisationsIn,
} from '../../console/builder/personalisation.ts';
import { builderWords } from '../../console/words/builder/words.ts';
import { library } from '../../functions/console/ready-made.ts';
import { variablesOf } from '../../shared/campaigns/check-templates.ts';
import { couponVariables } from '../../shared/email/coupon-in-email.ts';
import { renderEmail } from '../../shared/email/template.ts';
import { campaignIdSchema } from '../../shared/ids.ts';
import { campaignIn } from '../../shared/operations/check-campaign.ts';

const nobody = { customer: {}, shop: { name: 'Shop', url: 'https://shop.example' }, points: { balance: 0 } };
const id = campaignIdSchema.parse('test');

describe('a personalisation', () => {
  test('says its fallback for whoever it is not known of, whatever somebody types', () => {
    const typed = fc.string({ unit: fc.constantFrom('a', ' ', '"', "'", '{', '}', '%', '|', '好', '\\') });
    fc.assert(
      fc.property(typed, (fallback) => {
        const subject = `x${liquidOf({ name: 'customer.name', fallback }, 'en')}x`;
        const rendered = renderEmail({ subject, body: '' }, nobody, 'test').subject;
        const expected = `x${fallback.replace(/[{}\\]/g, '').replaceAll('"', '”')}x`;
        expect(rendered).toBe(expected.trim().replace(/\s+/g, ' '));
      }),
    );
  });

  test('is found in a text again, each once', () => {
    const one = { name: 'customer.firstName', fallback: 'there' };
    const text = `Hi ${liquidOf(one, 'en')}, ${liquidOf(one, 'en')}: {{ shop.url }} {% if coupon.code %}{{coupon.percentOff | zhe}}{% endif %}`;
    expect(personalisationsIn(text)).toEqual([
      one,
      { name: 'shop.url', fallback: undefined },
      { name: 'coupon.percentOff', fallback: undefined },
    ]);
    expect(personalisationsIn("{{ customer.name | default: '老朋友' }} {{ }} {{ 'x' }} {{")).toEqual([
      { name: 'customer.name', fallback: '老朋友' },
    ]);
  });

  test('of a discount is written in Chinese as what is paid, in tenths', () => {
    expect(liquidOf({ name: 'coupon.percentOff' }, 'zh')).toBe('{{ coupon.percentOff | zhe }}');
    expect(liquidOf({ name: 'coupon.percentOff' }, 'en')).toBe('{{ coupon.percentOff }}');
  });
});

describe('what is begun where the cursor stands, here |', () => {
  /** What would be written over, in brackets, and what is typed of it. */
  const begun = (marked: string) => {
    const cursor = marked.indexOf('|');
    const line = marked.slice(0, cursor) + marked.slice(cursor + 1);
    const found = begunAt(line, cursor);
    if (found === undefined) throw new Error('nothing is begun');
    const { is, typed, from, to } = found;
    return [is, typed, `${line.slice(0, from)}[${line.slice(from, to)}]${line.slice(to)}`];
  };

  test.each([
    ['Hi {{|', ['whole', '', 'Hi [{{]']],
    ['Hi {{ cus|, and', ['whole', 'cus', 'Hi [{{ cus], and']],
    ['Hi {{- cus|tomer }}!', ['whole', 'cus', 'Hi [{{- customer }}]!']],
    ['{{ 名|', ['whole', '名', '[{{ 名]']],
    ['{{ |Hello', ['whole', '', '[{{ ]Hello']],
    ['{{ a }} {{ b|', ['whole', 'b', '{{ a }} [{{ b]']],
  ])('%s', (marked, expected) => {
    expect(begun(marked)).toEqual(expected);
  });

  test('is a name alone where filters follow, which stay', () => {
    const line = '{{ customer.name | default: "x" }}';
    expect(begunAt(line, 11)).toEqual({ is: 'name', typed: 'customer', from: 3, to: 16 });
  });

  test('is a filter behind the variable that it is for', () => {
    const line = '{{ coupon.percentOff | zh';
    expect(begunAt(line, line.length)).toMatchObject({ is: 'filter', of: 'coupon.percentOff', typed: 'zh' });
    const second = "{{ customer.name | default: 'a|b' | ";
    expect(begunAt(second, second.length)).toMatchObject({ is: 'filter', of: 'customer.name', typed: '' });
    expect(begunAt(second, second.length)).toMatchObject({ isClosed: false });
    expect(begunAt(`${second} }}`, second.length)).toMatchObject({ isClosed: true });
  });

  test.each([
    '',
    'Hi ',
    'a { b',
    '{{ customer.name }} ',
    '{% if customer',
    '{{ customer.name | default: "a|',
    '}}',
  ])('is nothing behind %j', (line) => expect(begunAt(line, line.length)).toBeUndefined());

  test('can be written over by what is chosen, so that the text still says the rest', () => {
    const words = fc.string({ unit: fc.constantFrom('a', ' ', '.', '好', '!') });
    fc.assert(
      fc.property(words, words, fc.constantFrom('', 'cus', 'customer.f'), (before, behind, typed) => {
        const line = `${before}{{ ${typed}`;
        const found = begunAt(`${line} ${behind}`, line.length);
        if (found === undefined) throw new Error('nothing is begun');
        const { from, to } = found;
        expect(`${line} ${behind}`.slice(0, from)).toBe(before);
        expect(`${line} ${behind}`.slice(to)).toBe(` ${behind}`);
      }),
    );
  });
});

test('a filter is offered where it says something', () => {
  expect(filtersFor({ name: 'customer.name', canBeMissing: true })).toEqual(['default']);
  expect(filtersFor({ name: 'coupon.percentOff', canBeMissing: false })).toEqual(['zhe']);
  expect(filtersFor({ name: 'shop.url', canBeMissing: false })).toEqual([]);
});

test('what the shop names itself in an event is not offered', () => {
  const event = ['event.properties', 'event.day'].map((name) => ({ name, canBeMissing: true }));
  expect(offeredOf(event).map(({ name }) => name)).toEqual(['event.day']);
});

/** What every text of the campaigns that come with Rekindle can be personalised with. */
const known = Object.values(library.campaigns).flatMap((text) => {
  const campaign = campaignIn(id, { text, audiences: {} }, library);
  if (campaign === undefined) throw new Error('this is no campaign');
  return Object.keys(library.textsFor(text).templates).flatMap((name) => variablesOf(name, campaign));
});

test('everything that a text can be personalised with has a name in both languages', () => {
  const names = new Set([...known.map(({ name }) => name), ...couponVariables]);
  for (const words of Object.values(builderWords))
    expect(
      [...names].filter((name) => !(name in words.personalise.names) && name !== 'event.properties'),
    ).toEqual([]);
});

test('what is not known of everybody asks for a fallback, a coupon and the shop do not', () => {
  const asking = (name: string) => known.find((one) => one.name === name)?.canBeMissing;
  expect(asking('customer.firstName')).toBe(true);
  expect(asking('event.products')).toBe(true);
  expect(asking('coupon.code')).toBe(false);
  expect(asking('shop.url')).toBe(false);
});

test('a text that two steps send knows what both have', () => {
  const text = `name: Test
audience: { lifecycle: [silent] }
steps:
  - after: 0d
    email: { template: both }
  - after: 3d
    coupon: { percentOff: 10, validFor: 7d, template: both }
  - after: 5d
    coupon: { percentOff: 10, validFor: 7d, template: one }
`;
  const campaign = campaignIn(id, { text, audiences: {} }, library);
  const has = (template: string) =>
    campaign && variablesOf(template, campaign).some(({ name }) => name === 'coupon.code');
  expect(has('both')).toBe(false);
  expect(has('one')).toBe(true);
});
