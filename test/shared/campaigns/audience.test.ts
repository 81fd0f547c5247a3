import { describe, expect, test } from 'vitest';
import { whyNotInAudience } from '../../../shared/campaigns/audience.ts';
import { audienceSchema } from '../../../shared/campaigns/audience-schema.ts';
import { defaultSettings, settingsSchema } from '../../../shared/settings/settings.ts';
import { classes, customer, today } from './campaigns.ts';

describe('an audience', () => {
  const whyNot = (audience: object, settings = defaultSettings) =>
    whyNotInAudience(audienceSchema.parse(audience), customer, settings, today);

  test.each<[condition: string, fitting: object, unfitting: object]>([
    ['lifecycle', { lifecycle: ['active', 'silent'] }, { lifecycle: ['active'] }],
    ['tier', { tier: ['gold'] }, { tier: ['silver'] }],
    ['traits', { traits: { include: ['loyal'] } }, { traits: { include: ['loyal', 'high-value'] } }],
    ['traits', { traits: { exclude: ['high-value'] } }, { traits: { exclude: ['loyal'] } }],
    ['orders', { orders: { atLeast: 4 } }, { orders: { atLeast: 5 } }],
    ['orders', { orders: { atMost: 4 } }, { orders: { atMost: 3 } }],
    [
      'daysSinceLastOrder',
      { daysSinceLastOrder: { atLeast: 90, atMost: 90 } },
      { daysSinceLastOrder: { atLeast: 91 } },
    ],
    ['spentLastYear', { spentLastYear: { atLeast: 600 } }, { spentLastYear: { atLeast: 600.01 } }],
    [
      'rfm',
      { rfm: { recency: { atMost: 2 }, monetary: { atLeast: 5 } } },
      { rfm: { frequency: { atLeast: 5 } } },
    ],
    ['segment', { segment: ['at-risk', 'champions'] }, { segment: 'champions' }],
    ['valueGroup', { valueGroup: 'important-keep' }, { valueGroup: 'important-value' }],
    ['type', { type: ['loyal', 'new'] }, { type: 'dissatisfied' }],
    ['borderline', { borderline: 'sleeper' }, { borderline: 'slowed-regular' }],
    ['man', { man: ['MAN', 'MAn'] }, { man: 'MAN' }],
    ['locale', { locale: ['de', 'en'] }, { locale: ['de', 'e-GB'] }],
  ])(
    'admits customers by %s, and returns that name when it keeps them out',
    (condition, fitting, unfitting) => {
      expect(whyNot(fitting)).toBeUndefined();
      expect(whyNot(unfitting)).toBe(condition);
    },
  );

  test('without conditions is everybody', () => {
    expect(whyNot({})).toBeUndefined();
  });

  test('returns the first condition that is not met', () => {
    expect(whyNot({ orders: { atLeast: 99 }, tier: ['bronze'] })).toBe('tier');
  });

  test('counts spend in whole units, which for yen are also the minor units', () => {
    const inYen = settingsSchema.parse({ currency: 'JPY' });
    expect(whyNot({ spentLastYear: { atLeast: 60_000 } }, inYen)).toBeUndefined();
  });

  test('matches a prospect only by conditions that need no order, class or locale', () => {
    const { rfm: _, ...unscored } = classes;
    const prospect = { contact: {}, classes: unscored };
    const whyNotProspect = (audience: object) =>
      whyNotInAudience(audienceSchema.parse(audience), prospect, defaultSettings, today);
    expect(whyNotProspect({ orders: { atMost: 0 } })).toBeUndefined();
    expect(whyNotProspect({ segment: 'lost' })).toBe('segment');
    expect(whyNotProspect({ valueGroup: 'general-retain' })).toBe('valueGroup');
    expect(whyNotProspect({ daysSinceLastOrder: { atMost: 9999 } })).toBe('daysSinceLastOrder');
    expect(whyNotProspect({ rfm: { recency: { atMost: 5 } } })).toBe('rfm');
    expect(whyNotProspect({ locale: ['en'] })).toBe('locale');
  });
});
