import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import * as z from 'zod';
import { type Instant, instantSchema } from '../calendar.ts';
import { campaignIdSchema, customerIdSchema } from '../ids.ts';
import { type KeyRing, keyNamed, type SecretKey } from '../settings/secrets.ts';
import { templateNameSchema } from './template-name.ts';

const previewSchema = z.tuple([
  campaignIdSchema,
  z.int(),
  z.int(),
  templateNameSchema,
  z.string().max(10),
  customerIdSchema,
  z.boolean(),
  instantSchema,
]);

/** Which mail of a draft a preview shows, as which customer, and until when. */
export interface Preview extends PreviewedMail {
  /** It would be recoloured as some mail programs do in the dark. */
  readonly isDark: boolean;
  readonly until: Instant;
}

/** A mail of a draft for one customer. */
export interface PreviewedMail {
  readonly campaign: z.output<typeof campaignIdSchema>;
  /** Of the draft; another revision has another preview. */
  readonly revision: number;
  /** Which step sends it, counted from 0. */
  readonly step: number;
  readonly template: string;
  readonly language: string;
  readonly customerId: z.output<typeof customerIdSchema>;
}

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

const derive = (purpose: string, { key }: SecretKey, data: string): Buffer =>
  createHmac('sha256', key).update(`preview ${purpose}\u0000${data}`).digest();

/**
 * The token in the address of a preview. It is sealed and not only signed, because an id may be an email address, and
 * addresses of pages are written down in more places than one thinks of. The nonce is a keyed hash of the content, so
 * the same content gives the same token, and no other content has its nonce.
 */
export function previewToken(preview: Preview, { current }: KeyRing): string {
  const { campaign, revision, step, template, language, customerId, isDark, until } = preview;
  const content = JSON.stringify([campaign, revision, step, template, language, customerId, isDark, until]);
  const nonce = derive('nonce', current, content).subarray(0, nonceBytes);
  const sealing = createCipheriv(cipher, derive('key', current, ''), nonce);
  const sealed = Buffer.concat([
    nonce,
    sealing.update(content, 'utf8'),
    sealing.final(),
    sealing.getAuthTag(),
  ]);
  return `${current.id}.${sealed.toString('base64url')}`;
}

/** What a token shows; undefined when this shop did not seal it, or its time is over. */
export function previewIn(token: string, keys: KeyRing, now: Instant): Preview | undefined {
  const [keyId = '', sealed = ''] = token.split('.');
  const key = keyNamed(keys, keyId);
  const content = key && openSealed(Buffer.from(sealed, 'base64url'), key);
  if (content === undefined) return undefined;
  const parsed = previewSchema.safeParse(JSON.parse(content));
  if (!parsed.success) return undefined;
  const [campaign, revision, step, template, language, customerId, isDark, until] = parsed.data;
  if (until < now) return undefined;
  return { campaign, revision, step, template, language, customerId, isDark, until };
}

function openSealed(sealed: Buffer, key: SecretKey): string | undefined {
  if (sealed.length < nonceBytes + tagBytes) return undefined;
  const opening = createDecipheriv(cipher, derive('key', key, ''), sealed.subarray(0, nonceBytes));
  opening.setAuthTag(sealed.subarray(-tagBytes));
  try {
    const content = opening.update(sealed.subarray(nonceBytes, -tagBytes));
    return Buffer.concat([content, opening.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
