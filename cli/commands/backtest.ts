import { Command, Option } from 'commander';
import pMap from 'p-map';
import { addDays, type PlainDate } from '../../shared/calendar.ts';
import type { Language } from '../../shared/email/language.ts';
import { RekindleError } from '../../shared/errors.ts';
import type { CustomerId } from '../../shared/orders/order.ts';
import { backtest, type Split, splitHistory } from '../../shared/scoring/backtest.ts';
import type { Store } from '../../shared/store/store.ts';
import { directoryOption, jsonOption, languageOption, wholeNumber } from '../options.ts';
import { renderBacktest } from '../report/backtest-text.ts';
import { openTarget } from '../target.ts';

interface BacktestOptions {
  readonly horizon: number;
  readonly lang: Language;
  readonly json?: boolean;
  readonly directory: string;
}

const customersAtOnce = 16;

/** `rekindle backtest`: how well the forecasts would have done on the shop's own past. */
export function backtestCommand(): Command {
  return new Command('backtest')
    .description(
      "Hold the forecasts against the shop's own past: fit without its last days, then foretell them",
    )
    .addOption(
      new Option('--horizon <days>', 'how many days to foretell').default(100).argParser(wholeNumber(7, 365)),
    )
    .addOption(languageOption())
    .addOption(jsonOption())
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ npx rekindle backtest --directory my-shop\n  $ npx rekindle backtest --horizon 60 --json',
    )
    .action(run);
}

async function run({ horizon: horizonDays, lang, json, directory }: BacktestOptions): Promise<void> {
  const { store, close } = await openTarget(directory);
  try {
    const settings = await store.settings.load();
    const { customerIds, lastDay } = await everybody(store);
    if (lastDay === undefined) throw new RekindleError('there are no orders yet; import some first');
    const split: Split = { on: addDays(lastDay, -horizonDays), horizonDays };
    const histories = await pMap(
      customerIds,
      async (id) => splitHistory(await store.activity.allOf(id), split, settings.timeZone),
      { concurrency: customersAtOnce },
    );
    const result = backtest(
      histories.flatMap((history) => history ?? []),
      split,
      settings,
    );
    if (!result.fitted) {
      const { repeatBuyers, repeatBuyersNeeded } = result;
      throw new RekindleError(
        `too little history before ${split.on}: ${repeatBuyers} customers had come back, and it takes ${repeatBuyersNeeded}`,
      );
    }
    process.stdout.write(
      json === true ? `${JSON.stringify(result, null, 2)}\n` : renderBacktest(result, lang),
    );
  } finally {
    await close();
  }
}

async function everybody(
  store: Store,
): Promise<{ customerIds: CustomerId[]; lastDay: PlainDate | undefined }> {
  const customerIds: CustomerId[] = [];
  let lastDay: PlainDate | undefined;
  for await (const { profiles } of store.customers.pages({ segment: 0, totalSegments: 1 })) {
    for (const { customerId, orders } of profiles) {
      customerIds.push(customerId);
      if (orders !== undefined && (lastDay === undefined || orders.lastDay > lastDay))
        lastDay = orders.lastDay;
    }
  }
  return { customerIds, lastDay };
}
