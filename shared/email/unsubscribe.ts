import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { type RecipientId, recipientIdSchema } from '../ids.ts';
import { type KeyRing, keyNamed } from '../settings/secrets.ts';

/** What an unsubscribe link names. Nothing of it is personal. */
export interface UnsubscribeLink {
  /** The mailbox, whichever customer the email was for. */
  readonly recipient: RecipientId;
  /** What the email was for: a cohort's step, or a callback's reward. */
  readonly message: string;
}

const payloadSchema = z.tuple([recipientIdSchema, z.string().max(200)]);

const signatureOf = (payload: string, key: string): Buffer =>
  createHmac('sha256', key).update(`unsubscribe\u0000${payload}`).digest().subarray(0, 16);

/** The token in an unsubscribe link: what it names, the id of the key, and a signature that only this shop can make. */
export function unsubscribeToken({ recipient, message }: UnsubscribeLink, { current }: KeyRing): string {
  const payload = Buffer.from(JSON.stringify([recipient, message])).toString('base64url');
  return `${payload}.${current.id}.${signatureOf(payload, current.key).toString('base64url')}`;
}

/** What a token names; undefined when this shop did not sign it. Keys that were retired still verify. */
export function linkOfToken(token: string, keys: KeyRing): UnsubscribeLink | undefined {
  const [payload = '', keyId = '', signature = ''] = token.split('.');
  const key = keyNamed(keys, keyId);
  if (key === undefined) return undefined;
  const [expected, actual] = [signatureOf(payload, key.key), Buffer.from(signature, 'base64url')];
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return undefined;
  const parsed = payloadSchema.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  if (!parsed.success) return undefined;
  const [recipient, message] = parsed.data;
  return { recipient, message };
}
