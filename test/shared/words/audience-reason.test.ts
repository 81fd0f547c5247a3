import { describe, expect, test } from 'vitest';
import { audienceSchema } from '../../../shared/campaigns/audience-schema.ts';
import type { ClassifiedProfile } from '../../../shared/campaigns/conditions/condition.ts';
import { conditionNames } from '../../../shared/campaigns/conditions/conditions.ts';
import { explainAudience } from '../../../shared/campaigns/explain-audience.ts';
import type { Language } from '../../../shared/language.ts';
import { currencySchema } from '../../../shared/money.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { linesOf } from '../../../shared/words/audience-reason.ts';
import { today } from '../campaigns/campaigns.ts';
import { cases, known, stranger } from '../campaigns/people.ts';

const pounds = currencySchema.parse('GBP');

/** The explanation as lines such as `✓ tier: gold – gold`, indented by their depth. */
const explain = (audience: object, language: Language = 'en', who: ClassifiedProfile = known) =>
  linesOf(explainAudience(audienceSchema.parse(audience), who, defaultSettings, today), language, pounds).map(
    ({ depth, holds, text }) => `${'  '.repeat(depth)}${holds ? '✓' : '✗'} ${text}`,
  );

describe('a membership is explained', () => {
  test('condition by condition, for and against, with what was asked for and what the profile says', () => {
    const audience = {
      lifecycle: ['silent', 'lost'],
      orders: { atLeast: 2 },
      any: [{ tier: 'platinum' }, { spent: { atLeast: 500, inMonths: 3 } }],
      not: { any: [{ openComplaints: { atLeast: 1 } }, { type: 'dissatisfied' }] },
    };
    expect(explain(audience)).toEqual([
      '✗ all of these:',
      '  ✓ lifecycle: silent or lost – silent',
      '  ✓ orders: at least 2 – 4',
      '  ✗ at least one of these:',
      '    ✗ tier: platinum – gold',
      '    ✗ net spend: at least £500.00, in this month and the 2 before it – £0.00',
      '  ✗ none of these:',
      '    ✓ open complaints: at least 1 – 1',
      '    ✗ customer type: dissatisfied – loyal',
    ]);
    expect(explain(audience, 'zh')).toEqual([
      '✗ 须全部满足：',
      '  ✓ 生命周期：沉默客户或流失客户；实际：沉默客户',
      '  ✓ 订单数：不少于 2；实际：4',
      '  ✗ 至少满足一项：',
      '    ✗ 会员等级：白金；实际：金牌',
      '    ✗ 净消费：不少于 £500.00（本月及此前 2 个月）；实际：£0.00',
      '  ✗ 均不得满足：',
      '    ✓ 未解决的投诉数：不少于 1；实际：1',
      '    ✗ 客户类型：不满意客户；实际：忠诚客户',
    ]);
  });

  test.each<[asked: object, line: string]>([
    [
      { traits: { include: 'loyal', exclude: ['dissatisfied', 'high-value'] } },
      '✓ traits: loyal, none of dissatisfied, high-value – loyal',
    ],
    [
      { rfm: { monetary: { atLeast: 4 } } },
      '✓ RFM scores: money at least 4 – recency 2, frequency 4, money 5',
    ],
    [
      { daysSinceLastOrder: { atLeast: 30, atMost: 60 } },
      '✗ time since the last order: 30 to 60 days – 90 days',
    ],
    [{ birthdayInDays: { atMost: 1 } }, '✗ time until the birthday: at most 1 day – 7 days'],
    [
      { bought: { category: 'teas', within: '100d' } },
      '✓ has bought: category teas, within 100 days – teas on 2026-09-10',
    ],
    [{ carted: { product: ['cup', 'tea'] } }, '✗ has put into a cart: product cup or tea – none'],
    [
      { entered: { campaign: 'welcome', within: '7d' } },
      '✗ has entered: welcome, within 7 days – welcome on 2026-11-09',
    ],
    [{ entered: { campaign: 'vip' } }, '✗ has entered: vip – never'],
    [{ consent: { phone: 'given' } }, '✗ consent: phone given – email given, phone withdrawn'],
    [{ refundedShare: { atMost: '10%' } }, '✗ refunded: at most 10% – 25%'],
    [{ tierInGrace: false }, '✗ tier kept in grace: no – yes'],
    [{ birthdayMonth: 'next-month' }, '✗ month of the birthday: January – December'],
    [{ audience: { name: 'golden', is: { tier: 'gold' } } }, '✓ in audience “golden”:'],
    [{}, '✓ everybody'],
  ])('in English: %j', (asked, line) => {
    expect(explain(asked)[0]).toBe(line);
  });

  test('where nothing is known', () => {
    expect(explain({ daysSinceLastOrder: { atMost: 9 } }, 'en', stranger)).toEqual([
      '✗ time since the last order: at most 9 days – never',
    ]);
    expect(explain({ lifetimeValue: { atLeast: 9 } }, 'zh', stranger)).toEqual([
      '✗ 客户终身价值：不少于 £9.00；实际：未知',
    ]);
  });

  test.each(conditionNames)('on %s with words for whatever is asked and found, in both languages', (name) => {
    for (const asked of cases[name].flat())
      for (const who of [known, stranger])
        for (const language of ['en', 'zh'] as const) {
          const [line, ...others] = explain({ [name]: asked }, language, who);
          expect(others).toEqual([]);
          expect(line).not.toMatch(/undefined|NaN|\[object/);
          if (language === 'zh') expect(line).toMatch(/\p{Script=Han}/u);
        }
  });
});
