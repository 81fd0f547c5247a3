import { describe, expect, test } from 'vitest';
import { doubtsAbout, entryLines } from '../../cli/campaigns/entry-text.ts';
import { holdoutPlanLines } from '../../cli/holdout-plan-text.ts';
import type { AudienceCount } from '../../shared/operations/count-audience.ts';
import { campaignOf } from '../shared/campaigns/campaigns.ts';

const counted: AudienceCount = {
  customers: 1000,
  inAudience: 800,
  entering: 700,
  channel: 'email',
  joinedInWeek: 0,
  withAddress: 600,
  withConsent: 500,
  notSuppressed: 400,
  notCapped: 400,
  reachable: 399,
};
const campaignWith = (trigger: unknown) => campaignOf({ trigger, audience: { has: 'email' } }).campaign;
const cart = campaignWith({ event: 'cart' });
const custom = campaignWith({ event: 'custom', name: 'quiz' });
const gold = campaignWith({ tierReached: 'gold' });
const birthday = campaignWith({ date: 'birthday' });
const broadcast = campaignWith({ broadcast: '2026-12-24' });

describe('what is said of who enters', () => {
  test('is how many tonight, where the audience lets them in', () => {
    expect(entryLines(campaignWith('audience'), counted, 'en')).toEqual([
      expect.stringContaining('700 would enter tonight'),
    ]);
  });

  test('is how often the event happens to them, or that nobody knows', () => {
    const [funnel, rate] = entryLines(cart, { ...counted, withinDays: 70 }, 'en');
    expect(funnel).toContain('700 would be let in');
    expect(rate).toBe(
      'they enter by event (left cart): it happened to 70 of them in the last 28 days, each counted once; about 2.5 a day',
    );
    expect(entryLines(custom, counted, 'en')[1]).toBe(
      'they enter by event (custom event quiz); how often it happens is not known beforehand',
    );
    expect(entryLines(gold, { ...counted, withinDays: 7 }, 'en')[1]).toMatch(
      '(gold reached): it happened to 7',
    );
    expect(entryLines(cart, { ...counted, withinDays: 70 }, 'zh')[1]).toBe(
      '由事件触发（加购未下单）：最近 28 天内有 70 位发生过（每人只计一次），平均每天约 2.5 位',
    );
  });

  test('is how many a day, where it is a day of their own, and the day of a broadcast', () => {
    expect(entryLines(birthday, { ...counted, withinDays: 14 }, 'en')[1]).toBe(
      'each enters on a day of their own: 14 of them within the next 28 days, about 0.5 a day',
    );
    const [line, ...more] = entryLines(broadcast, counted, 'en');
    expect(line).toContain('700 would enter on 2026-12-24');
    expect(more).toEqual([]);
  });

  test('is planned from as many a week, or from those of the one day', () => {
    expect(holdoutPlanLines(cart, { ...counted, withinDays: 70 }, 'en')[1]).toMatch(
      /^with about 18 of them entering each week and 10% held out, a rise from 10% to [\d.]+% or more would be found within 26 weeks/,
    );
    expect(holdoutPlanLines(custom, counted, 'en')).toEqual([]);
    expect(holdoutPlanLines(broadcast, counted, 'en')[1]).toMatch(/^with 700 customers and 10% held out/);
  });
});

test('only a campaign that lets all of its audience in at once is doubted for being for most', () => {
  expect(doubtsAbout(campaignWith('audience'), counted, 'en')).toEqual([
    '“Win back” is for more than half of all customers: 800 of 1,000',
  ]);
  expect(doubtsAbout(broadcast, counted, 'en')).toHaveLength(1);
  for (const campaign of [cart, custom, gold, birthday]) {
    expect(doubtsAbout(campaign, counted, 'en')).toEqual([]);
    expect(doubtsAbout({ ...campaign, audience: {} }, counted, 'en')).toEqual([]);
  }
  expect(doubtsAbout({ ...broadcast, audience: {} }, counted, 'en')).toHaveLength(1);
});
