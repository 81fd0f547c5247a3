import { type Interaction, isOptInSource } from '../interactions/interaction.ts';
import { byTime, type ReleaseActivity, type SuppressionActivity } from './activity.ts';
import type { Contact, Suppressions } from './profile.ts';

/** What else decides whether a channel that was closed still is. */
interface Circumstances {
  readonly contact: Contact;
  readonly interactions: readonly Interaction[];
  readonly releases: readonly ReleaseActivity[];
}

/**
 * The first event that closed each channel and is still in force; for email, a complaint outweighs the rest.
 *
 * @param before what earlier events closed, and is still in force
 */
export function suppressionFacts(
  before: Suppressions,
  suppressions: readonly SuppressionActivity[],
  circumstances: Circumstances,
): Suppressions {
  return suppressions
    .filter((one) => isStillInForce(one, circumstances))
    .sort(byTime)
    .reduce(withSuppression, before);
}

/**
 * A bounce closes an address, not the channel, so it no longer counts once the customer has another one, or somebody has
 * released this one. Unsubscribing
 * counts until the customer opts in again in a way that is stated; a checkbox at checkout is none.
 */
function isStillInForce(
  suppression: SuppressionActivity,
  { contact, interactions, releases }: Circumstances,
): boolean {
  if (suppression.reason === 'bounced') {
    const { address, at } = suppression;
    const isTheirs = contact.email === undefined || address === contact.email.toLowerCase();
    return isTheirs && !releases.some((one) => one.address === address && one.at >= at);
  }
  if (suppression.reason !== 'unsubscribed') return true;
  return !interactions.some((one) => opensAgain(one, suppression.channel) && one.at > suppression.at);
}

/** True for a stated opt-in, which opens a channel again that was unsubscribed from before. */
export const opensAgain = (one: Interaction, channel: SuppressionActivity['channel']): boolean =>
  one.type === 'consent' && one.channel === channel && one.granted && isOptInSource(one.source);

function withSuppression(before: Suppressions, { at, ...closed }: SuppressionActivity): Suppressions {
  if (closed.channel === 'phone') return { ...before, phone: before.phone ?? { reason: closed.reason, at } };
  const outweighs = closed.reason === 'complained' && before.email?.reason !== 'complained';
  if (before.email !== undefined && !outweighs) return before;
  return { ...before, email: { reason: closed.reason, at } };
}
