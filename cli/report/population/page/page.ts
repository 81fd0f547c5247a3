import { type Html, html } from '../../../../shared/html.ts';
import { htmlLang, type Language } from '../../../../shared/language.ts';
import type { BacktestOutcome } from '../../../../shared/operations/run-backtest.ts';
import { quartilesOf } from '../../../../shared/report/population/histogram.ts';
import type { PopulationReport } from '../../../../shared/report/population/population-report.ts';
import { createSpeaker, type Speaker } from '../../../../shared/report/population/speaker.ts';
import { backtestSection } from './backtest.ts';
import { kindsSection } from './kinds.ts';
import { lifecycleSection } from './lifecycles.ts';
import { outlookSection } from './outlook.ts';
import { revenueSection } from './revenue.ts';
import { rfmSection } from './rfm.ts';
import { stylesheet } from './style.ts';

/** The population report as one self-contained page: no script, no request. */
export function renderPopulationPage(
  report: PopulationReport,
  backtest: BacktestOutcome | undefined,
  language: Language,
): string {
  const speaker = createSpeaker(language, report.currency);
  const { words, number } = speaker;
  const { sections } = words;
  const chapters = Object.entries(sections).filter(([id]) => id !== 'backtest' || backtest !== undefined);
  return html`<!doctype html>
<html lang="${htmlLang[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${report.shopName} · ${words.title} · ${report.asOf}</title>
<link rel="icon" href="data:,">
<style>${stylesheet}</style>
</head>
<body>
<div class="wide">
<header>
<p class="brand">${flame}Rekindle · ${words.title}</p>
<h1>${report.shopName}</h1>
<p class="when">${words.customersCount(number(report.customers))} · ${words.asOf(report.asOf)}</p>
${keyFigures(report, speaker)}
<nav aria-label="${words.title}">${chapters.map(([id, name]) => html`<a href="#${id}">${name}</a>`)}</nav>
</header>
<main>
${lifecycleSection(report, speaker)}${rfmSection(report, speaker)}${kindsSection(report, speaker)}${outlookSection(report, speaker)}${backtest && backtestSection(backtest, speaker)}${revenueSection(report, speaker)}</main>
<footer>Rekindle · ${report.shopName} · ${words.asOf(report.asOf)}</footer>
</div>
</body>
</html>
`.markup;
}

function keyFigures(report: PopulationReport, { words, number, percent, money }: Speaker): Html {
  const { key } = words;
  const { customers, lifecycles, meanChance, concentration } = report;
  const worth = quartilesOf(report.lifetimeValue)?.middle;
  const figures: [name: string, figure: string][] = [
    [words.customers, number(customers)],
    [key.active, percent(lifecycles.active / Math.max(1, customers), 0)],
    [key.reactivated, number(report.reactivated)],
    ...(meanChance === undefined
      ? []
      : [[key.chance(report.horizonDays), percent(meanChance, 0)] satisfies [string, string]]),
    ...(worth === undefined
      ? []
      : [[key.value(report.lifetimeMonths), money(worth)] satisfies [string, string]]),
    ...(concentration.window === undefined
      ? []
      : [[key.topFifth, percent(concentration.topFifthShare, 0)] satisfies [string, string]]),
  ];
  return html`<dl class="keys" aria-label="${words.keyFigures}">${figures.map(([name, figure]) => html`<div><dt>${name}</dt><dd>${figure}</dd></div>`)}</dl>`;
}

const flame = html`<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true"><path fill="currentColor" d="M13 2c1 4-4 6-4 10 0 1.500.8 2.600 1.800 3-.2-2 .9-3.500 2.200-4.500.2 2.500 3 3.500 3 6 0 1.700-1 3-2.300 3.700C17.600 19.500 20 16.700 20 13.200 20 8.500 16.500 5 13 2ZM7 10c-1.900 1.600-3 3.600-3 5.500C4 18.700 6.500 21 9.500 22 7.800 20.500 7 18.800 7 16.500c0-2.300.6-4 0-6.500Z"/></svg>`;
