import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { liquidOf, personalisationsIn } from '../../console/builder/personalisation.ts';
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
