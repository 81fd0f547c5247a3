import { gunzipSync } from 'node:zlib';
import { dayIn, instant } from '../../../shared/calendar.ts';
import { createCoupon } from '../../../shared/coupons/coupon.ts';
import { type CustomerId, customerIdSchema, taskIdSchema } from '../../../shared/ids.ts';
import { interactionSchema } from '../../../shared/interactions/interaction.ts';
import type { Enrolment } from '../../../shared/journeys/enrolment.ts';
import { customerRefFor } from '../../../shared/opaque-ids.ts';
import type { Surroundings } from '../../../shared/operations/erase-customer.ts';
import { createReservation } from '../../../shared/operations/reserve.ts';
import { suppressRecipient } from '../../../shared/operations/suppress-recipient.ts';
import { takeInFacts } from '../../../shared/operations/take-in.ts';
import { orderSchema } from '../../../shared/orders/order.ts';
import { eventFactKeyOf, type OrderActivity } from '../../../shared/profile/activity.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import { recipientIdFor } from '../../../shared/recipients/address.ts';
import { referralCodeFor } from '../../../shared/referrals/referral.ts';
import type { Store } from '../../../shared/store/store.ts';
import { askingEnrolment, enrolmentFor } from '../campaigns/campaigns.ts';

export const timeZone = 'Europe/Berlin';
/** When customers are erased in these tests. */
export const erasedAt = instant('2026-12-09T12:00:00Z');
export const before = instant('2026-12-01T12:00:00Z');
export const after = instant('2026-12-10T12:00:00Z');

/** Names that occur nowhere else, so that a search for them finds only this customer. */
export interface Person {
  readonly customerId: CustomerId;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  /** Another id that the shop has given the customer. */
  readonly alias: CustomerId;
  /** An address that only an earlier order had. */
  readonly earlierEmail: string;
}

let people = 0;
export function newPerson(): Person {
  people += 1;
  const word = `quentin-${people}-`;
  return {
    customerId: customerIdSchema.parse(`${word}id`),
    name: `${word}Name`,
    alias: customerIdSchema.parse(`${word}alias`),
    email: `${word}Mail@Post.Example`,
    phone: `+49 30 ${7_654_000 + people}`,
    earlierEmail: `${word}earlier@post.example`,
  };
}

export const orderBy = (
  { customerId, name, email, phone }: Person,
  id: string,
  placedAt: string,
  more: object = {},
): OrderActivity => ({
  type: 'order',
  order: orderSchema.parse({
    // Orders of the same number and time are the same order, whoever they come under.
    id: `${customerId}-${id}`,
    placedAt,
    updatedAt: placedAt,
    status: 'placed',
    currency: 'EUR',
    lines: [{ sku: 'tea', quantity: 1, unitPrice: 1000 }],
    totals: { total: 1000 },
    ...more,
    customer: { id: customerId, name, email, phone, consents: { email: true, phone: true } },
  }),
});

/** Takes in the least with which everything about an erasure has something to do. */
export async function makeBarelyKnown(store: Store, person: Person): Promise<void> {
  const { customerId, earlierEmail } = person;
  const key = await store.settings.opaqueIdKey();
  const order = orderBy({ ...person, email: earlierEmail }, 'o1', '2026-10-01T12:00:00Z');
  await takeInFacts(store, customerId, [order], timeZone);
  const enrolment = enrolmentFor(customerId, { ref: customerRefFor(customerId, key), enteredAt: before });
  await store.journeys.enrol(enrolment, 1);
  const { campaign, version } = enrolment.cohort;
  const refused = { campaign, version, at: before, begunBy: eventFactKeyOf(order) };
  await store.refusedEntries.add(customerId, { ...refused, excludedBy: campaign }, 4_102_444_800);
  await store.callbacks.add(taskFor(person, enrolment));
}

async function profileOf(store: Store, customerId: CustomerId): Promise<Profile> {
  const profile = await store.customers.find(customerId);
  if (profile === undefined) throw new Error('facts about this customer come first');
  return profile;
}

/** Takes in everything that can be known of a customer: facts, a used coupon, a call, an entry, messages. */
export async function makeKnown(store: Store, person: Person): Promise<{ enrolment: Enrolment }> {
  const { customerId, email, phone, earlierEmail } = person;
  const { opaqueIds: key } = await store.settings.secrets();
  const fact = (type: string, id: string, more: object = {}) =>
    interactionSchema.parse({ type, id, at: before, customer: { id: customerId, email }, ...more });
  const facts = [
    orderBy({ ...person, email: earlierEmail }, 'o1', '2026-10-01T12:00:00Z'),
    orderBy(person, 'o2', '2026-11-01T12:00:00Z'),
    fact('feedback', 'f1', { nps: 9, text: `${person.name} says hello` }),
    fact('complaint-opened', 'k1'),
  ];
  await takeInFacts(store, customerId, facts, timeZone);
  const terms = {
    customerId,
    benefit: { kind: 'percent' as const, percentOff: 10 },
    validForDays: 9,
    issuedAt: before,
    issuedFor: 'a#1#2026-12-01#0',
  };
  await store.aliases.add({ id: person.alias, ref: customerRefFor(person.alias, key), of: customerId });
  const coupon = createCoupon(terms, 'salt', timeZone);
  await store.coupons.issue(coupon);
  await store.samples.keep({
    date: dayIn(timeZone, before),
    segment: people,
    from: 0,
    profiles: [await profileOf(store, customerId)],
  });
  await store.referrals.nameOwner(referralCodeFor(customerId, key), customerId);
  await store.coupons.redeem(coupon, { at: before, orderId: orderSchema.shape.id.parse('o2') });
  const enrolment = enrolmentFor(customerId, { ref: customerRefFor(customerId, key), enteredAt: before });
  await store.journeys.enrol(enrolment, 1);
  await store.callbacks.add(taskFor(person, enrolment));
  for (const [channel, address] of [
    ['email', email],
    ['email', earlierEmail],
    ['phone', phone],
  ] as const) {
    const terms = { requiresConsent: false, ownConsent: true, caps: 'none' } as const;
    const request = { ...terms, channel, customerId, at: before, by: 'attempt' };
    const id = recipientIdFor(channel, address, key);
    await createReservation(store, id, { ...request, message: 'a#1#2026-12-01#0' }).reserve();
  }
  // The address of a mail that came back, which no order has any more.
  const bounced = { reason: 'bounced', at: before, source: 'message' } as const;
  const context = { timeZone, address: `bounced.${earlierEmail}`, customers: [customerId] };
  await suppressRecipient(store, recipientIdFor('email', context.address, key), bounced, context);
  return { enrolment };
}

export const taskFor = ({ customerId }: Person, enrolment: Enrolment) =>
  ({
    taskId: taskIdSchema.parse(`cb-${customerId.replace(/\D/g, '').padStart(24, '0')}`),
    customerId,
    enrolment: askingEnrolment(enrolment),
    script: 'win-back',
    askedBy: 'a#1#2026-12-01#0',
    withinHours: 72,
    attempts: 3,
    retryAfterHours: 24,
    value: 0,
    askedAt: before,
    attempt: 1,
    queuedAt: before,
    dueAt: after,
    calls: [],
    token: `token of ${customerId.slice(0, 1)}`,
    progress: { state: 'claimed', by: 'Mia', at: before, until: after },
  }) as const;

/** Surroundings that remember what was asked of them. */
export function createSurroundings() {
  const ended: string[] = [];
  const forgotten: string[] = [];
  const surroundings: Surroundings = {
    endCallback: async ({ taskId }) => void ended.push(taskId),
    deleteMail: async (addresses) => void forgotten.push(...addresses),
  };
  return { surroundings, ended, forgotten };
}

/** The items of all tables, each as text. */
export async function allItems(): Promise<readonly string[]> {
  // Handlers' clients exist once the tables have started.
  const { readTables } = await import('../../workflows/support/world.ts');
  return [...(await readTables()).values()].flatMap((items) =>
    [...items.values()].map((item) =>
      JSON.stringify(item, (_, value: unknown) =>
        value instanceof Uint8Array
          ? gunzipSync(value).toString()
          : value instanceof Set
            ? [...value]
            : value,
      ),
    ),
  );
}

/** The items that say who one of these is, in plain text, in a link, or in base64. */
export async function tracesOf(...persons: readonly Person[]): Promise<readonly string[]> {
  const words = persons.flatMap((person) => Object.values(person)).flatMap(formsOf);
  const items = (await allItems()).map((item) => item.toLowerCase());
  return items.filter((item) => words.some((word) => item.includes(word)));
}

/** A text as it may be written, in small letters. */
export function formsOf(text: string): readonly string[] {
  const inBase64 = [0, 1, 2].map((shift) =>
    Buffer.from(' '.repeat(shift) + text)
      .toString('base64url')
      .slice(shift === 0 ? 0 : 4, -4),
  );
  const digits = text.startsWith('+') ? [text.replace(/\D/g, '')] : [];
  return [text, encodeURIComponent(text), ...digits, ...inBase64].map((form) => form.toLowerCase());
}
