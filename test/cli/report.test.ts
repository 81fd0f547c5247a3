import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { renderReport } from '../../cli/report/render.ts';
import { plainDate } from '../../shared/calendar.ts';
import { campaignReport, shopReport } from '../shared/report/shop/reports.ts';

const report = shopReport({
  movements: { 'silent>active': 7, 'active>cooling': 9 },
  campaigns: [
    campaignReport({
      steps: [
        {
          action: 'email',
          afterHours: 0,
          outcomes: { delivered: 60, opened: 30, clicked: 10, bounced: 2 },
          skipped: { 'no-consent': 4 },
        },
        { action: 'coupon', afterHours: 6, outcomes: {}, skipped: {} },
      ],
      enteredAgain: 40,
      revenue: {
        countedUpTo: 189_308,
        estimate: 2852,
        today: { low: -544, high: 6248 },
        treated: 16_120,
        heldOut: 12_489,
        theta: 0.16,
      },
      difference: {
        estimate: 0.05,
        everyNight: { low: -0.01, high: 0.12 },
        today: { low: 0.01, high: 0.09 },
        verdict: 'undecided',
      },
    }),
  ],
});

const lineWith = (text: string, part: string): string =>
  text.split('\n').find((line) => line.includes(part)) ?? '';

describe('the report on a terminal', () => {
  const english = renderReport(report, 'en', false);

  test('counts an email that was clicked as opened and as sent', () => {
    expect(lineWith(english, 'day 0')).toMatch(
      /sent 102 · opened 40 · clicked 10 · bounced 2 · left out \(no consent 4\)$/,
    );
  });

  test('marks who came back, and names a step that has not run yet with a dash', () => {
    expect(english).toContain('silent → active 7 (came back)');
    expect(lineWith(english, 'hour 6')).toMatch(/coupon\s+–$/);
  });

  test('says how many entries are in no comparison because the customer had entered before', () => {
    expect(english).toContain('40 later entries of the same customers, not compared');
  });

  test('says what the campaign caused with a verdict', () => {
    expect(english).toContain(
      'treated 200/1,000 = 20.0% (£12.35 per customer), held out 20/100 = 20.0% (£10.00 per customer)',
    );
    expect(english).toContain('difference +5.0 points – undecided so far');
  });

  test('says which interval the verdict goes by and which is for a single look', () => {
    expect(english).toContain(
      'every-night interval -1.0 to 12.0 points · today’s interval 1.0 to 9.0 points',
    );
    expect(english).toContain(
      'The verdict goes by the every-night interval: right 95 times in 100, however often you look.',
    );
    const none = report.campaigns.map(({ difference: _, ...one }) => one);
    expect(renderReport({ ...report, campaigns: none }, 'en', false)).not.toContain('interval');
  });

  test('says when the verdict falls, or fell, for a campaign that has fixed a day', () => {
    const fixed = report.campaigns.map((one) => ({ ...one, decidesOn: plainDate('2027-01-31') }));
    const before = renderReport({ ...report, campaigns: fixed }, 'en', false);
    expect(before).toContain(
      'the verdict falls once, on 2027-01-31, by today’s interval as it is on that day',
    );
    const decided = fixed.map((one) => ({ ...one, decidedOn: plainDate('2027-02-01') }));
    expect(renderReport({ ...report, campaigns: decided }, 'zh', false)).toContain(
      '已于 2027-02-01 按当天的“当日区间”定论',
    );
  });

  test('says what the variants did, which is the best, and how to give it to everybody', () => {
    const variant = { optedOut: { of: 500, did: 0 }, value: 1000 };
    const variants = {
      variants: [
        { ...variant, name: 'short', share: 0.5, ordered: { of: 500, did: 150 } },
        { ...variant, name: 'long', share: 0.5, ordered: { of: 500, did: 50 } },
      ],
      comparisons: [
        {
          one: 'short',
          other: 'long',
          estimate: 0.2,
          interval: { low: 0.12, high: 0.28 },
          verdict: 'better',
        },
      ],
      best: 'short',
      isAutomatic: false,
    } as const;
    const rendered = (more: object, language: 'en' | 'zh' = 'en') => {
      const campaigns = report.campaigns.map((one) => ({ ...one, variants: { ...variants, ...more } }));
      return renderReport({ ...report, campaigns }, language, false);
    };
    const english = rendered({});
    expect(english).toContain('variant short (50%): ordered 150/500 = 30.0% (£10.00 per customer)');
    expect(english).toContain('short against long: +20.0 points – better');
    expect(english).toContain('every-night interval 12.0 to 28.0 points');
    expect(english).toContain('give it to everybody: rekindle campaigns promote win-back short');
    expect(rendered({ isAutomatic: true })).toContain('whoever enters from now on gets it');
    expect(rendered({ comparisons: [], promoted: 'short' }, 'zh')).toContain('已选定方案 short');
  });

  test('names the groups that stand out among those it looked at, and says that this is no verdict', () => {
    const difference = {
      estimate: 0.21,
      everyNight: { low: 0.02, high: 0.4 },
      today: { low: 0.1, high: 0.3 },
      verdict: 'raised',
    } as const;
    const group = { treated: { of: 100, did: 40 }, heldOut: { of: 100, did: 19 }, difference };
    const groups = [
      { ...group, dimension: 'locale', group: 'zh-CN', standsOut: true },
      { ...group, dimension: 'type', group: 'none', standsOut: false },
    ] as const;
    const campaigns = report.campaigns.map((one) => ({ ...one, groups }));
    const english = renderReport({ ...report, campaigns }, 'en', false);
    expect(english).toContain('for exploring, not a verdict: 2 groups');
    expect(english).toContain('language: Chinese (China) stands out: +21.0 points');
    expect(english).not.toContain('type: none');
    const chinese = renderReport({ ...report, campaigns }, 'zh', false);
    expect(chinese).toContain('语言：中文（中国） 明显不同：+21.0 个百分点');
    const none = campaigns.map((one) => ({ ...one, groups: groups.slice(1) }));
    expect(renderReport({ ...report, campaigns: none }, 'en', false)).toContain('no group stands out');
  });

  test('says what all campaigns together caused', () => {
    const allCampaigns = {
      from: plainDate('2026-10-01'),
      countedOn: plainDate('2026-11-30'),
      holdout: 0.05,
      treatedOrdered: { of: 950, did: 190 },
      heldOutOrdered: { of: 50, did: 5 },
      treatedValue: 2000,
      heldOutValue: 1000,
    };
    expect(renderReport({ ...report, allCampaigns }, 'en', false)).toContain(
      'All campaigns together, since 2026-10-01: 5% of all customers are in none of them',
    );
  });

  test('says what the campaign brought per customer, up to where each counts, without a verdict', () => {
    expect(english).toContain(
      'per customer +£28.52, each counted up to £1,893.08 · today’s interval -£5.44 to +£62.48',
    );
  });

  test('says instead of a verdict that groups of uneven sizes cannot be trusted', () => {
    const campaigns = report.campaigns.map((one) => ({
      ...one,
      ...(one.difference && { difference: { ...one.difference, verdict: 'untrusted' as const } }),
      sampleRatio: { chiSquare: 20, p: 1e-5 },
    }));
    const uneven = renderReport({ ...report, campaigns }, 'en', false);
    expect(uneven).toContain('– not to be trusted, because the groups are uneven');
    expect(uneven).toContain('of its customers are held out, not 10% as it asks for');
    expect(uneven).not.toContain('undecided');
  });

  test('uses colours only when asked to', () => {
    const escapeCharacter = String.fromCharCode(27);
    expect(english).not.toContain(escapeCharacter);
    expect(renderReport(report, 'en', true)).toContain(escapeCharacter);
  });

  test('says the same in Chinese, with aligned columns', () => {
    const chinese = renderReport(report, 'zh', false);
    expect(chinese).toContain('沉默客户 → 活跃客户 7 (回流)');
    expect(chinese).toContain('相差 +5.0 个百分点 – 目前尚无定论');
    expect(chinese).toContain('每晚区间 -1.0 至 12.0 个百分点 · 当日区间 1.0 至 9.0 个百分点');
    expect(chinese).toContain('结论以“每晚区间”为准');
    const rows = ['潜在客户', '降温客户', '流失客户'].map((name) =>
      lineWith(chinese, `  ${name}`).replace(/\s*█*$/, ''),
    );
    expect(new Set(rows.map((row) => stringWidth(row))).size).toBe(1);
  });
});
