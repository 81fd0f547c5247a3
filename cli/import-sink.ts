import type { ImportSink } from '../connectors/csv/import.ts';
import { resolveCustomers } from '../shared/operations/resolve-customers.ts';
import type { IntakeStore } from '../shared/operations/take-in.ts';
import { takeInFromFile } from '../shared/operations/take-in-file.ts';
import type { Settings } from '../shared/settings/settings.ts';
import type { Store } from '../shared/store/store.ts';
import type { ImportCommandOptions, OpenedSink } from './commands/import.ts';
import { refuseDemoFolder } from './demo-mark.ts';
import { openTarget } from './target.ts';

/** Opens the store that `rekindle import` imports into, with the settings of its shop. */
export async function openSink(options: ImportCommandOptions): Promise<OpenedSink> {
  if (options.dryRun !== true) await refuseDemoFolder(options.directory);
  const { store, close } = await openTarget(options.directory);
  const settings = await settingsFor(store, options);
  return { sink: createImportSink(store, settings.timeZone), settings, close };
}

/** Creates an intake for what was read from files: it is dated by when it was seen. */
export const createImportSink = (
  store: IntakeStore & Pick<Store, 'aliases'>,
  timeZone: string,
): ImportSink => ({
  takeIn: (customers) => takeInFromFile(store, customers, timeZone),
  resolve: (named) => resolveCustomers(store, named),
});

/** The shop's settings. A shop that has saved none takes its currency and time zone from its first import. */
async function settingsFor(
  store: Store,
  options: Pick<ImportCommandOptions, 'currency' | 'timeZone' | 'dryRun'>,
): Promise<Settings> {
  const settings = await store.settings.load();
  if (await store.settings.areSaved()) return settings;
  const first: Settings = {
    ...settings,
    ...(options.currency !== undefined && { currency: options.currency }),
    ...(options.timeZone !== undefined && { timeZone: options.timeZone }),
  };
  if (options.dryRun !== true) await store.settings.save(first);
  return first;
}
