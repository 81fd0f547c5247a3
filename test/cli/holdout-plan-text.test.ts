import { describe, expect, test } from 'vitest';
import { holdoutPlanLines } from '../../cli/holdout-plan-text.ts';
import type { AudienceCount } from '../../shared/operations/count-audience.ts';
import { campaignOf } from '../shared/campaigns/campaigns.ts';

type Planned = Pick<AudienceCount, 'entering' | 'joinedInWeek' | 'baseRate'>;
const counted = (more: Partial<Planned>): Planned => ({
  entering: 0,
  joinedInWeek: 0,
  baseRate: 0.08,
  ...more,
});
const { campaign } = campaignOf();
const lines = (more: Partial<Planned>, holdout = campaign.holdout) =>
  holdoutPlanLines({ ...campaign, holdout }, counted(more), 'en');

describe('what a campaign could find, before it is published', () => {
  test('is nothing to speak of when nobody would enter', () => {
    expect(lines({})).toEqual([]);
  });

  test('says from where to where the rate must rise, and that no holdout helps with few customers', () => {
    expect(lines({ entering: 1240 })).toEqual([
      '8% of them would order within 30 days without it, by the latest forecast',
      'with 1,240 customers (only those who enter tonight are counted) and 10% held out, a rise from 8% to 22.5% or more would be found within 5 weeks, in four cases of five',
      'there are too few of them to find a rise from 8% to 10.7% in that time, whatever is held out; with half held out, one to 15.1% would be found',
    ]);
    expect(holdoutPlanLines(campaign, counted({ entering: 1240 }), 'zh')).toEqual([
      '按最新预测，不做活动时，其中 8% 会在 30 天内下单',
      '按今晚进入的 1,240 位客户计算（不含之后进入的），对照组占 10% 时，5 周内有八成把握能看出的最小效果，是下单率从 8% 升至 22.5%',
      '客户太少，无论对照组占多少，到时都看不出下单率从 8% 升至 10.7% 这样的效果；对照组占一半时，升至 15.1% 才能看出',
    ]);
  });

  test('counts those who will enter later as those of the last week, and recommends a holdout', () => {
    const [, found, advice] = lines({ entering: 55, joinedInWeek: 385, baseRate: 0.1 });
    expect(found).toBe(
      'with 55 customers tonight, about 385 each week after that (as in the last one) and 10% held out, a rise from 10% to 15% or more would be found within 26 weeks, in four cases of five',
    );
    expect(advice).toBe('hold out 30%, and a rise from 10% to 13.3% would be found within 22 weeks');
    const [, onlyLater] = lines({ joinedInWeek: 385, baseRate: 0.1 });
    expect(onlyLater).toMatch(
      'with about 385 of them entering each week (as in the last one) and 10% held out',
    );
  });

  test('says when the holdout is enough, or larger than it need be', () => {
    const many = { entering: 40_000 };
    expect(lines(many)[2]).toBe('that is enough: even a rise from 8% to 10.7% would be found within 3 weeks');
    expect(lines(many, 0.5)[2]).toBe(
      'hold out 10%, and a rise from 8% to 10.7% would still be found within 3 weeks',
    );
    expect(lines(many, 0.075)[2]).toMatch('that is enough');
  });

  test('says that nothing can be known without a holdout, and what to hold out', () => {
    expect(lines({ entering: 40_000 }, 0).slice(1)).toEqual([
      'nobody is held out, so the report could not say what it causes',
      'hold out 10%, and a rise from 8% to 10.7% would be found within 3 weeks',
    ]);
  });

  test('says that a base rate is assumed where there is no forecast', () => {
    const { baseRate: _, ...unknown } = counted({ entering: 1 });
    expect(holdoutPlanLines(campaign, unknown, 'en')).toEqual([
      'nothing is forecast for them yet; assuming that 10% of them would order within 30 days without it:',
      'with 1 customer (only those who enter tonight are counted) and 10% held out, no effect would be found within 5 weeks, however large',
      'there are too few of them to find a rise from 10% to 13.3% in that time, whatever is held out',
    ]);
  });

  test('says how far apart two variants must be, the more of them the further, until one is promoted', () => {
    const many = counted({ entering: 20_000 });
    const between = (variants: Record<string, number>, more: object = {}) =>
      holdoutPlanLines({ ...campaign, variants, ...more }, many, 'en').slice(3);
    const two = { a: 0.5, b: 0.5 };
    expect(between(two)).toEqual([
      'between any two variants, a difference as large as 8% against 9.8% would be found within 5 weeks, in four cases of five',
    ]);
    expect(between({ a: 0.2, b: 0.2, c: 0.2, d: 0.2, e: 0.2 })).toEqual([
      'between any two variants, a difference as large as 8% against 11.3% would be found within 5 weeks, in four cases of five',
    ]);
    expect(between({ a: 0.9999, b: 0.0001 })).toEqual([
      'between two variants no difference would be found within 5 weeks, however large',
    ]);
    expect(between(two, { promoted: 'a' })).toEqual([]);
    expect(holdoutPlanLines({ ...campaign, variants: two }, many, 'zh').at(-1)).toBe(
      '任意两个方案之间，5 周内有八成把握能看出的最小差异，是下单率 8% 与 9.8% 的差距',
    );
  });

  test('has as many decimals as it takes to see a rise', () => {
    expect(lines({ entering: 5_000_000, baseRate: 0.001 })[1]).toMatch('from 0.1% to 0.12% or more');
  });
});
