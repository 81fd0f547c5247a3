import * as z from 'zod';
import { instantSchema, laterOf } from '../calendar.ts';
import { type CustomerId, customerRefSchema, recipientIdSchema } from '../ids.ts';
import { isOptInSource } from '../interactions/interaction.ts';
import { type Activity, momentOf } from '../profile/activity.ts';
import type { Recipient, RecipientSuppression } from '../recipients/recipient.ts';

/** What is left of a customer who was erased. It names nobody, and lets every door refuse what is older. */
export const erasureSchema = z.strictObject({
  ref: customerRefSchema,
  at: instantSchema,
  /** The mailboxes and phones that were the customer's. */
  recipients: z.array(recipientIdSchema),
});
export type Erasure = Readonly<z.output<typeof erasureSchema>>;

/** True for a fact that an erasure covers, however late it comes in. */
export const isErased = (fact: Activity, erasure: Pick<Erasure, 'at'> | undefined): boolean =>
  erasure !== undefined && momentOf(fact) <= erasure.at;

/**
 * A recipient once a customer of it was erased. It stays closed if it was; consent that was given before no longer
 * counts, and only a stated way of opting in gives it anew. What it knows of others who use it stays.
 *
 * @param isTheirs true for the id of the customer who was erased
 */
export function withErasure(
  { id, consent, optedInAt, suppression, erasedAt, customers, messages }: Recipient,
  { at }: Pick<Erasure, 'at'>,
  isTheirs: (customerId: CustomerId) => boolean,
): Recipient {
  const latest = laterOf(erasedAt ?? at, at);
  const isConsentLater =
    consent !== undefined && consent.at > latest && (!consent.granted || isOptInSource(consent.source));
  const others = Object.entries(messages).filter(([, { customerId }]) => !isTheirs(customerId));
  return {
    id,
    erasedAt: latest,
    ...(isConsentLater && { consent }),
    ...(optedInAt !== undefined && optedInAt > latest && { optedInAt }),
    ...(suppression && { suppression: withoutSource(suppression) }),
    customers: customers.filter((one) => !isTheirs(one)),
    messages: Object.fromEntries(others),
  };
}

/** What closes a mailbox stays, and says no longer by which message or in which request. */
const withoutSource = ({ alsoUnsubscribed, ...closed }: RecipientSuppression): RecipientSuppression => ({
  ...closed,
  source: 'erasure',
  ...(alsoUnsubscribed && { alsoUnsubscribed: { at: alsoUnsubscribed.at, source: 'erasure' } }),
});

/** An erasure on top of an earlier one of the same customer, such as one that a crash broke off. */
export const mergeErasures = (erasure: Erasure, before: Erasure | undefined): Erasure => ({
  ref: erasure.ref,
  at: laterOf(before?.at ?? erasure.at, erasure.at),
  recipients: [...new Set([...(before?.recipients ?? []), ...erasure.recipients])].sort(),
});
