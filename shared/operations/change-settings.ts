import { isDeepStrictEqual } from 'node:util';
import { InvalidInputError } from '../errors.ts';
import { type FileProblem, YamlFileError } from '../files/yaml-file.ts';
import type { Language } from '../language.ts';
import { formatMoney } from '../money.ts';
import { meanOrderOf } from '../scoring/concentration.ts';
import { doubtsAboutSettings, type SettingDoubt } from '../settings/doubts.ts';
import { defaultSettings, type Settings } from '../settings/settings.ts';
import {
  type SettingChange,
  settingAt,
  settingChanges,
  settingsForFile,
  settingsFromFile,
  withSetting,
} from '../settings/settings-file.ts';
import type { Store } from '../store/store.ts';
import { commandWords } from '../words/commands.ts';
import { labels } from '../words/labels.ts';
import { contended, retryWhileContended } from './contention.ts';
import { readSettings } from './read-settings.ts';

/** Settings as somebody has seen them, and as they want them to be: each all of them, as YAML. */
export interface WrittenSettings {
  readonly base: string;
  readonly text: string;
}

/** What somebody wants to change, after it was checked. */
export interface ProposedSettings {
  readonly problems: readonly FileProblem[];
  /** By what they have seen; empty while there are problems. */
  readonly changes: readonly SettingChange[];
  /** The shop's settings once they are changed; absent while there are problems. */
  readonly settings?: Settings;
}

/**
 * Reads by the rules of `settings set` what somebody changes in the settings that they have seen. What others have changed
 * since is no change of theirs.
 *
 * @throws InvalidInputError when what they have seen is not valid
 */
export async function proposeSettings(
  store: Pick<Store, 'settings'>,
  { base, text }: WrittenSettings,
  language: Language,
): Promise<ProposedSettings> {
  const present = await store.settings.load();
  const [seen, wanted] = [readAll(base, present, language), readAll(text, present, language)];
  if ('problems' in seen)
    throw new InvalidInputError('the request is not valid', [
      { path: 'body.base', message: 'these settings are no longer valid; read them again' },
    ]);
  if ('problems' in wanted) return { problems: wanted.problems, changes: [] };
  const changes = settingChanges(seen.settings, wanted.settings);
  const applied = applyChanges(present, changes);
  if ('settings' in applied) return { problems: [], changes, settings: applied.settings };
  // Each is valid by itself, but not together with what others have changed since.
  const problems = applied.issues.map(({ path, message }) => ({
    line: 1,
    column: 1,
    path: path.map((part) => (typeof part === 'number' ? part : String(part))),
    message,
  }));
  return { problems, changes: [] };
}

type Read = { readonly settings: Settings } | { readonly problems: readonly FileProblem[] };

/** What is left out has its default. */
function readAll(text: string, { currency }: Settings, language: Language): Read {
  try {
    return { settings: readSettings(text, 'settings', { ...defaultSettings, currency }, language) };
  } catch (error) {
    if (error instanceof YamlFileError) return { problems: error.problems };
    throw error;
  }
}

/** Settings with some of them others, by the rules of a file. */
const applyChanges = (settings: Settings, changes: readonly SettingChange[]) =>
  settingsFromFile(
    changes.reduce((sum, { path, after }) => withSetting(sum, path, after), settingsForFile(settings)),
    { ...defaultSettings, currency: settings.currency },
  );

/**
 * Changes settings, each on condition that it is still what whoever changes it has seen; all of them or none. Two people
 * who change different settings do not disturb each other, and a repeat changes nothing.
 *
 * @returns the paths of those that somebody else has changed meanwhile; empty when all are changed
 * @throws InvalidInputError naming each setting that cannot be so @throws ContentionError when others kept changing them
 */
export const changeSettings = (
  store: Pick<Store, 'settings'>,
  changes: readonly SettingChange[],
): Promise<readonly string[]> =>
  retryWhileContended<readonly string[]>(
    async () => {
      const before = await store.settings.load();
      const tree = settingsForFile(before);
      const changedByAnother = changes.filter((change) => {
        const is = settingAt(tree, change.path);
        return !isDeepStrictEqual(is, change.before) && !isDeepStrictEqual(is, change.after);
      });
      if (changedByAnother.length > 0) return changedByAnother.map(({ path }) => path);
      const read = applyChanges(before, changes);
      if ('issues' in read) {
        const issues = read.issues.map(({ path, message }) => ({
          path: path.map(String).join('.'),
          message,
        }));
        throw new InvalidInputError('these settings are not valid', issues);
      }
      const isSame = settingChanges(before, read.settings).length === 0;
      return isSame || (await store.settings.change(before, read.settings)) ? [] : contended;
    },
    { attempts: 5, what: 'the settings were changed by others', where: 'settings' },
  );

/** What looks like a mistake in settings, as sentences. Knows what an order is worth from the latest night. */
export async function doubtsInWords(
  store: Pick<Store, 'nights'>,
  settings: Settings,
  language: Language,
): Promise<readonly string[]> {
  const population = await store.nights.latestPopulation();
  const meanOrder = population && meanOrderOf(population.concentration);
  return doubtsAboutSettings(settings, meanOrder).map((doubt) => sentenceOf(doubt, settings, language));
}

function sentenceOf(doubt: SettingDoubt, { currency }: Settings, language: Language): string {
  const words = commandWords[language].settings;
  if (doubt.kind === 'no-postal-address') return words.noPostalAddress;
  const money = (minor: number) => formatMoney({ minor: Math.round(minor), currency }, language);
  const tier = labels[language].tiers[doubt.tier];
  switch (doubt.kind) {
    case 'tier-tiny':
      return words.tierTiny(tier, money(doubt.from));
    case 'tier-too-low':
      return words.tierTooLow(tier, money(doubt.from), money(doubt.meanOrder));
    case 'tier-too-high':
      return words.tierTooHigh(tier, money(doubt.from), money(doubt.meanOrder));
  }
}
