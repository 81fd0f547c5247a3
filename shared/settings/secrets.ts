import { createHmac, randomBytes } from 'node:crypto';

/** A key with the id by which what it signed names it. */
export interface SecretKey {
  readonly id: string;
  readonly key: string;
}

/** A key that rotates: new signatures use the current one, and old ones still verify. */
export interface KeyRing {
  readonly current: SecretKey;
  readonly retired: readonly SecretKey[];
}

/**
 * The shop's secrets. Each serves one purpose, so that one that leaks or rotates leaves the others alone.
 */
export interface Secrets {
  /** Makes ids that may leave the account out of addresses and customer ids. Never rotates: every such id would change. */
  readonly opaqueIds: string;
  /** Decides who is held out. Never rotates while campaigns run: customers would change sides. */
  readonly holdouts: string;
  /** Decides who is in no campaign at all. Never rotates while anybody is held out of all. */
  readonly globalHoldout: string;
  readonly coupons: KeyRing;
  readonly links: KeyRing;
  /** Signs what is sent to other programs. */
  readonly webhooks: KeyRing;
}

/** The secrets that rotate. */
export const rotatingSecrets = ['coupons', 'links', 'webhooks'] as const satisfies (keyof Secrets)[];
export type RotatingSecret = (typeof rotatingSecrets)[number];

const createKey = (makeKey: (purpose: string) => string, purpose: string): KeyRing => ({
  current: { id: '1', key: makeKey(purpose) },
  retired: [],
});

const secretsFrom = (makeKey: (purpose: string) => string): Secrets => ({
  opaqueIds: makeKey('opaque-ids'),
  holdouts: makeKey('holdouts'),
  globalHoldout: makeKey('global-holdout'),
  coupons: createKey(makeKey, 'coupons'),
  links: createKey(makeKey, 'links'),
  webhooks: createKey(makeKey, 'webhooks'),
});

/** New secrets: 256 random bits each. */
export const createSecrets = (): Secrets => secretsFrom(() => randomBytes(32).toString('base64url'));

/** Secrets that depend on the seed alone, so that a simulation can be repeated exactly. */
export const seededSecrets = (seed: string): Secrets =>
  secretsFrom((purpose) => createHmac('sha256', seed).update(purpose).digest('base64url'));

/** The ring with a new current key; the one before verifies what it signed. */
export const rotateKey = ({ current, retired }: KeyRing): KeyRing => ({
  current: { id: String(Number(current.id) + 1), key: randomBytes(32).toString('base64url') },
  retired: [current, ...retired],
});

/** The key that an id names; undefined for one that this ring never had. */
export const keyNamed = ({ current, retired }: KeyRing, id: string): SecretKey | undefined =>
  [current, ...retired].find((one) => one.id === id);
