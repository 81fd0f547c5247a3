import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { parse, stringify } from 'yaml';
import { InvalidInputError, issuesOf, NotFoundError } from '../../shared/errors.ts';
import { settingsSchema } from '../../shared/settings/settings.ts';
import { directoryOption } from '../options.ts';
import { openTarget } from '../target.ts';

/** `rekindle settings …`: the shop's name, time zone, currency, thresholds. */
export function createSettingsCommand(): Command {
  const settings = new Command('settings').description("Show or set the shop's settings");
  settings
    .command('show')
    .description('Print all settings as YAML, with defaults for those that were never set')
    .addOption(directoryOption())
    .action(async ({ directory }: { directory: string }) => {
      const target = await openTarget(directory);
      try {
        process.stdout.write(stringify(await target.store.settings.load()));
      } finally {
        await target.close();
      }
    });
  settings
    .command('set')
    .description('Replace the settings with those in a YAML file; what it leaves out gets its default')
    .argument('<file>')
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExample:\n  $ npx rekindle settings show > shop.yaml\n  $ npx rekindle settings set shop.yaml',
    )
    .action(async (file: string, { directory }: { directory: string }) => {
      const parsed = settingsSchema.safeParse(await readYaml(file));
      if (!parsed.success)
        throw new InvalidInputError('these settings cannot be used', issuesOf(parsed.error), file);
      const target = await openTarget(directory);
      try {
        await target.store.settings.save(parsed.data);
      } finally {
        await target.close();
      }
      process.stdout.write(`Settings of ${parsed.data.shopName} saved.\n`);
    });
  return settings;
}

async function readYaml(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new NotFoundError('this file cannot be read', { where: file, cause });
  });
  try {
    return parse(text) ?? {};
  } catch (cause) {
    throw new InvalidInputError('this is not YAML', [{ path: '', message: String(cause) }], file);
  }
}
