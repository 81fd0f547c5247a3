import { randomBytes } from 'node:crypto';
import { InvalidInputError, issuesOf } from '../errors.ts';
import { type Settings, settingsSchema } from '../settings/settings.ts';
import type { ControlTable } from './control.ts';

const kind = 'settings';

/** The shop's settings and its secret, in table Control: kind `settings`, ids `shop` and `secret`. */
export function createSettingsStore(control: ControlTable) {
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
     * Returns the salt behind coupon codes, unsubscribe links and the choice of the holdout; losing it would change
     * them all. The first call creates it, on condition that there is none; every later call finds the same.
     */
    async salt(): Promise<string> {
      const find = () => control.find<{ salt: string }>(kind, 'secret');
      const known = await find();
      if (known !== undefined) return known.salt;
      const fresh = { salt: randomBytes(32).toString('base64url') };
      const isFirst = await control.add(kind, 'secret', fresh);
      return isFirst ? fresh.salt : ((await find())?.salt ?? fresh.salt);
    },

    /**
     * Sets the salt of a shop that has none yet, so that a simulation can be repeated exactly. Otherwise changes
     * nothing.
     */
    async plantSalt(salt: string): Promise<void> {
      await control.add(kind, 'secret', { salt });
    },
  };
}
