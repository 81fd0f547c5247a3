import { type ImportSink, noSink } from '../connectors/csv/import.ts';
import type { EarningRules } from '../shared/loyalty/earning.ts';
import { resolveCustomers } from '../shared/operations/resolve-customers.ts';
import type { IntakeStore } from '../shared/operations/take-in.ts';
import { takeInFromFile } from '../shared/operations/take-in-file.ts';
import { defaultSettings, type Settings } from '../shared/settings/settings.ts';
import type { Store } from '../shared/store/store.ts';
import type { ImportCommandOptions, OpenedSink } from './commands/import.ts';
import { refuseDemoFolder } from './demo-mark.ts';
import { hasData, openTarget } from './target.ts';

/** Opens the store that `rekindle import` imports into, with the settings of its shop. */
export async function openSink(options: ImportCommandOptions): Promise<OpenedSink> {
  if (options.dryRun === true && !(await hasData(options.directory))) return openNothing(options);
  if (options.dryRun !== true) await refuseDemoFolder(options.directory);
  const { store, close } = await openTarget(options.directory);
  const settings = await settingsFor(store, options);
  return { sink: createImportSink(store, settings.timeZone, settings), settings, close };
}

/** For a dry run where there is no shop yet: it must not leave one behind. */
const openNothing = (options: ImportCommandOptions): OpenedSink => ({
  sink: noSink,
  settings: firstSettings(defaultSettings, options),
  close: async () => {},
});

/**
 * Creates an intake for what was read from files: it is dated by when it was seen.
 *
 * @param rules by which orders earn points; without them, none does
 */
export const createImportSink = (
  store: IntakeStore & Pick<Store, 'aliases'>,
  timeZone: string,
  rules?: EarningRules,
): ImportSink => ({
  takeIn: (customers) => takeInFromFile(store, customers, timeZone, rules),
  resolve: (named) => resolveCustomers(store, named),
});

/** The shop's settings. A shop that has saved none takes its currency and time zone from its first import. */
async function settingsFor(
  store: Store,
  options: Pick<ImportCommandOptions, 'currency' | 'timeZone' | 'dryRun'>,
): Promise<Settings> {
  const settings = await store.settings.load();
  if (await store.settings.areSaved()) return settings;
  const first = firstSettings(settings, options);
  if (options.dryRun !== true) await store.settings.save(first);
  return first;
}

const firstSettings = (
  settings: Settings,
  { currency, timeZone }: Pick<ImportCommandOptions, 'currency' | 'timeZone'>,
): Settings => ({
  ...settings,
  ...(currency !== undefined && { currency }),
  ...(timeZone !== undefined && { timeZone }),
});
