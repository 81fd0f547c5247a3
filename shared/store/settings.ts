import { InvalidInputError, issuesOf } from '../errors.ts';
import { createSecrets, type Secrets, seededSecrets } from '../settings/secrets.ts';
import { type Settings, settingsSchema } from '../settings/settings.ts';
import type { ControlTable } from './control.ts';

const kind = 'settings';

/** The shop's settings and its secrets, in table Control: kind `settings`, ids `shop` and `secrets`. */
export function createSettingsStore(control: ControlTable) {
  let opaqueIdKey: Promise<string> | undefined;
  return {
    /**
     * Reads the shop's settings, with defaults for what it never set.
     *
     * @throws InvalidInputError when a stored setting is no longer valid
     */
    async load(): Promise<Settings> {
      const stored = (await control.find<unknown>(kind, 'shop')) ?? {};
      const parsed = settingsSchema.safeParse(stored);
      if (!parsed.success)
        throw new InvalidInputError('the stored settings are not valid', issuesOf(parsed.error));
      return parsed.data;
    },

    /** True when the shop has ever saved settings. */
    async areSaved(): Promise<boolean> {
      return (await control.find<unknown>(kind, 'shop')) !== undefined;
    },

    /** Replaces all settings; the last writer wins. */
    async save(settings: Settings): Promise<void> {
      await control.put(kind, 'shop', settings);
    },

    /**
     * Returns the shop's secrets; losing them would change coupon codes, links, holdouts and ids. The first call creates
     * them, on condition that there are none; every later call finds the same.
     */
    async secrets(): Promise<Secrets> {
      const known = await control.find<Secrets>(kind, 'secrets');
      if (known !== undefined) return known;
      const fresh = createSecrets();
      const isFirst = await control.add(kind, 'secrets', fresh);
      return isFirst ? fresh : ((await control.find<Secrets>(kind, 'secrets')) ?? fresh);
    },

    /** The key that makes opaque ids. Read once in a process, since it never rotates. */
    async opaqueIdKey(): Promise<string> {
      opaqueIdKey ??= this.secrets().then((secrets) => secrets.opaqueIds);
      return opaqueIdKey;
    },

    /**
     * Sets the secrets of a shop that has none yet from a seed, so that a simulation can be repeated exactly. Otherwise
     * changes nothing.
     */
    async plantSecrets(seed: string): Promise<void> {
      await control.add(kind, 'secrets', seededSecrets(seed));
    },
  };
}
