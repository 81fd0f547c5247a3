import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import pc from 'picocolors';
import { RekindleError } from '../../shared/errors.ts';
import type { Language } from '../../shared/language.ts';
import { gatherPopulationReport } from '../../shared/operations/gather-population-report.ts';
import { type BacktestOutcome, runBacktest } from '../../shared/operations/run-backtest.ts';
import type { PopulationReport } from '../../shared/report/population/population-report.ts';
import { backtestWords } from '../../shared/words/backtest.ts';
import { populationWords } from '../../shared/words/population.ts';
import { directoryOption, horizonOption, jsonOption, languageOption } from '../options.ts';
import { type TerminalStream, withProgressBar } from '../progress.ts';
import { renderPopulationPage } from '../report/population/page/page.ts';
import { renderPopulation } from '../report/population/terminal/terminal.ts';
import { openExistingTarget } from '../target.ts';

/** How to print the report. */
export interface PopulationOptions {
  readonly lang: Language;
  readonly json?: boolean;
  /** The file for the page. */
  readonly html?: string;
}

/** `rekindle population`: who the customers are, printed or as a web page. */
export function createPopulationCommand(): Command {
  return new Command('population')
    .description(
      'Show who the customers are as of the last night: segments, value, forecasts, sources of revenue',
    )
    .addOption(new Option('--html <file>', 'also write it as a self-contained web page'))
    .addOption(new Option('--no-backtest', "leave out the backtest, which reads every customer's orders"))
    .addOption(horizonOption())
    .addOption(languageOption())
    .addOption(jsonOption())
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ npx rekindle population --directory my-shop\n  $ npx rekindle population --html population.html --lang zh\n  $ npx rekindle population --no-backtest --json > population.json',
    )
    .action(run);
}

async function run({
  horizon,
  backtest: isBacktested,
  directory,
  ...options
}: PopulationOptions & { readonly backtest: boolean; readonly horizon: number; readonly directory: string }) {
  const { store, close } = await openExistingTarget(directory, options.lang);
  try {
    const report = await gatherPopulationReport(store);
    const backtest = isBacktested
      ? await withProgressBar(process.stderr, backtestWords[options.lang].progress, (onProgress) =>
          runBacktest(store, horizon, onProgress),
        )
      : undefined;
    await printPopulation(report, backtest, options, { out: process.stdout, err: process.stderr });
  } finally {
    await close();
  }
}

/** Prints the report, and writes the page if one was asked for. */
export async function printPopulation(
  report: PopulationReport,
  backtest: BacktestOutcome | undefined,
  { lang, json, html }: PopulationOptions,
  { out, err }: { readonly out: TerminalStream; readonly err: TerminalStream },
): Promise<void> {
  if (html !== undefined) await writePage(html, renderPopulationPage(report, backtest, lang));
  const isColoured = out.isTTY === true && pc.isColorSupported;
  out.write(
    json === true
      ? `${JSON.stringify({ ...report, ...(backtest && { backtest }) }, null, 2)}\n`
      : renderPopulation(report, backtest, lang, isColoured),
  );
  if (html !== undefined) err.write(`\n${populationWords[lang].written(html)}\n`);
}

/** @throws RekindleError when the file cannot be written, since a person can fix that */
async function writePage(path: string, page: string): Promise<void> {
  try {
    await writeFile(path, page);
  } catch (error) {
    throw new RekindleError(
      `the page could not be written: ${error instanceof Error ? error.message : error}`,
      {
        cause: error,
      },
    );
  }
}
