import { createStreamIntake } from '../shared/operations/take-in.ts';
import type { Settings } from '../shared/settings/settings.ts';
import type { Store } from '../shared/store/store.ts';
import type { ImportCommandOptions, OpenedSink } from './commands/import.ts';
import { refuseDemoFolder } from './demo-mark.ts';
import { openTarget } from './target.ts';

/** Opens the place that `rekindle import` imports into. */
export async function openSink(options: ImportCommandOptions): Promise<OpenedSink> {
  if (options.dryRun !== true) await refuseDemoFolder(options.directory);
  const { store, close } = await openTarget(options.directory);
  const settings = await settingsFor(store, options);
  return { sink: createStreamIntake(store, settings.timeZone), settings, close };
}

/** A shop that has set nothing yet takes its currency and time zone from its first import. */
export async function settingsFor(
  store: Store,
  told: Pick<ImportCommandOptions, 'currency' | 'timeZone' | 'dryRun'>,
): Promise<Settings> {
  const settings = await store.settings.load();
  if (await store.settings.areSaved()) return settings;
  const first: Settings = {
    ...settings,
    ...(told.currency !== undefined && { currency: told.currency }),
    ...(told.timeZone !== undefined && { timeZone: told.timeZone }),
  };
  if (told.dryRun !== true) await store.settings.save(first);
  return first;
}
