import { Command } from 'commander';
import { dayIn, instantFromMs } from '../../shared/calendar.ts';
import type { Language } from '../../shared/language.ts';
import { gatherCouponReport } from '../../shared/operations/gather-coupon-report.ts';
import { directoryOption, jsonOption, languageOption } from '../options.ts';
import { renderCoupons } from '../report/coupon-text.ts';
import { openExistingTarget } from '../target.ts';

interface Options {
  readonly directory: string;
  readonly lang: Language;
  readonly json?: boolean;
}

/** `rekindle coupons`: what the shop has promised by coupons, and what became of it. */
export function createCouponsCommand(): Command {
  return new Command('coupons')
    .description(
      'Show how many coupons are outstanding, redeemed and expired, and what they cost and brought',
    )
    .addOption(languageOption())
    .addOption(jsonOption())
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ npx rekindle coupons\n  $ npx rekindle coupons --lang zh\n  $ npx rekindle coupons --json > coupons.json\n\nCounted by the latest night; what has expired since is taken into account.',
    )
    .action(async ({ directory, lang, json }: Options) => {
      const { store, close } = await openExistingTarget(directory, lang);
      try {
        const { timeZone } = await store.settings.load();
        const report = await gatherCouponReport(store, dayIn(timeZone, instantFromMs(Date.now())));
        process.stdout.write(
          json === true
            ? `${JSON.stringify(report, null, 2)}\n`
            : renderCoupons(report, lang, process.stdout.isTTY === true),
        );
      } finally {
        await close();
      }
    });
}
