import type { Instant } from '../calendar.ts';
import type { Interaction } from '../interactions/interaction.ts';
import type { Order, OrderCustomer } from '../orders/order.ts';
import type { RefundActivity } from './activity.ts';
import type { ConsentEvidence, Contact, Facts } from './profile.ts';

/** One fact, as far as it says who the customer is and what they agreed to. */
interface ContactUpdate {
  readonly at: Instant;
  readonly type: string;
  readonly id: string;
  readonly customer: OrderCustomer;
  /** A consent that was stated by itself, with its own evidence. */
  readonly consent?: ConsentEvidence;
}

/**
 * The latest value of each contact field and consent; what a later fact leaves out stays known. Later by the time at
 * which the customer gave it, not by that of the version: a refund on an old order is news about the order, and brings
 * back neither the address that was on it nor a consent that was withdrawn since. How a customer first came to the shop, and who
 * sent them, is what the earliest fact says of it.
 *
 * @param before what is known from earlier facts. Whoever was erased before them has agreed to nothing, and a checkbox
 *   does not change that.
 */
export function contactFacts(
  before: Pick<Facts, 'contact' | 'consentEvidence' | 'erasedAt'>,
  orders: readonly Order[],
  refunds: readonly RefundActivity[],
  interactions: readonly Interaction[],
): Pick<Facts, 'contact' | 'consents' | 'consentEvidence'> {
  const updates: ContactUpdate[] = [
    ...orders.map(({ placedAt, id, customer }) => ({ at: placedAt, type: 'order', id, customer })),
    ...refunds.flatMap(({ at, type, id, customer }) => (customer ? [{ at, type, id, customer }] : [])),
    ...interactions.map(updateIn),
  ];
  let contact: Contact = before.contact;
  let evidence: ConsentEvidence = before.consentEvidence ?? {};
  for (const update of updates.sort(byTime)) {
    const { id: _, consents: __, ...changed } = update.customer;
    const { acquisitionSource, referralCode } = contact;
    const first = { ...(acquisitionSource && { acquisitionSource }), ...(referralCode && { referralCode }) };
    contact = { ...contact, ...changed, ...first };
    evidence = { ...evidence, ...statementsIn(update, before.erasedAt !== undefined), ...update.consent };
  }
  const { email, phone } = evidence;
  return {
    contact,
    consents: { ...(email && { email: email.granted }), ...(phone && { phone: phone.granted }) },
    ...((email ?? phone) && { consentEvidence: evidence }),
  };
}

function updateIn(interaction: Interaction): ContactUpdate {
  const { type, id, customer } = interaction;
  // A shop that changes an interaction states when; what it says of the customer is as recent as that.
  if (interaction.type !== 'consent') return { at: interaction.updatedAt, type, id, customer };
  const { at, channel, granted, source, wording } = interaction;
  return {
    at,
    type,
    id,
    customer,
    consent: { [channel]: { granted, at, source, ...(wording && { wording }) } },
  };
}

/** What a fact's own checkboxes say. After an erasure they only withdraw: agreeing takes a stated way of opting in. */
function statementsIn(
  { at, type, id, customer: { consents = {} } }: ContactUpdate,
  isAfterErasure: boolean,
): ConsentEvidence {
  const source = `${type} ${id}`;
  const said = (['email', 'phone'] as const).flatMap((channel) => {
    const granted = consents[channel];
    const isHeard = granted !== undefined && !(granted && isAfterErasure);
    return isHeard ? [[channel, { granted, at, source }]] : [];
  });
  return Object.fromEntries(said);
}

/** Facts of the same moment are ordered by id and type, so that the result does not depend on which came in first. */
const byTime = (a: ContactUpdate, b: ContactUpdate): number =>
  compare(a.at, b.at) || compare(a.id, b.id) || compare(a.type, b.type);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
