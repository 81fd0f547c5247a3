import type { Language } from '../../shared/language.ts';
import { lifecycles, tiers } from '../../shared/profile/classes.ts';
import { adviceSentence } from '../../shared/report/shop/advice-sentences.ts';
import { adviceOn } from '../../shared/report/shop/look-at-next.ts';
import type { ShopReport } from '../../shared/report/shop/shop-report.ts';
import { isReactivation } from '../../shared/scoring/lifecycle.ts';
import { labels } from '../../shared/words/labels.ts';
import { nameOf } from '../../shared/words/name-of.ts';
import { targetWords } from '../../shared/words/targets.ts';
import { padEnd, padStart } from '../columns.ts';
import { campaignSection } from './campaign-section.ts';
import { heading, type Page, pageIn } from './page.ts';
import { targetLines } from './target-lines.ts';

/** The report as a marketer reads it in a terminal. */
export function renderReport(report: ShopReport, language: Language, isColoured: boolean): string {
  const page = pageIn(language, isColoured);
  const sections = [
    title(report, page),
    lifecycleSection(report, page),
    tierSection(report, page),
    ...targetSection(report, page),
    campaignSection(report, page),
    callbackSection(report, page),
    adviceSection(report, page),
  ];
  return `\n${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function title(report: ShopReport, { words: w, colours, number }: Page): string[] {
  const parts = [
    report.shopName,
    w.nights(report.nights),
    `${report.from} – ${report.to}`,
    w.customers(number(report.customers)),
  ];
  return [colours.bold(`Rekindle · ${parts.join(' · ')}`)];
}

const barWidth = 36;

function lifecycleSection(report: ShopReport, page: Page): string[] {
  const { words: w, number, colours } = page;
  const { first, last } = report.lifecycles;
  const most = Math.max(1, ...Object.values(last));
  const rows = lifecycles.map((name) => {
    const bar = colours.cyan('█'.repeat(Math.round((last[name] / most) * barWidth)));
    return `  ${padEnd(w.lifecycles[name], 18)}${padStart(number(first[name]), 12)}${padStart(number(last[name]), 12)}  ${bar}`;
  });
  const header = `  ${padEnd('', 18)}${padStart(w.firstNight, 12)}${padStart(w.lastNight, 12)}`;
  return [heading(w.whereTheyStand, page), colours.dim(header), ...rows, ...movementLines(report, page)];
}

const movementsShown = 8;

function movementLines({ movements }: ShopReport, page: Page): string[] {
  const { words: w, number, colours } = page;
  const named = Object.entries(movements)
    .sort(([, a], [, b]) => b - a)
    .slice(0, movementsShown)
    .map(([movement, count]) => {
      const [from = '', to = ''] = movement.split('>');
      const isReturn = isReactivation(from, to);
      const text = `${nameOf(w.lifecycles, from)} → ${nameOf(w.lifecycles, to)} ${number(count)}`;
      return isReturn ? colours.green(`${text} (${w.cameBack})`) : text;
    });
  return named.length === 0 ? [] : [colours.dim(`  ${w.movedTitle}`), ...named.map((text) => `    ${text}`)];
}

function tierSection({ tiers: sizes }: ShopReport, page: Page): string[] {
  const { words: w, number, language } = page;
  const parts = tiers.map((tier) => `${labels[language].tiers[tier]} ${number(sizes[tier])}`);
  return [heading(w.tiers, page), `  ${parts.join(' · ')}`];
}

function targetSection({ targets }: ShopReport, page: Page): string[][] {
  if (targets.length === 0) return [];
  const lines = targetLines(targets, page.language).map((line) => `  ${line}`);
  return [[heading(targetWords[page.language].title, page), ...lines]];
}

function callbackSection({ callbacks }: ShopReport, page: Page): string[] {
  const { words: w, number } = page;
  const { issued, redeemed } = callbacks.coupons;
  const results = Object.entries(callbacks.results).map(
    ([result, count]) => `${nameOf(w.results, result)} ${number(count)}`,
  );
  const closed = Object.values(callbacks.results).reduce((sum, count) => sum + count, 0);
  return [
    heading(w.calls, page),
    `  ${w.callsLine(number(callbacks.waiting), number(callbacks.escalated), number(callbacks.toCallAgain ?? 0))}`,
    ...(closed === 0 ? [] : [`  ${w.callsClosed(number(closed))}: ${results.join(' · ')}`]),
    ...(issued === 0 ? [] : [`  ${w.coupons(number(issued), number(redeemed))}`]),
  ];
}

function adviceSection(report: ShopReport, page: Page): string[] {
  const advice = adviceOn(report).map((one) => `  • ${adviceSentence(one, page.words)}`);
  return [heading(page.words.next, page), ...(advice.length === 0 ? [`  ${page.words.nothing}`] : advice)];
}
