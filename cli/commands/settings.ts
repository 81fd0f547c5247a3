import { Argument, Command, Option } from 'commander';
import { stringify } from 'yaml';
import { ContentionError } from '../../shared/errors.ts';
import type { Language } from '../../shared/language.ts';
import { changeSettings, doubtsInWords } from '../../shared/operations/change-settings.ts';
import { readSettings } from '../../shared/operations/read-settings.ts';
import { type RotatingSecret, rotatingSecrets } from '../../shared/settings/secrets.ts';
import { type SettingChange, settingChanges, settingsForFile } from '../../shared/settings/settings-file.ts';
import type { Store } from '../../shared/store/store.ts';
import { oneVisibleLine } from '../../shared/text.ts';
import { commandWords } from '../../shared/words/commands.ts';
import { confirm } from '../confirm.ts';
import { directoryOption, languageOption } from '../options.ts';
import { readText } from '../read-text.ts';
import { openExistingTarget } from '../target.ts';

interface Options {
  readonly directory: string;
  readonly lang: Language;
  readonly yes?: boolean;
}

/** `rekindle settings …`: the shop's name, time zone, currency, thresholds. */
export function createSettingsCommand(): Command {
  const settings = new Command('settings').description("Show or change the shop's settings");
  settings
    .command('show')
    .description('Print all settings as YAML, with defaults for those that were never set')
    .addOption(languageOption())
    .addOption(directoryOption())
    .action((options: Options) =>
      withStore(options, async (store) => {
        process.stdout.write(stringify(settingsForFile(await store.settings.load())));
      }),
    );
  settings
    .command('set')
    .description('Change the settings that a YAML file names, and no others; shows what changes, and asks')
    .argument('<file>')
    .addOption(new Option('--yes', 'change them without being asked'))
    .addOption(languageOption())
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExample:\n  $ npx rekindle settings show > shop.yaml\n  $ npx rekindle settings set shop.yaml\n\nAmounts are in whole units of the currency, such as 200 or 200 EUR.',
    )
    .action((file: string, options: Options) =>
      withStore(options, (store) => setSettings(store, file, options)),
    );
  settings
    .command('rotate-key')
    .description(
      'Sign new coupons, unsubscribe links or webhooks with a new key; what earlier keys signed still works',
    )
    .addArgument(new Argument('<purpose>', 'which key').choices(rotatingSecrets))
    .addOption(languageOption())
    .addOption(directoryOption())
    .addHelpText('after', '\nExample:\n  $ npx rekindle settings rotate-key links')
    .action((purpose: RotatingSecret, options: Options) =>
      withStore(options, async (store) => {
        const { current } = await store.settings.rotate(purpose);
        print(commandWords[options.lang].settings.rotated(purpose, current.id));
      }),
    );
  settings
    .command('webhook-keys')
    .description('Print the keys that webhooks are signed with now, for whoever receives them: id and key')
    .addOption(languageOption())
    .addOption(directoryOption())
    .action((options: Options) =>
      withStore(options, async (store) => {
        const { current, retired } = await store.settings.webhookKeys();
        for (const { id, key } of [current, ...retired.slice(0, 1)]) print(`${id}  ${key}`);
      }),
    );
  return settings;
}

async function setSettings(store: Store, file: string, { lang, yes }: Options): Promise<void> {
  const words = commandWords[lang].settings;
  const before = await store.settings.load();
  const after = readSettings(await readText(file, lang), file, before, lang);
  const changes = settingChanges(before, after);
  if (changes.length === 0) {
    print(words.same);
    if (!(await store.settings.areSaved())) await store.settings.save(after);
    return;
  }
  const lines = changes.map((change) => changeLine(change, words.unset));
  const doubts = await doubtsInWords(store, after, lang);
  for (const line of [words.changes(after.shopName), ...lines.map((one) => `  ${one}`), ...doubts])
    print(line);
  if (!(await confirm(yes, lang))) {
    print(commandWords[lang].stopped);
    return;
  }
  const changedByAnother = await changeSettings(store, changes);
  if (changedByAnother.length > 0)
    throw new ContentionError(words.changedMeanwhile, { where: changedByAnother.join(', ') });
  print(words.saved(after.shopName));
}

const changeLine = ({ path, before, after }: SettingChange, unset: string): string =>
  `${path}: ${shown(before, unset)} → ${shown(after, unset)}`;

const shown = (value: unknown, unset: string): string => {
  if (value === undefined) return unset;
  return typeof value === 'string' ? oneVisibleLine(value) : JSON.stringify(value);
};

const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function withStore({ directory, lang }: Options, work: (store: Store) => Promise<void>): Promise<void> {
  const { store, close } = await openExistingTarget(directory, lang);
  try {
    await work(store);
  } finally {
    await close();
  }
}
