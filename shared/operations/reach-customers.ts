import { addDays, instantOfLocal, type PlainDate } from '../calendar.ts';
import { actions } from '../campaigns/actions/actions.ts';
import type { CampaignVersion } from '../campaigns/campaign.ts';
import { broadcastDayOf } from '../campaigns/triggers/trigger.ts';
import { type ReachStage, reachStageOf } from '../deliveries/reach.ts';
import type { RecipientId } from '../ids.ts';
import type { Profile } from '../profile/profile.ts';
import { type Channel, recipientIdFor } from '../recipients/address.ts';
import { hasRoom } from '../recipients/recipient.ts';
import type { Settings } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';
import { capsFor } from './reserve.ts';

/** How far a customer comes by a channel, and the mailbox or phone, for one who has an address. */
export interface Reach {
  readonly stage: ReachStage;
  readonly recipient?: RecipientId;
  /** True when one more message would be above a cap: others have come, or are arranged, within its days. */
  readonly isCapped?: boolean;
}

/** A message that customers would get. */
export interface ReachingMessage {
  readonly channel: Channel;
  /** The day on which they would get it. */
  readonly on: PlainDate;
  /** True for one that caps do not hold back. */
  readonly isTransactional?: boolean;
}

/** What the first step of a campaign that reaches customers sends those who enter tonight, or on the day of a broadcast. */
export function firstMessageOf(
  { campaign: { steps, trigger } }: CampaignVersion,
  asOf: PlainDate,
): ReachingMessage {
  const first = steps.find(({ action }) => actions[action.type].channel !== undefined);
  const channel = (first && actions[first.action.type].channel) ?? 'email';
  const daysLater = Math.floor((first?.after.hours ?? 0) / 24);
  const on = addDays(broadcastDayOf(trigger) ?? asOf, daysLater);
  return { channel, on, isTransactional: first?.transactional ?? false };
}

type Reached = Pick<Profile, 'contact' | 'consents' | 'suppressions'>;

/**
 * How far customers come by a channel, in their order. Reads the mailbox of each, since it decides who may be written to:
 * a read unit for each customer with an address, 100 in a request. For calls where there is a cap on all messages
 * together, it reads the phone and the mailbox, which counts them.
 */
export async function reachCustomers(
  store: Pick<Store, 'recipients' | 'settings'>,
  customers: readonly Reached[],
  { channel, on, isTransactional = false }: ReachingMessage,
  settings: Pick<Settings, 'email' | 'callbacks' | 'limits' | 'timeZone'>,
): Promise<readonly Reach[]> {
  const key = await store.settings.opaqueIdKey();
  const idOf = ({ contact: { [channel]: address } }: Reached) =>
    address === undefined ? undefined : recipientIdFor(channel, address, key);
  const caps = capsFor({ isTransactional }, settings);
  const isCountedAtMailbox = channel === 'phone' && caps !== 'none' && caps.all.length > 0;
  const mailboxOf = ({ contact: { email } }: Reached) =>
    isCountedAtMailbox && email !== undefined ? recipientIdFor('email', email, key) : undefined;
  const ids = customers.flatMap((one) => [idOf(one) ?? [], mailboxOf(one) ?? []].flat());
  const known = await store.recipients.findAll(ids);
  const at = instantOfLocal(`${on}T12:00:00`, settings.timeZone);
  const isFull = (id: RecipientId | undefined, its: typeof caps): boolean => {
    const recipient = id && known.get(id)?.recipient;
    return recipient !== undefined && !hasRoom(recipient, { message: '', channel, at, caps: its });
  };
  return customers.map((customer) => {
    const [recipient, mailbox] = [idOf(customer), mailboxOf(customer)];
    const stage = reachStageOf(customer, recipient && known.get(recipient)?.recipient, channel, settings);
    const isCapped =
      mailbox === undefined || caps === 'none'
        ? isFull(recipient, caps)
        : isFull(recipient, { ...caps, all: [] }) || isFull(mailbox, { ...caps, phone: [] });
    return { stage, ...(recipient && { recipient }), ...(isCapped && { isCapped }) };
  });
}

/** How many customers come how far, each number at most the one before. */
export interface ReachCounts {
  readonly withAddress: number;
  readonly withConsent: number;
  readonly notSuppressed: number;
  /** Those for whom the caps have room for one more message. */
  readonly notCapped: number;
  /** The mailboxes (or phones) of those: two customers with one mailbox get one message. */
  readonly reachable: number;
}

/** Counts how far customers come. */
export function createReachTally() {
  const counts = { withAddress: 0, withConsent: 0, notSuppressed: 0, notCapped: 0 };
  const recipients = new Set<string>();
  return {
    add({
      stage,
      recipient,
      isCapped = false,
    }: Omit<Reach, 'recipient'> & { readonly recipient?: string | undefined }): void {
      if (stage === 'no-address') return;
      counts.withAddress += 1;
      if (stage === 'no-consent') return;
      counts.withConsent += 1;
      if (stage === 'suppressed') return;
      counts.notSuppressed += 1;
      if (isCapped) return;
      counts.notCapped += 1;
      if (recipient !== undefined) recipients.add(recipient);
    },
    counts: (): ReachCounts => ({ ...counts, reachable: recipients.size }),
  };
}
