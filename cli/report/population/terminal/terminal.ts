import pc from 'picocolors';
import type { Language } from '../../../../shared/language.ts';
import type { BacktestOutcome } from '../../../../shared/operations/run-backtest.ts';
import type { PopulationReport } from '../../../../shared/report/population/population-report.ts';
import { createSpeaker } from '../../../../shared/report/population/speaker.ts';
import { kindsSection, lifecycleSection, rfmSection } from './classes.ts';
import type { Screen } from './lines.ts';
import { backtestSection, outlookSection } from './outlook.ts';
import { revenueSection } from './revenue.ts';

/** The population report as a marketer reads it in a terminal. */
export function renderPopulation(
  report: PopulationReport,
  backtest: BacktestOutcome | undefined,
  language: Language,
  isColoured: boolean,
): string {
  const screen: Screen = {
    ...createSpeaker(language, report.currency),
    colours: pc.createColors(isColoured),
    isColoured,
  };
  const { words, colours, number } = screen;
  const title = [
    report.shopName,
    words.title,
    words.asOf(report.asOf),
    words.customersCount(number(report.customers)),
  ].join(' · ');
  const sections = [
    [colours.bold(`Rekindle · ${title}`)],
    lifecycleSection(report, screen),
    rfmSection(report, screen),
    kindsSection(report, screen),
    outlookSection(report, screen),
    backtestSection(backtest, screen),
    revenueSection(report, screen),
  ];
  return `\n${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
