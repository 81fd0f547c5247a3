import { isDeepStrictEqual } from 'node:util';
import { ContentionError, InvalidInputError, issuesOf } from '../errors.ts';
import {
  createSecrets,
  type KeyRing,
  type RotatingSecret,
  rotateKey,
  type Secrets,
  seededSecrets,
} from '../settings/secrets.ts';
import { type Settings, settingsSchema } from '../settings/settings.ts';
import type { ControlTable } from './control.ts';

const kind = 'settings';

const current = 'current';
const purposes = [
  'opaqueIds',
  'holdouts',
  'globalHoldout',
  'coupons',
  'links',
  'webhooks',
] as const satisfies (keyof Secrets)[];
const kindOfSecret = (purpose: keyof Secrets): string => `secret:${purpose}`;

/** @throws InvalidInputError when a stored setting is no longer valid */
function parse(stored: unknown): Settings {
  const parsed = settingsSchema.safeParse(stored ?? {});
  if (!parsed.success)
    throw new InvalidInputError('the stored settings are not valid', issuesOf(parsed.error));
  return parsed.data;
}

/** The shop's settings, in table Control: kind `settings`, id `shop`; and its secrets, kinds `secret:…`. */
export function createSettingsStore(control: ControlTable) {
  let opaqueIdKey: Promise<string> | undefined;
  async function secret<P extends keyof Secrets>(purpose: P): Promise<Secrets[P]> {
    const known = await control.find<Secrets[P]>(kindOfSecret(purpose), current);
    if (known !== undefined) return known;
    const fresh = createSecrets()[purpose];
    const isFirst = await control.add(kindOfSecret(purpose), current, fresh);
    return isFirst ? fresh : ((await control.find<Secrets[P]>(kindOfSecret(purpose), current)) ?? fresh);
  }
  return {
    /**
     * Reads the shop's settings, with defaults for what it never set.
     *
     * @throws InvalidInputError when a stored setting is no longer valid
     */
    async load(): Promise<Settings> {
      return parse(await control.find<unknown>(kind, 'shop'));
    },

    /** True when the shop has ever saved settings. */
    async areSaved(): Promise<boolean> {
      return (await control.find<unknown>(kind, 'shop')) !== undefined;
    },

    /**
     * Replaces all settings if they are still as they were read. Returns false, and writes nothing, when another writer
     * changed them first.
     */
    async change(before: Settings, after: Settings): Promise<boolean> {
      const stored = await control.find<unknown>(kind, 'shop');
      if (!isDeepStrictEqual(parse(stored), before)) return false;
      return stored === undefined
        ? control.add(kind, 'shop', after)
        : control.change(kind, 'shop', stored, after);
    },

    /** Replaces all settings; the last writer wins. */
    async save(settings: Settings): Promise<void> {
      await control.put(kind, 'shop', settings);
    },

    /**
     * Returns the shop's secrets; losing them would change coupon codes, links, holdouts and ids. Each is an item of a
     * kind of its own, so that a function can be allowed to read one and no other. The first call creates them, each on
     * condition that there is none; every later call finds the same.
     */
    async secrets(): Promise<Secrets> {
      const [opaqueIds, holdouts, globalHoldout, coupons, links, webhooks] = await Promise.all([
        secret('opaqueIds'),
        secret('holdouts'),
        secret('globalHoldout'),
        secret('coupons'),
        secret('links'),
        secret('webhooks'),
      ]);
      return { opaqueIds, holdouts, globalHoldout, coupons, links, webhooks };
    },

    /** The key that makes opaque ids. Read once in a process, since it never rotates. */
    async opaqueIdKey(): Promise<string> {
      opaqueIdKey ??= secret('opaqueIds').catch((error: unknown) => {
        // The next caller reads it again: a process must not fail for good because one read has failed.
        opaqueIdKey = undefined;
        throw error;
      });
      return opaqueIdKey;
    },

    /** The keys that sign webhooks, which whoever receives them needs. */
    async webhookKeys(): Promise<KeyRing> {
      return secret('webhooks');
    },

    /** The keys that sign links; undefined while none has been signed. */
    async linkKeys(): Promise<KeyRing | undefined> {
      return control.find<KeyRing>(kindOfSecret('links'), current);
    },

    /**
     * Gives a ring a new current key. What earlier keys signed still verifies.
     *
     * @throws ContentionError when somebody else has rotated it at the same moment
     */
    async rotate(purpose: RotatingSecret): Promise<KeyRing> {
      const before = await secret(purpose);
      const after = rotateKey(before);
      if (await control.change(kindOfSecret(purpose), current, before, after)) return after;
      throw new ContentionError('this key was rotated at the same moment', { where: purpose });
    },

    /**
     * Sets the secrets of a shop that has none yet from a seed, so that a simulation can be repeated exactly. Otherwise
     * changes nothing.
     */
    async plantSecrets(seed: string): Promise<void> {
      const planted = seededSecrets(seed);
      for (const purpose of purposes) await control.add(kindOfSecret(purpose), current, planted[purpose]);
    },
  };
}
