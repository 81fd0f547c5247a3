import { Command, Option } from 'commander';
import { createSimulatedClock } from '../../infra/local/clock.ts';
import { startStack } from '../../infra/local/stack.ts';
import {
  addDays,
  dayIn,
  instant,
  instantFromMs,
  instantOfLocal,
  type PlainDate,
} from '../../shared/calendar.ts';
import type { Language } from '../../shared/language.ts';
import { type Settings, settingsSchema } from '../../shared/settings/settings.ts';
import { simulateDay } from '../../simulation/days/day.ts';
import { takeInHistory } from '../../simulation/days/history.ts';
import { createMailReaders } from '../../simulation/days/mail-readers.ts';
import { findTrueEffects } from '../../simulation/days/true-effects.ts';
import { createSimulatedShop } from '../../simulation/shop/simulated-shop.ts';
import { exampleCampaigns, publishCampaignFiles } from '../campaign-files.ts';
import { makeRoomForDemo } from '../demo-mark.ts';
import { day, directoryOption, jsonOption, languageOption, wholeNumber } from '../options.ts';
import { createProgressBar } from '../progress.ts';
import { renderTruth } from '../report/truth.ts';
import { defaultDirectory } from '../target.ts';
import { printReport } from './report.ts';
import { defaultApiPort } from './start.ts';

interface DemoOptions {
  readonly customers: number;
  readonly nights: number;
  readonly seed: number;
  readonly until?: PlainDate;
  readonly directory: string;
  readonly lang: Language;
  readonly json?: boolean;
}

/** Enough that nine demos in ten find what the win-back campaign does; test/cli/demo-power.test.ts says so. */
export const demoCustomers = 3300;
const daysOfHistory = 730;
/** How many days before the first night the shop begins to send visits, feedback and other interactions. */
const daysOfActivity = 60;
const callsPerDay = 4;

/** `rekindle demo`: a simulated shop, from its first order to the report. */
export function createDemoCommand(): Command {
  return new Command('demo')
    .description('Simulate a shop, run its nights with the example campaigns, and print the report')
    .addOption(
      new Option('--customers <number>', 'how many customers')
        .default(demoCustomers)
        .argParser(wholeNumber(50, 100_000)),
    )
    .addOption(
      new Option('--nights <number>', 'how many nights to run').default(30).argParser(wholeNumber(1, 365)),
    )
    .addOption(
      new Option('--seed <number>', 'which shop to simulate; the same number gives the same shop')
        .default(1)
        .argParser(wholeNumber(0, 1_000_000)),
    )
    .addOption(new Option('--until <day>', 'the last night (default: today)').argParser(day))
    .addOption(languageOption())
    .addOption(jsonOption())
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ npm run demo\n  $ npx rekindle demo --customers 500 --nights 10 --lang zh\n  $ npx rekindle demo --seed 7 --json > report.json\n\nAfterwards, npm start opens the same shop again: its inbox, its HTTP API, its callback queue.',
    )
    .action(runDemo);
}

async function runDemo(options: DemoOptions): Promise<void> {
  await makeRoomForDemo(options.directory);
  const until = options.until ?? dayIn('UTC', instantFromMs(Date.now()));
  const shopOpened = addDays(until, 1 - daysOfHistory);
  const firstNight = addDays(until, 1 - options.nights);
  const activityFrom = addDays(firstNight, -daysOfActivity);
  const { timeZone, currency } = demoSettings;
  const clock = createSimulatedClock(Date.parse(instantOfLocal(`${firstNight}T00:00:00`, timeZone)));
  const shop = createSimulatedShop({
    seed: options.seed,
    customers: options.customers,
    from: shopOpened,
    to: until,
    timeZone,
    currency,
    activityFrom,
  });
  const stack = await startStack({
    clock,
    directory: options.directory,
    inProcess: true,
  });
  const bar = createProgressBar(process.stderr);
  try {
    await stack.store.settings.save(demoSettings);
    await stack.store.settings.plantSecrets(`demo ${options.seed}`);
    await publishCampaignFiles(stack.store, exampleCampaigns, instant(`${firstNight}T00:00:00Z`));
    const dayBefore = addDays(firstNight, -1);
    const history = {
      orders: shop.webhooks(shopOpened, dayBefore),
      activity: shop.activity(activityFrom, dayBefore),
    };
    await takeInHistory(stack.store, history, timeZone, (customers, total) =>
      bar.show('Two years of orders', customers, total),
    );
    const days = { stack, clock, shop, timeZone, callsPerDay, readers: createMailReaders(stack, shop) };
    for (let night = 0; night < options.nights; night += 1) {
      bar.show('Nights', night, options.nights);
      await simulateDay(addDays(firstNight, night), days);
    }
    bar.stop();
    const report = await printReport(stack.store, options);
    if (options.json !== true) {
      const { openedAt } = await stack.store.nights.get(until);
      const effects = await findTrueEffects(stack.store, shop, openedAt, timeZone);
      process.stdout.write(renderTruth(report, effects, options.lang, process.stdout.isTTY === true));
      process.stderr.write(
        `\nTo see who the customers are: npx rekindle population --directory ${options.directory}\nTo look around in the console: ${options.directory === defaultDirectory ? 'npm start' : `npx rekindle start --directory ${options.directory}`}. Its data is in ${options.directory}.\n`,
      );
    }
  } finally {
    bar.stop();
    await stack.close();
  }
}

const demoSettings: Settings = settingsSchema.parse({
  shopName: 'Fernway Home & Garden',
  timeZone: 'Europe/London',
  currency: 'GBP',
  postalAddress: '12 Fern Way\nExampleton EX1 1MP\nUnited Kingdom',
  shopUrl: 'https://fernway.example',
  apiUrl: `http://127.0.0.1:${defaultApiPort}`,
  email: { from: 'hello@fernway.example' },
});
