import { randomBytes } from 'node:crypto';
import { InvalidInputError, issuesOf } from '../errors.ts';
import { type Settings, settingsSchema } from '../settings/settings.ts';
import type { ControlTable } from './control.ts';

const kind = 'settings';

/** The shop's settings and its secret. */
export function createSettingsStore(control: ControlTable) {
  return {
    /** What the shop has set, with defaults for the rest. @throws InvalidInputError when a stored setting is no longer valid */
    async load(): Promise<Settings> {
      const stored = (await control.find<unknown>(kind, 'shop')) ?? {};
      const parsed = settingsSchema.safeParse(stored);
      if (!parsed.success)
        throw new InvalidInputError('the stored settings are not valid', issuesOf(parsed.error));
      return parsed.data;
    },

    /** Whether the shop has ever set anything. */
    async areSaved(): Promise<boolean> {
      return (await control.find<unknown>(kind, 'shop')) !== undefined;
    },

    async save(settings: Settings): Promise<void> {
      await control.put(kind, 'shop', settings);
    },

    /**
     * The salt behind coupon codes, unsubscribe links and the choice of the holdout. Made once, by whoever asks first;
     * losing it would change them all.
     */
    async salt(): Promise<string> {
      const find = () => control.find<{ salt: string }>(kind, 'secret');
      const known = await find();
      if (known !== undefined) return known.salt;
      const made = { salt: randomBytes(32).toString('base64url') };
      const isFirst = await control.add(kind, 'secret', made);
      return isFirst ? made.salt : ((await find())?.salt ?? made.salt);
    },

    /** Sets the salt of a shop that has none yet, so that a simulation can be repeated exactly. */
    async plantSalt(salt: string): Promise<void> {
      await control.add(kind, 'secret', { salt });
    },
  };
}
