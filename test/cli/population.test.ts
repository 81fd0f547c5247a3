import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { printPopulation } from '../../cli/commands/population.ts';
import { whyNoBacktest } from '../../cli/report/backtest-text.ts';
import { renderPopulation } from '../../cli/report/population/terminal/terminal.ts';
import { openTarget } from '../../cli/target.ts';
import { plainDate } from '../../shared/calendar.ts';
import { runBacktest } from '../../shared/operations/run-backtest.ts';
import type { RevenueFlow } from '../../shared/scoring/concentration.ts';
import type { Model } from '../../shared/scoring/models/model.ts';
import { defaultSettings } from '../../shared/settings/settings.ts';
import { customer } from '../shared/campaigns/campaigns.ts';
import { backtested, flow, model, populationReport } from './populations.ts';

const lineWith = (text: string, part: string): string =>
  text.split('\n').find((line) => line.includes(part)) ?? '';
/** On one line, since prose is wrapped at the width of the terminal. */
const unbroken = (text: string): string => text.replace(/\s+/g, ' ');

const english = renderPopulation(populationReport(), backtested, 'en', false);
const englishWith = (more: Parameters<typeof populationReport>[0]) =>
  unbroken(renderPopulation(populationReport(more), undefined, 'en', false));
const withFlow = (more: Partial<RevenueFlow>) =>
  englishWith({ concentration: { ...populationReport().concentration, flow: { ...flow, ...more } } });

describe('the population report on a terminal', () => {
  test('shows sizes with their share, the largest with the longest bar', () => {
    expect(lineWith(english, 'active   ')).toMatch(/active +400 +40\.0% {2}█{24}$/);
    expect(lineWith(english, 'slowed regular')).toMatch(/90 +9\.0% {2}█{18}$/);
  });

  test('puts the latest and most frequent customers at the top right of the heat map', () => {
    const rows = english.match(/^ {2}R\d(?= )/gm)?.map((row) => row.trim());
    expect(rows).toEqual(['R5', 'R4', 'R3', 'R2', 'R1']);
    const top = lineWith(english, 'R5').trim().split(/\s+/);
    expect(top).toEqual(['R5', '60', '0', '60', '37', '41']);
    const names = english.split('\n')[english.split('\n').findIndex((line) => line.includes('R5')) + 1];
    expect(names?.trim().split(/\s{2,}/)).toEqual([
      'New',
      'Potential',
      'Potential',
      'Champions',
      'Champions',
    ]);
  });

  test('says which score nobody has, and why', () => {
    expect(unbroken(english)).toContain('Nobody has frequency 2: too many customers are alike');
    const none = { recency: [], frequency: [], monetary: [] };
    expect(englishWith({ rfm: { ...populationReport().rfm, empty: none } })).not.toContain('Nobody has');
    const heavy = { recency: [], frequency: [], monetary: [1, 2, 4] } as const;
    expect(englishWith({ rfm: { ...populationReport().rfm, empty: heavy } })).toContain(
      'Nobody has money 1, 2, and 4',
    );
  });

  test('separates movements from first classifications', () => {
    expect(english).toContain('25 customers were classified for the first time.');
    expect(lineWith(english, '12  active')).toContain('active → cooling');
    expect(english).toContain('3 customers came back from silent or lost');
    const quiet = englishWith({ movements: {}, reactivated: 0 });
    expect(quiet).toContain('Nobody moved from one lifecycle to another that night.');
    expect(quiet).toContain('Nobody came back from silent or lost that night.');
    const first = englishWith({ movements: { 'new>active': 1000 }, reactivated: 0 });
    expect(first).toContain('1,000 customers were classified for the first time.');
    expect(first).not.toMatch(/Nobody (moved|came back)/);
  });

  test('lists fully known codes by size with what to do, and the others together', () => {
    const codes = english.match(/^ {2}(?=[MAN?man]{3} )(\S+)/gm)?.map((code) => code.trim());
    expect(codes).toEqual(['mAn', 'MAN']);
    expect(lineWith(english, '  MAN ')).toContain('Ideal: make an offer now.');
    expect(lineWith(english, '  ? ')).toContain('not all known: Find out what is not known yet.');
    expect(english).not.toContain('M?n');
  });

  test('puts the model into words: pace, who leaves beside who is lost, what an order is worth', () => {
    expect(unbroken(english)).toContain(
      'they order about every 20 weeks; after an order, 25.0% leave for good',
    );
    expect(unbroken(english)).toContain(
      '25.0% is what leaves after each single order; 8.0% of all customers are lost',
    );
    // The shop's own mean, and not a parameter of the model.
    expect(english).toContain('An order is worth £40 on average.');
    expect(english).toContain('r 0.5 · α 10 · a 1 · b 3');
    expect(english).toContain(
      'Half of the customers are worth between £25 and £75; the one in the middle £50.',
    );
  });

  test('says that orders are regular, and what the model was chosen against', () => {
    const regular: Model = {
      ...model,
      kind: 'mbg-cnbd-2',
      comparison: { other: 'mbg-nbd', customers: 3370, gain: 22.84, standardError: 9.1 },
    };
    const report = { model: { fitted: true, model: regular } } as const;
    const text = unbroken(englishWith(report));
    // Two steps to a gap take twice as long as one.
    expect(text).toContain('they order about every 40 weeks');
    expect(text).toContain('Their orders come at fairly regular intervals');
    expect(text).toContain('MBG/CNBD-2 (times in weeks): r 0.5');
    expect(text).toContain(
      'Compared with MBG/NBD by the last 90 days of 3,370 customers: log-likelihood of who ordered +22.8, standard error 9.1',
    );
    const chinese = renderPopulation(populationReport(report), undefined, 'zh', false);
    expect(chinese).toContain('下单的间隔比较有规律');
    expect(chinese).toContain(
      '与 MBG/NBD 对比（3,370 位客户最近 90 天是否下单）：对数似然相差 +22.8，标准误 9.1',
    );
    expect(english).not.toContain('regular intervals');
    expect(english).not.toContain('Compared with');
  });

  test('draws lifetime values from the percentiles', () => {
    // Values are spread evenly up to £99; nine tenths are below £90.
    expect(lineWith(english, '£0 – £10')).toMatch(/10\.0% {2}█{40}$/);
    expect(lineWith(english, '£90 and more')).toContain('10.0%');
    // One hundredth for each £1.50, so 13⅓ of them are below £20.
    const wider = Array.from({ length: 99 }, (_, index) => (index + 1) * 150);
    expect(englishWith({ lifetimeValue: wider })).toContain('£0 – £20 13.3%');
  });

  test.each([
    ['too-few-repeat-buyers', '12 customers have come back, and 50 are needed'],
    ['no-history', 'all orders are too close together'],
    ['no-convergence', 'No forecast tonight'],
  ] as const)('says why nothing was fitted: %s', (reason, words) => {
    const text = englishWith({
      model: { fitted: false, reason, repeatBuyers: 12, repeatBuyersNeeded: 50 },
      lifetimeValue: [],
    });
    expect(text).toContain(words);
    expect(text).not.toContain('The model');
    expect(text).toContain('cooling is up to 112 days'.replace('c', 'C'));
  });

  test('says that a young shop has no forecast yet, and that its limits are assumed', () => {
    const text = englishWith({
      model: { fitted: false, reason: 'too-young', days: 31, daysNeeded: 60 },
      gaps: { activeDays: 60, coolingDays: 120, silentDays: 365, source: 'assumed' },
      lifetimeValue: [],
    });
    expect(text).toContain('the first order was 31 days ago. Before 60 days have passed');
    expect(text).toContain('That is assumed until there is a forecast');
  });

  test('says by what orders are valued where Gamma-Gamma could not be fitted, and where none has a value', () => {
    const { gammaGamma: _, ...without } = model;
    const reportWith = (fitted: typeof without & { meanOrderValue?: number }) =>
      englishWith({ model: { fitted: true, model: fitted } });
    expect(reportWith({ ...without, meanOrderValue: 2500 })).toContain(
      'Orders are too much alike, or too few',
    );
    expect(reportWith(without)).toContain('No repeat order has a value');
    expect(englishWith({})).not.toContain('Orders are too much alike');
  });

  test('compares the backtest with simpler guesses, or says why there is none', () => {
    expect(unbroken(english)).toContain(
      'in 0.761 of cases (1 is perfect, 0.5 is a coin; by frequency alone 0.702',
    );
    expect(unbroken(english)).toContain(
      '£6,600.00 came in, net of refunds, where £4,000.00 was predicted: 1.65 times as much (95% interval: 1.40 to 1.90).',
    );
    expect(english).toContain('Model: MBG/NBD');
    expect(unbroken(english)).toContain('1,500 order days, where 1,000 were predicted: 1.50 times');
    const young = {
      fitted: false,
      reason: 'too-few-repeat-buyers',
      repeatBuyers: 7,
      repeatBuyersNeeded: 50,
      split: { on: plainDate('2026-08-13'), horizonDays: 100 },
    } as const;
    expect(renderPopulation(populationReport(), young, 'en', false)).toContain(
      'too little history before 2026-08-13: 7 customers had come back',
    );
    expect(englishWith({})).toContain('The backtest was left out.');
  });

  test('uses colours only when asked to', () => {
    const escapeCharacter = String.fromCharCode(27);
    expect(english).not.toContain(escapeCharacter);
    expect(renderPopulation(populationReport(), backtested, 'en', true)).toContain(
      `${escapeCharacter}[48;5;`,
    );
  });

  test('says the same in Chinese, with aligned columns', () => {
    const chinese = renderPopulation(populationReport(), backtested, 'zh', false);
    expect(chinese).toContain('没有客户的购买频次得 2 分');
    expect(chinese).toContain('3 位客户从沉默或流失中回流');
    const rows = ['潜在客户  ', '降温客户  ', '流失客户  '].map((name) =>
      lineWith(chinese, `  ${name}`).replace(/\s*█*$/, ''),
    );
    expect(new Set(rows.map((row) => stringWidth(row))).size).toBe(1);
    for (const line of chinese.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(100);
  });
});

describe('loyalty or new customers', () => {
  test('is answered by where 100 of the currency came from, with both periods named', () => {
    expect(unbroken(english)).toContain(
      "Of every £100 of this period's revenue, £40 came from heavy and £24 from light buyers of the period before, £6 from earlier customers who returned, and £30 from first-time buyers: most of it from customers who had bought in the period before too.",
    );
    expect(english).toContain('2026-05 to 2026-10 against 2025-11 to 2026-04: 6 whole months each');
  });

  test('shows who bought again and how their revenue changed, except for new customers', () => {
    expect(lineWith(english, '  heavy buyers')).toMatch(/100 +80 +80\.0% +£4,000 +40\.0% +-20%$/);
    expect(lineWith(english, '  first-time  ')).not.toContain('%%');
    expect(lineWith(english, '  returned ')).toMatch(/– +50 +– +£600 +6\.0% +–$/);
    expect(lineWith(english, '  all  ')).toMatch(/500 +530 +56\.0% +£10,000 +\+25%$/);
  });

  test('rounds each share by itself, so that it agrees with the table', () => {
    const third = { customers: 1, before: 1, buyersNow: 1, now: 1 };
    const text = withFlow({ heavy: third, light: third, returned: third, firstTime: { ...third, now: 0 } });
    expect(text).toContain('£33 came from heavy and £33 from light buyers of the period before, £33 from');
  });

  test('finds that most revenue was won, or that both sides weigh about the same', () => {
    const nobody = { customers: 10, before: 10, buyersNow: 0, now: 0 };
    expect(withFlow({ heavy: nobody, light: nobody })).toContain(
      'from people who had not bought in the period',
    );
    expect(withFlow({ light: nobody })).toContain('in about equal parts');
  });

  test('warns of seasons only when the periods are shorter than a year', () => {
    expect(unbroken(english)).toContain('seasons may explain part of the difference');
    expect(withFlow({ periods: { ...flow.periods, months: 12 } })).not.toContain('seasons');
  });

  test('is not answered for a shop that is too young, has had no revenue, or no order at all', () => {
    const { flow: _, ...young } = populationReport().concentration;
    expect(englishWith({ concentration: young })).toContain('has to be two whole months old');
    const { window: __, ...empty } = young;
    expect(englishWith({ concentration: empty })).toContain('There are no orders yet.');
    const refunded = { customers: 5, before: 100, buyersNow: 0, now: 0 };
    expect(withFlow({ heavy: refunded, light: refunded, returned: refunded, firstTime: refunded })).toContain(
      'There was no revenue in this period',
    );
  });
});

describe('the command', () => {
  const print = async (options: Parameters<typeof printPopulation>[2]) => {
    const out = new PassThrough();
    const err = new PassThrough();
    await printPopulation(populationReport(), backtested, options, { out, err });
    return { out: String(out.read() ?? ''), err: String(err.read() ?? '') };
  };

  test('prints JSON and nothing else, with the backtest in it', async () => {
    const { out, err } = await print({ lang: 'en', json: true });
    expect(JSON.parse(out)).toEqual({ ...populationReport(), backtest: backtested });
    expect(err).toBe('');
  });

  test('writes the page and says where, beside what it prints', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rekindle-'));
    const path = join(folder, 'page.html');
    const { out, err } = await print({ lang: 'zh', html: path });
    expect(out).toContain('客户群体报告');
    expect(err).toContain(path);
    expect(await readFile(path, 'utf8')).toMatch(/^<!doctype html>\n<html lang="zh-CN">/);
    await rm(folder, { recursive: true });
  });

  test('says in a sentence that the page cannot be written', async () => {
    await expect(print({ lang: 'en', html: '/no/such/folder/page.html' })).rejects.toThrow(
      /^the page could not be written: .*no\/such\/folder/,
    );
  });

  test('says that there are no orders where a backtest has nothing to read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rekindle-'));
    const { store, close } = await openTarget(folder);
    const outcome = await runBacktest(store, 100);
    await close();
    await rm(folder, { recursive: true });
    expect(outcome).toEqual({ fitted: false, reason: 'no-orders' });
    expect(renderPopulation(populationReport(), outcome, 'en', false)).toContain('there are no orders yet');
  });

  test('predicts no further ahead than the history that it can learn from', async () => {
    const orders = {
      ...customer.orders,
      firstDay: plainDate('2026-06-01'),
      lastDay: plainDate('2026-09-10'),
    };
    const everybody = {
      pagesOfOrders: async function* () {
        yield { profiles: [{ ...customer, orders }] };
      },
    };
    const store = {
      settings: { load: async () => defaultSettings },
      customers: everybody,
      activity: { allOf: async () => [] },
    };
    // The backtest calls nothing else of a store.
    const outcomeOf = (horizonDays: number) => runBacktest(store as never, horizonDays);
    expect(await outcomeOf(50)).toMatchObject({ reason: 'too-few-repeat-buyers' });
    const outcome = await outcomeOf(51);
    expect(outcome).toEqual({
      fitted: false,
      reason: 'too-short-history',
      firstDay: '2026-06-01',
      longestHorizonDays: 50,
    });
    if (outcome.fitted) throw new Error('there is nothing to fit');
    expect(whyNoBacktest(outcome, 'en')).toContain('--horizon can be at most 50 days');
    expect(whyNoBacktest(outcome, 'zh')).toContain('50 天');
  });
});
