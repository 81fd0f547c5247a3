import * as z from 'zod';
import { type Instant, instantSchema } from '../calendar.ts';
import { customerRefSchema, type RecipientId, recipientIdSchema } from '../ids.ts';
import { type Activity, momentOf } from '../profile/activity.ts';
import { type Recipient, unknownRecipient } from '../recipients/recipient.ts';

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
 * counts, and only a stated way of opting in gives it anew. Nothing else is kept.
 */
export const withErasure = ({ id, suppression }: Recipient, { at }: Pick<Erasure, 'at'>): Recipient => ({
  ...unknownRecipient(id),
  erasedAt: at,
  ...(suppression && { suppression: { ...suppression, source: 'erasure' } }),
});

/** The erasure with recipients that were found later, such as after a crash. */
export const withRecipients = (erasure: Erasure, recipients: readonly RecipientId[]): Erasure => ({
  ...erasure,
  recipients: [...new Set([...erasure.recipients, ...recipients])].sort(),
});

/** The later of two erasures of one customer. */
export const laterOf = (a: Instant, b: Instant): Instant => (a > b ? a : b);
