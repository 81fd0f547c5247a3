import { Command } from 'commander';
import { RekindleError } from '../../shared/errors.ts';
import type { Language } from '../../shared/language.ts';
import { runBacktest } from '../../shared/operations/run-backtest.ts';
import { backtestWords } from '../../shared/words/backtest.ts';
import { directoryOption, horizonOption, jsonOption, languageOption } from '../options.ts';
import { withProgressBar } from '../progress.ts';
import { renderBacktest, whyNoBacktest } from '../report/backtest-text.ts';
import { openExistingTarget } from '../target.ts';

interface BacktestOptions {
  readonly horizon: number;
  readonly lang: Language;
  readonly json?: boolean;
  readonly directory: string;
}

/** `rekindle backtest`: how well the forecasts would have done on the shop's own past. */
export function createBacktestCommand(): Command {
  return new Command('backtest')
    .description(
      "Check the forecasts against the shop's own past: fit without its last days, then predict them",
    )
    .addOption(horizonOption())
    .addOption(languageOption())
    .addOption(jsonOption())
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ npx rekindle backtest --directory my-shop\n  $ npx rekindle backtest --horizon 60 --json',
    )
    .action(run);
}

async function run({ horizon, lang, json, directory }: BacktestOptions): Promise<void> {
  const { store, close } = await openExistingTarget(directory, lang);
  try {
    const result = await withProgressBar(process.stderr, backtestWords[lang].progress, (onProgress) =>
      runBacktest(store, horizon, onProgress),
    );
    if (!result.fitted) throw new RekindleError(whyNoBacktest(result, lang));
    process.stdout.write(
      json === true ? `${JSON.stringify(result, null, 2)}\n` : renderBacktest(result, lang),
    );
  } finally {
    await close();
  }
}
