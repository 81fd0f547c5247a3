import { schemaKeysOf } from '../files/schema-keys.ts';
import { type FileProblem, parseYaml, YamlFileError } from '../files/yaml-file.ts';
import type { Language } from '../language.ts';
import { type Settings, settingsSchema } from '../settings/settings.ts';
import { settingsFromFile } from '../settings/settings-file.ts';
import { fileWords } from '../words/file.ts';

const keys = schemaKeysOf(settingsSchema);

const examples = {
  postalAddress: "'1 Main Street, Springfield'",
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
  shopUrl: 'https://shop.example',
  apiUrl: 'https://api.shop.example',
  from: 'My Shop <hello@shop.example>',
  silver: '200 EUR',
  gold: '500 EUR',
  platinum: '1500 EUR',
  tiers: '{ silver: 200, gold: 500, platinum: 1500 }',
  email: '{ from: My Shop <hello@shop.example> }',
  replyTo: 'help@shop.example',
  percentOff: '10',
};

/**
 * What a settings file makes of the settings that a shop has: what it does not name stays.
 *
 * @throws YamlFileError with the line and the place of each mistake
 */
export function readSettings(text: string, file: string, current: Settings, language: Language): Settings {
  const refuse = (problems: readonly FileProblem[]) =>
    new YamlFileError(fileWords[language].settings, file, problems);
  const { source, problemsOf } = parseYaml(text, language, refuse);
  const read = settingsFromFile(source, current);
  if ('settings' in read) return read.settings;
  throw refuse(problemsOf(read.issues, { language, keys, examples }, fileWords[language].whole.settings));
}
