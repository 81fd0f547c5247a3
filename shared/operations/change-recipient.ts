import type { RecipientId } from '../ids.ts';
import { type Recipient, unknownRecipient } from '../recipients/recipient.ts';
import type { Store } from '../store/store.ts';
import { contended, retryWhileContended } from './contention.ts';

/** A handful of messages and statements at the same time is a busy mailbox. */
const changeAttempts = 20;

/**
 * Changes one mailbox by what stands there now. A change that returns the very mailbox it was given writes nothing.
 *
 * @returns the mailbox as it is afterwards
 * @throws ContentionError when other writers kept changing it
 */
export const changeRecipient = (
  store: Pick<Store, 'recipients'>,
  id: RecipientId,
  change: (recipient: Recipient) => Recipient,
): Promise<Recipient> =>
  retryWhileContended(
    async () => {
      const { recipient = unknownRecipient(id), version } = await store.recipients.find(id);
      const after = change(recipient);
      if (after === recipient || (await store.recipients.save(after, version))) return after;
      return contended;
    },
    { attempts: changeAttempts, what: 'the recipient was changed by others', where: 'recipient' },
  );
