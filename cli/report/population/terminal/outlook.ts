import type { BacktestOutcome } from '../../../../shared/operations/run-backtest.ts';
import { histogramOf } from '../../../../shared/report/population/histogram.ts';
import type { PopulationReport } from '../../../../shared/report/population/population-report.ts';
import {
  modelSentences,
  noModelSentence,
  outlookSentences,
  parameterLines,
} from '../../../../shared/report/population/sentences.ts';
import { padEnd, padStart } from '../../../columns.ts';
import { renderBacktest, whyNoBacktest } from '../../backtest-text.ts';
import { heading, prose, type Screen, subheading } from './lines.ts';

/** What the model expects, how it was fitted, and the spread of lifetime values. */
export function outlookSection(report: PopulationReport, screen: Screen): string[] {
  const { words, colours } = screen;
  const { model } = report;
  const title = heading(words.sections.outlook, screen);
  if (!model.fitted) return [title, ...prose(noModelSentence(model, screen))];
  const bars = histogramLines(report, screen);
  return [
    title,
    ...outlookSentences(report, screen).flatMap((sentence) => prose(sentence)),
    ...(bars.length === 0 ? [] : ['', subheading(words.value(report.lifetimeMonths), screen), ...bars]),
    '',
    subheading(words.model, screen),
    ...modelSentences(model.model, report, screen).flatMap((sentence) => prose(sentence)),
    ...parameterLines(model.model, screen).map((line) => colours.dim(`  ${line}`)),
  ];
}

const longestBar = 40;

function histogramLines(
  { lifetimeValue }: PopulationReport,
  { words, money, percent, colours }: Screen,
): string[] {
  const bars = histogramOf(lifetimeValue);
  const most = Math.max(...bars.map(({ share }) => share));
  return bars.map(({ from, to, share }) => {
    const range = to === undefined ? words.beyond(money(from)) : words.upTo(money(from), money(to));
    const bar = colours.cyan('█'.repeat(Math.round((share / most) * longestBar)));
    return `  ${padEnd(range, 20)}${padStart(percent(share), 7)}  ${bar}`;
  });
}

/** The backtest as `rekindle backtest` prints it; or why there is none. */
export function backtestSection(outcome: BacktestOutcome | undefined, screen: Screen): string[] {
  const title = heading(screen.words.sections.backtest, screen);
  if (outcome === undefined) return [title, `  ${screen.words.notBacktested}`];
  if (!outcome.fitted) return [title, ...prose(whyNoBacktest(outcome, screen.language))];
  const lines = renderBacktest(outcome, screen.language).trimEnd().split('\n');
  return [title, ...lines.flatMap((line) => (line.startsWith(' ') || line === '' ? [line] : prose(line)))];
}
