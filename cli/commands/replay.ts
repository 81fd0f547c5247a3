import { Command, Option } from 'commander';
import { readActivities } from '../../connectors/csv/activities.ts';
import { openSource } from '../../connectors/csv/file.ts';
import { presetFor } from '../../connectors/csv/presets.ts';
import type { CustomerActivity } from '../../connectors/csv/read-options.ts';
import { openTable } from '../../connectors/csv/table.ts';
import { createSimulatedClock } from '../../infra/local/clock.ts';
import { startStack } from '../../infra/local/stack.ts';
import {
  addDays,
  dayIn,
  instantFromMs,
  instantOfLocal,
  type PlainDate,
  timeZoneSchema,
} from '../../shared/calendar.ts';
import { InvalidInputError, RekindleError } from '../../shared/errors.ts';
import type { Language } from '../../shared/language.ts';
import { currencySchema } from '../../shared/money.ts';
import { nightBeginsAtTime } from '../../shared/night-begins.ts';
import { byCustomer, inGroups, takeInFromFile } from '../../shared/operations/take-in-file.ts';
import { momentOf } from '../../shared/profile/activity.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import type { Store } from '../../shared/store/store.ts';
import { exampleCampaigns, publishCampaignFiles } from '../campaign-files.ts';
import { day, jsonOption, languageOption, parserFor, wholeNumber } from '../options.ts';
import { createProgressBar } from '../progress.ts';
import { printReport } from './report.ts';

interface ReplayOptions {
  readonly nights: number;
  readonly until?: PlainDate;
  readonly currency: Settings['currency'];
  readonly timeZone: string;
  readonly inventAddresses?: boolean;
  readonly directory: string;
  readonly lang: Language;
  readonly json?: boolean;
}

/** `rekindle replay`: simulates past weeks night by night on real orders. */
export function createReplayCommand(): Command {
  return new Command('replay')
    .description('Replay the last nights of an order file: what would the campaigns have done?')
    .argument('<file>', 'order lines, as for rekindle import')
    .addOption(
      new Option('--nights <number>', 'how many nights to replay')
        .default(60)
        .argParser(wholeNumber(1, 1000)),
    )
    .addOption(
      new Option('--until <day>', 'the last night (default: the day of the last order)').argParser(day),
    )
    .addOption(
      new Option('--currency <code>', 'the currency of the shop')
        .default('GBP')
        .argParser(parserFor(currencySchema)),
    )
    .addOption(
      new Option('--time-zone <name>', 'the time zone of the shop')
        .default('Europe/London')
        .argParser(parserFor(timeZoneSchema)),
    )
    .option('--invent-addresses', 'give customers addresses at customer.example; nothing is sent anyway')
    .addOption(languageOption())
    .addOption(jsonOption())
    .addOption(new Option('--directory <folder>', 'a new folder for the data').default('.rekindle-replay'))
    .addHelpText(
      'after',
      '\nExample:\n  $ npx rekindle replay online-retail.csv.gz --nights 60 --invent-addresses\n\nPast customers cannot respond, so treated and held-out customers should differ only by chance.',
    )
    .action(replay);
}

async function replay(file: string, options: ReplayOptions): Promise<void> {
  const { timeZone } = options;
  const bar = createProgressBar(process.stderr);
  const activities = await readAllActivities(file, options, (done, total) =>
    bar.show('Reading', done, total),
  );
  const byDay = groupByDay(activities, timeZone);
  const until = options.until ?? [...byDay.keys()].sort().at(-1);
  if (until === undefined) throw new RekindleError('there are no orders in this file', { where: file });
  const firstNight = addDays(until, 1 - options.nights);
  const clock = createSimulatedClock(Date.parse(instantOfLocal(`${firstNight}T00:00:00`, timeZone)));
  const stack = await startStack({ clock, directory: options.directory, inProcess: true });
  try {
    const { store } = stack;
    if ((await store.nights.latest()) !== undefined || (await store.settings.areSaved())) {
      throw new RekindleError('this folder already contains a shop; name a new one with --directory', {
        where: options.directory,
      });
    }
    await store.settings.save({
      ...(await store.settings.load()),
      timeZone,
      currency: options.currency,
      shopName: file.split('/').at(-1) ?? file,
    });
    await store.settings.plantSecrets('replay');
    await publishCampaignFiles(store, exampleCampaigns, instantFromMs(clock.now()));
    const feed = createFeed(store, timeZone);
    const before = [...byDay]
      .filter(([date]) => date < firstNight)
      .flatMap(([, activitiesOfDay]) => activitiesOfDay);
    await feed(before, (done) => bar.show('Orders before the first night', done, before.length));
    for (let night = 0; night < options.nights; night += 1) {
      bar.show('Nights', night, options.nights);
      const date = addDays(firstNight, night);
      await clock.advanceTo(Date.parse(instantOfLocal(`${date}T${nightBeginsAtTime}`, timeZone)), () =>
        stack.idle(),
      );
      const { status, error, cause } = await stack.runNight(date);
      if (status !== 'SUCCEEDED')
        throw new RekindleError(`${status}: ${error ?? ''} ${cause ?? ''}`, { where: `night ${date}` });
      await stack.idle();
      await feed(byDay.get(date) ?? []);
    }
    bar.stop();
    await printReport(store, options);
  } finally {
    bar.stop();
    await stack.close();
  }
}

async function readAllActivities(
  file: string,
  options: ReplayOptions,
  onRead: (done: number, total: number) => void,
): Promise<CustomerActivity[]> {
  const source = await openSource(file);
  try {
    const table = await openTable(source.bytes, { name: file });
    const { mapping } = presetFor(table);
    const settings = { timeZone: options.timeZone, currency: options.currency };
    const activities: CustomerActivity[] = [];
    const reading = readActivities({
      table,
      mapping,
      settings,
      ...(options.inventAddresses === true && { inventAddresses: true }),
    });
    for await (const activity of reading) {
      activities.push(activity);
      if (activities.length % 500 === 0) onRead(source.bytesRead(), source.sizeBytes);
    }
    if (activities.length === 0) throw new InvalidInputError('no order in this file can be used', [], file);
    return activities;
  } finally {
    await source.close();
  }
}

function groupByDay(
  activities: readonly CustomerActivity[],
  timeZone: string,
): Map<PlainDate, CustomerActivity[]> {
  const byDay = new Map<PlainDate, CustomerActivity[]>();
  for (const one of activities) {
    const date = dayIn(timeZone, momentOf(one.activity));
    const activitiesOfDay = byDay.get(date) ?? [];
    activitiesOfDay.push(one);
    byDay.set(date, activitiesOfDay);
  }
  return byDay;
}

/** Creates a function that takes in facts, those of each customer together. */
function createFeed(store: Store, timeZone: string) {
  return async (
    activities: readonly CustomerActivity[],
    onDone: (done: number) => void = () => undefined,
  ) => {
    const facts = activities.map(({ customerId, activity }) => ({ customerId, fact: activity }));
    let done = 0;
    for (const group of inGroups(byCustomer(facts))) {
      await takeInFromFile(store, group, timeZone);
      done += group.reduce((sum, one) => sum + one.facts.length, 0);
      onDone(done);
    }
  };
}
