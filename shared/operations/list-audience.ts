import type { PlainDate } from '../calendar.ts';
import { whyNotInAudience } from '../campaigns/audience.ts';
import type { Audience } from '../campaigns/audience-schema.ts';
import { type Channel, channels } from '../recipients/address.ts';
import type { Store } from '../store/store.ts';
import type { ClassifiedCustomer, ClassifiedCustomers } from './classified-customers.ts';
import { type Reach, reachCustomers } from './reach-customers.ts';

/** A customer in an audience, and how far each channel reaches them. */
export interface AudienceMember {
  readonly customer: ClassifiedCustomer;
  readonly reach: Readonly<Record<Channel, Reach>>;
}

/**
 * Lists who is in an audience as of a day, page by page, so that any number can be written to a file. Reads every
 * profile, and the mailboxes and phones of the members.
 *
 * @param onPage is called after each page with the number of customers on it
 */
export async function* listAudience(
  store: Pick<Store, 'recipients' | 'settings'>,
  all: ClassifiedCustomers,
  audience: Audience,
  asOf: PlainDate,
  onPage?: (customers: number) => void,
): AsyncGenerator<AudienceMember> {
  for await (const page of all.pages()) {
    yield* await membersAmong(store, page, all, audience, asOf);
    onPage?.(page.length);
  }
}

/** Those of some customers who are in an audience as of a day. Reads the mailboxes and phones of those who are. */
export async function membersAmong(
  store: Pick<Store, 'recipients' | 'settings'>,
  customers: readonly ClassifiedCustomer[],
  { settings }: Pick<ClassifiedCustomers, 'settings'>,
  audience: Audience,
  asOf: PlainDate,
): Promise<readonly AudienceMember[]> {
  const members = customers.filter((one) => whyNotInAudience(audience, one, settings, asOf) === undefined);
  const [byEmail, byPhone] = await Promise.all(
    channels.map((channel) => reachCustomers(store, members, { channel, on: asOf }, settings)),
  );
  return members.map((customer, place) => ({
    customer,
    reach: { email: byEmail?.[place] ?? unreached, phone: byPhone?.[place] ?? unreached },
  }));
}

const unreached: Reach = { stage: 'no-address' };
