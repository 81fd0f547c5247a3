import * as z from 'zod';
import { whyNotReachableByEmail, whyNotReachableByPhone } from '../../deliveries/reachability.ts';
import { contactSchemas } from '../../orders/contact.ts';
import type { Consents } from '../../profile/profile.ts';
import { type Channel, channels } from '../../recipients/address.ts';
import { countryOf } from '../../recipients/country.ts';
import { createCondition } from './condition.ts';
import { oneOrMore, oneOrMoreOf } from './one-or-more.ts';
import { allOf, anyOf, someOf, withAndWithout } from './words.ts';

const contactFields = ['email', 'phone', 'name', 'birthday', 'locale', 'country'] as const;
type ContactField = (typeof contactFields)[number];

export const has = createCondition<readonly ContactField[], readonly ContactField[]>({
  description: 'All of these are known of the customer.',
  example: '[birthday, email]',
  schema: oneOrMore(contactFields),
  read:
    () =>
    ({ contact }) =>
      contactFields.filter(
        (field) => (field === 'country' ? countryOf(contact) : contact[field]) !== undefined,
      ),
  accepts: (asked) => (known) => asked.every((field) => known.includes(field)),
  asks: (asked) => allOf('contactFields', asked),
  says: (known) => allOf('contactFields', known),
});

const consentStates = ['given', 'withdrawn', 'unknown'] as const;
type ConsentState = (typeof consentStates)[number];

const stateOf = (consents: Consents, channel: Channel): ConsentState =>
  consents[channel] === undefined ? 'unknown' : consents[channel] ? 'given' : 'withdrawn';

const anyState = oneOrMore(consentStates).optional();

export const consent = createCondition<
  Readonly<Partial<Record<Channel, readonly ConsentState[] | undefined>>>,
  Consents
>({
  description: 'What the customer last said about a channel. `reachable` also asks whether it is open.',
  example: '{ email: given }',
  schema: z
    .strictObject({ email: anyState, phone: anyState })
    .refine((asked) => channels.some((channel) => asked[channel] !== undefined), 'give email, phone or both'),
  read: () => (customer) => customer.consents ?? {},
  accepts: (asked) => (consents) =>
    channels.every((channel) => asked[channel]?.includes(stateOf(consents, channel)) ?? true),
  asks: (asked) => ({
    is: 'parts',
    parts: channels.flatMap((part) => {
      const states = asked[part];
      return states === undefined ? [] : [{ part, statement: anyOf('consents', states) }];
    }),
  }),
  says: (consents) => ({
    is: 'parts',
    parts: channels.map((part) => ({ part, statement: allOf('consents', [stateOf(consents, part)]) })),
  }),
});

export const reachable = someOf('channels', channels, {
  description:
    'The customer can be reached by any of these channels: with an address, consent as the settings ask for, and not opted out.',
  example: '[phone]',
  read: ({ contact, consents = {}, suppressions = {} }, { settings }) => {
    const customer = { contact, consents, suppressions };
    const whyNot = {
      email: whyNotReachableByEmail(customer, settings),
      phone: whyNotReachableByPhone(customer, settings),
    };
    return channels.filter((channel) => whyNot[channel] === undefined);
  },
});

export const suppressed = someOf('suppressions', ['unsubscribed', 'bounced', 'complained', 'do-not-call'], {
  description: 'A channel is closed for any of these reasons.',
  example: '[bounced]',
  read: ({ suppressions }) => [suppressions?.email?.reason ?? [], suppressions?.phone?.reason ?? []].flat(),
});

/** Tags are compared as people read them: `zh_cn` is `zh-CN`. */
const readably = (tag: string): string => tag.replaceAll('_', '-').toLowerCase();

export const locale = createCondition<readonly string[], string>({
  description: 'Languages or locales, such as zh or en-GB.',
  example: '[zh, en-GB]',
  schema: z.array(z.string().min(2)).min(1),
  read:
    () =>
    ({ contact }) =>
      contact.locale,
  accepts(asked) {
    const wanted = asked.map(readably);
    return (tag) => {
      const spoken = tag.toLowerCase();
      return wanted.some((one) => spoken === one || spoken.startsWith(`${one}-`));
    };
  },
  asks: (asked) => anyOf('as-written', asked),
  says: (tag) => allOf('as-written', [tag]),
});

export const country = createCondition<readonly string[], string>({
  description:
    'Countries, by their ISO codes of two letters: as the shop says, or else by the locale, or else by an international phone number.',
  example: '[GB, IE]',
  schema: oneOrMoreOf(contactSchemas.country),
  read:
    () =>
    ({ contact }) =>
      countryOf(contact),
  accepts: (asked) => (code) => asked.includes(code),
  asks: (asked) => anyOf('as-written', asked),
  says: (code) => allOf('as-written', [code]),
});

const shopsWord = z.string().trim().min(1).max(128);

export const acquisitionSource = createCondition<readonly string[], string>({
  description:
    'How the customer first came to the shop, in the words of the shop; capitals make no difference.',
  example: '[search, newsletter]',
  schema: oneOrMoreOf(shopsWord),
  read:
    () =>
    ({ contact }) =>
      contact.acquisitionSource,
  accepts(asked) {
    const wanted = new Set(asked.map((one) => one.toLowerCase()));
    return (source) => wanted.has(source.toLowerCase());
  },
  asks: (asked) => anyOf('as-written', asked),
  says: (source) => allOf('as-written', [source]),
});

export const tags = withAndWithout('as-written', oneOrMoreOf(shopsWord), {
  description: 'Tags of the shop of which the customer must have all (include) and none (exclude).',
  example: '{ include: [wholesale], exclude: [press] }',
  read: (customer) => customer.tags ?? [],
});
