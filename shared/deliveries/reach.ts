import type { Channel } from '../recipients/address.ts';
import { hasConsent, type Recipient } from '../recipients/recipient.ts';
import type { Settings } from '../settings/settings.ts';
import type { Reachable } from './reachability.ts';

/** How far a customer comes on the way to a message, each stage only after the one before. */
export const reachStages = ['no-address', 'no-consent', 'suppressed', 'reachable'] as const;
export type ReachStage = (typeof reachStages)[number];

/** True when a channel may only be used with consent. */
export const requiresConsent = (
  channel: Channel,
  { email, callbacks }: Pick<Settings, 'email' | 'callbacks'>,
): boolean => (channel === 'email' ? email.requiresConsent : callbacks.requiresConsent);

/**
 * How far a customer comes by a channel: an address, consent, and then that neither the customer nor anybody else with
 * the same mailbox has opted out. As in sending, what the customer says and what the mailbox says must both allow it.
 *
 * @param recipient the customer's mailbox or phone; undefined while nothing is known of it
 */
export function reachStageOf(
  { contact, consents, suppressions }: Reachable,
  recipient: Pick<Recipient, 'consent' | 'suppression' | 'erasedAt'> | undefined,
  channel: Channel,
  settings: Pick<Settings, 'email' | 'callbacks'>,
): ReachStage {
  if (contact[channel] === undefined) return 'no-address';
  const isRequired = requiresConsent(channel, settings);
  const request = { ownConsent: consents[channel], requiresConsent: isRequired };
  const isOwn = consents[channel] ?? !isRequired;
  if (!isOwn || !hasConsent(recipient ?? {}, request)) return 'no-consent';
  const isClosed = suppressions[channel] !== undefined || recipient?.suppression !== undefined;
  return isClosed ? 'suppressed' : 'reachable';
}
