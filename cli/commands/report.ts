import { Command, Option } from 'commander';
import type { Language } from '../../shared/language.ts';
import { gatherShopReport } from '../../shared/operations/gather-shop-report.ts';
import type { ShopReport } from '../../shared/report/shop/shop-report.ts';
import type { Store } from '../../shared/store/store.ts';
import { directoryOption, jsonOption, languageOption, wholeNumber } from '../options.ts';
import { renderReport } from '../report/render.ts';
import { openExistingTarget } from '../target.ts';

/** Which nights to report on, and how to print the report. */
export interface ReportOptions {
  readonly nights: number;
  readonly lang: Language;
  readonly json?: boolean;
}

/** `rekindle report`: what the latest nights did and caused. */
export function createReportCommand(): Command {
  return new Command('report')
    .description('Show what the latest nights did: segments, campaigns and their effects, coupons, calls')
    .addOption(
      new Option('--nights <number>', 'how many nights to report on')
        .default(30)
        .argParser(wholeNumber(1, 10_000)),
    )
    .addOption(languageOption())
    .addOption(jsonOption())
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ npx rekindle report\n  $ npx rekindle report --nights 7 --lang zh\n  $ npx rekindle report --json > report.json',
    )
    .action(async (options: ReportOptions & { directory: string }) => {
      const target = await openExistingTarget(options.directory, options.lang);
      try {
        await printReport(target.store, options);
      } finally {
        await target.close();
      }
    });
}

/** Gathers the report, prints it, and returns it. */
export async function printReport(store: Store, { nights, lang, json }: ReportOptions): Promise<ShopReport> {
  const report = await gatherShopReport(store, nights);
  const text =
    json === true
      ? `${JSON.stringify(report, null, 2)}\n`
      : renderReport(report, lang, process.stdout.isTTY === true);
  process.stdout.write(text);
  return report;
}
