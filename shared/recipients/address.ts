import { domainToASCII } from 'node:url';
import type { RecipientId } from '../ids.ts';
import { opaqueIdFor } from '../opaque-ids.ts';

/** The ways in which a recipient is reached. */
export const channels = ['email', 'phone'] as const;
export type Channel = (typeof channels)[number];

/**
 * An email address as one mailbox has it: small letters, and the domain as DNS writes it, so that `Ann@MÜNCHEN.example`
 * and `ann@xn--mnchen-3ya.example` are one mailbox. Dots and tags before the @ stay: only some providers ignore them.
 */
export function normaliseEmail(email: string): string {
  const trimmed = email.trim().normalize('NFC').toLowerCase();
  const at = trimmed.lastIndexOf('@');
  const domain = trimmed.slice(at + 1);
  return `${trimmed.slice(0, at + 1)}${domainToASCII(domain) || domain}`;
}

/** A phone number as digits, with the plus of an international one; `00` in front counts as the plus. */
export function normalisePhone(phone: string): string {
  const digits = phone.replace(/[^\d+]/g, '').replace(/(?!^)\+/g, '');
  return digits.replace(/^00/, '+');
}

/** An address as its channel has it, by channel. */
export const normalise: Readonly<Record<Channel, (address: string) => string>> = {
  email: normaliseEmail,
  phone: normalisePhone,
};

/**
 * The id of the mailbox or phone with an address: the same for every customer who uses it, and worth nothing to anybody
 * without the shop's key, so it may stand in links.
 *
 * @param key the secret that makes opaque ids
 */
export function recipientIdFor(channel: Channel, address: string, key: string): RecipientId {
  return `@${opaqueIdFor(channel, normalise[channel](address), key)}` as RecipientId;
}
