import { describe, expect, test } from 'vitest';
import { renderPopulationPage } from '../../cli/report/population/page/page.ts';
import { languages } from '../../shared/language.ts';
import { backtested, populationReport } from './populations.ts';

const english = renderPopulationPage(populationReport(), backtested, 'en');
const withMore = (more: Parameters<typeof populationReport>[0]) =>
  renderPopulationPage(populationReport(more), undefined, 'en');

const withoutEnd = new Set(['!doctype', 'meta', 'link', 'br']);

/** The elements that are still open where another one ends; a well-formed page has none. */
function unbalanced(page: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [, slash, name = '', rest = ''] of page.matchAll(
    /<(\/?)([!a-z][a-z0-9]*)((?:"[^"]*"|[^>"])*)>/gi,
  )) {
    if (withoutEnd.has(name) || rest.endsWith('/')) continue;
    if (slash === '') open.push(name);
    else if (open.pop() !== name) wrong.push(name);
  }
  return [...wrong, ...open];
}

describe.each(languages)('the population page in %s', (language) => {
  const page = renderPopulationPage(populationReport(), backtested, language);

  test('is one document that parses, in its language', () => {
    expect(page).toMatch(language === 'en' ? /<html lang="en">/ : /<html lang="zh-CN">/);
    expect(unbalanced(page)).toEqual([]);
    expect(page).not.toMatch(/undefined|NaN|Infinity|\[object/);
  });

  test('loads nothing from elsewhere and runs no script', () => {
    expect(page).not.toMatch(/https?:|\/\/|<script|@import|url\(|\son\w+=/i);
  });

  test('names and describes every chart, with unique ids', () => {
    const charts = page.match(/<svg class="chart".*?<\/svg>/gs) ?? [];
    expect(charts).toHaveLength(5);
    for (const chart of charts)
      expect(chart).toMatch(/role="img".*<title id="\w+-t">[^<]+<\/title><desc id="\w+-d">[^<]+</s);
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('links to every chapter', () => {
    for (const [, id] of page.matchAll(/href="#([^"]+)"/g)) expect(page).toContain(`<section id="${id}"`);
  });
});

describe('the population page', () => {
  test('escapes the name of the shop everywhere', () => {
    const page = withMore({ shopName: 'Tea & <b onload="x()">Co' });
    expect(page).toContain('<h1>Tea &amp; &lt;b onload=&quot;x()&quot;&gt;Co</h1>');
    expect(page).not.toContain('<b onload');
    expect(unbalanced(page)).toEqual([]);
  });

  test('names the segment in every cell of the heat map, for those who cannot see where it begins', () => {
    const map = english.match(/<table class="map">.*?<\/table>/s)?.[0] ?? '';
    expect(map.match(/<td class="l\d/g)).toHaveLength(25);
    expect(map.match(/<tbody>.*?<b>(\d+)<\/b>/s)?.[1]).toBe('60');
    expect(map.match(/Champions/g)).toHaveLength(2);
    expect(map).toMatch(/<td class="l0[^"]*"><b>0<\/b>/);
    expect(map).toMatch(/<td class="l7[^"]*"><b>150<\/b><span>Hibernating \(lost\)/);
    expect(english).toContain('Nobody has frequency 2: too many customers are alike');
  });

  test('marks who came back in the chart of movements and in its table', () => {
    expect(english).toMatch(/<path class="f-glow"[^>]*><title>silent → active: 3<\/title>/);
    expect(english).toContain('silent → active (came back)');
    expect(withMore({ movements: {} })).not.toContain('<path class="f-');
  });

  test('works without a model, a flow, movements or customers', () => {
    const { window, flow, ...concentration } = populationReport().concentration;
    const none = { fitted: false, reason: 'no-history', repeatBuyers: 0, repeatBuyersNeeded: 50 } as const;
    const bare = withMore({
      customers: 0,
      movements: {},
      model: none,
      lifetimeValue: [],
      man: {},
      concentration: { ...concentration, customers: 0, revenue: 0, topFifthShare: 0, gini: 0 },
    });
    expect(bare).toContain('all orders are too close together');
    expect(bare).toContain('There are no orders yet.');
    expect(bare).not.toContain('id="backtest"');
    expect(bare).not.toMatch(/undefined|NaN|Infinity/);
    expect(unbalanced(bare)).toEqual([]);
    expect(withMore({ concentration: { ...concentration, ...(window && { window }) } })).toContain(
      'has to be two whole months old',
    );
  });

  test('says the same as the terminal about loyalty and new customers', () => {
    expect(english).toContain('£40 came from heavy and £24 from light buyers');
    expect(english).toContain('2026-05 to 2026-10 against 2025-11 to 2026-04');
    expect(english).toContain('seasons may explain part of the difference');
  });
});
