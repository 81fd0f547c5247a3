import { domainToASCII } from 'node:url';
import * as z from 'zod';
import { plainDateSchema } from '../calendar.ts';
import { isCode, normaliseCode } from '../code.ts';
import type { InputIssue } from '../errors.ts';
import { isRecord, readableText } from '../validation.ts';

/** Marks of direction and other characters without a shape, which come along when a text is copied. */
const invisible = /\p{Cf}/gu;

// Each length is checked before anything else looks at the text.
const shortText = (longest: number, error: string) =>
  z
    .string(error)
    .max(longest, { abort: true, error })
    .transform((text) => text.replace(invisible, '').trim());

/**
 * An address that SES can send to. Browsers' rule (`html5Email`) is the base, because `a&b@example.com` and a domain
 * that ends in `xn--p1ai` are good addresses; it is tightened by what SES refuses: dots in a row, a domain of one part.
 */
const emailSchema = shortText(254, 'not an email address')
  .transform(withAsciiDomain)
  .refine(isDeliverable, 'not an email address');

const domainOfLetters = /^[\p{L}\p{M}\p{N}.。．｡-]+$/u;

/** SES takes domains in their ASCII form: `ann@münchen.example` is written to as `ann@xn--mnchen-3ya.example`. */
function withAsciiDomain(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  if (at < 1 || /^[\x20-\x7e]*$/.test(domain) || !domainOfLetters.test(domain)) return address;
  return `${address.slice(0, at)}@${domainToASCII(domain) || domain}`;
}

function isDeliverable(address: string): boolean {
  const [local = '', domain = ''] = address.split('@');
  return (
    z.regexes.html5Email.test(address) &&
    address.length <= 254 &&
    local.length <= 64 &&
    !/^\.|\.\.|\.$/.test(local) &&
    /\.(?!\d+$)[^.]{2,}$/.test(domain)
  );
}

// As it is written in its country: 089/123456, (020) 7946 0000, 010-12345678转801, +1 555 123-4567 ext. 89.
const phonePattern = /^\(?\+?[0-9 ()./-]{5,30}(?:(?:ext\.?|x|#|转|轉|分机|分機|内线) ?[0-9]{1,6})?$/i;

const phoneSchema = shortText(60, 'not a phone number')
  .transform(inAscii)
  .refine((phone) => phonePattern.test(phone) && hasPlausibleLength(phone), 'not a phone number');

/** Full-width digits, and any kind of space or dash, as a keypad has them. */
function inAscii(phone: string): string {
  return phone
    .normalize('NFKC')
    .replace(/\p{Zs}/gu, ' ')
    .replace(/\p{Pd}/gu, '-');
}

/** Two numbers in one field are none that can be called. International numbers have at most 15 digits, 17 with 00. */
function hasPlausibleLength(phone: string): boolean {
  const digits = phone.split(/[a-z#转轉分内]/i)[0]?.replace(/[^0-9]/g, '').length ?? 0;
  return digits >= 5 && digits <= 17;
}

/** A tag of at most 35 characters is what RFC 5646 (4.4.1) asks of everybody to support. */
const longestLocale = 35;
const localeError = 'unknown locale; use a tag such as en, en-GB or zh-CN';

/** A language tag in its canonical form, so that audiences and templates find it: `ZH-cn` and `zh_CN.UTF-8` are `zh-CN`. */
const localeSchema = shortText(longestLocale, localeError).transform((text, context) => {
  const locale = canonicalLocale(text.replace(/[.@].*$/, '').replaceAll('_', '-'));
  if (locale !== undefined) return locale;
  context.addIssue({ code: 'custom', message: localeError });
  return z.NEVER;
});

// Asking for one costs 30 µs, and a shop's customers share a few.
const canonicalLocales = new Map<string, string | undefined>();

function canonicalLocale(tag: string): string | undefined {
  if (canonicalLocales.has(tag)) return canonicalLocales.get(tag);
  if (canonicalLocales.size >= 1_000) canonicalLocales.clear();
  const locale = askForCanonicalLocale(tag);
  canonicalLocales.set(tag, locale);
  return locale;
}

function askForCanonicalLocale(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

const countryError = 'unknown country; use the ISO 3166-1 code of two letters, such as GB or CN';
const countryNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
/** Codes that have a name and are no country. */
const notCountries = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);

/** An ISO 3166-1 code in capitals. What replaced an old code is found, and so is `UK`, which never was one. */
const countrySchema = shortText(10, countryError).transform((text, context) => {
  const code = /^[a-z]{2}$/i.test(text) ? (canonicalLocale(`und-${text}`)?.slice(-2) ?? '') : '';
  if (code !== '' && !notCountries.has(code) && countryNames.of(code) !== undefined) return code;
  context.addIssue({ code: 'custom', message: countryError });
  return z.NEVER;
});

/** However it is typed. */
const referralCodeSchema = shortText(64, 'not a referral code')
  .transform(normaliseCode)
  .refine(isCode, 'not a referral code');

/** What a shop may know of a customer, by field. Reading a value that was read before changes nothing. */
export const contactSchemas = {
  email: emailSchema,
  name: readableText(200),
  phone: phoneSchema,
  locale: localeSchema,
  birthday: plainDateSchema,
  country: countrySchema,
  acquisitionSource: readableText(64).min(1),
  referralCode: referralCodeSchema,
};

export type ContactField = keyof typeof contactSchemas;
export type Contact = { readonly [F in ContactField]?: z.output<(typeof contactSchemas)[F]> };

const contactFields = Object.keys(contactSchemas) as ContactField[];

/** A field of the contact that cannot be used, and why. */
export interface UnusableField {
  readonly field: ContactField;
  readonly message: string;
}

/**
 * Reads contact fields one by one: one that cannot be used is left out and reported, and the others stand. A field that
 * is empty or null says nothing.
 */
export function readContact(fields: Readonly<Partial<Record<ContactField, unknown>>>): {
  readonly contact: Contact;
  readonly leftOut: readonly UnusableField[];
} {
  const contact: Partial<Record<ContactField, string>> = {};
  const leftOut: UnusableField[] = [];
  for (const field of contactFields) {
    const value = fields[field];
    if (saysNothing(value)) continue;
    const read = contactSchemas[field].safeParse(value);
    if (read.success) contact[field] = read.data;
    else leftOut.push({ field, message: read.error.issues[0]?.message ?? 'not usable' });
  }
  return { contact: contact as Contact, leftOut };
}

const saysNothing = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** An input without the contact fields that cannot be used, and which these are. */
export interface ReadableFact {
  readonly input: unknown;
  readonly leftOut: readonly InputIssue[];
}

/**
 * Takes the contact fields that cannot be used out of a fact's `customer`, so that they do not cost the fact. Nothing
 * else is checked: a consent, above all, is not guessed.
 */
export function leaveOutUnusableContact(input: unknown): ReadableFact {
  if (!isRecord(input) || !isRecord(input.customer)) return { input, leftOut: [] };
  const { contact, leftOut } = readContact(input.customer);
  const others = Object.entries(input.customer).filter(
    ([field, value]) => value !== null && !contactFields.some((one) => one === field),
  );
  const customer = Object.fromEntries(others);
  if (isRecord(customer.consents))
    customer.consents = Object.fromEntries(
      Object.entries(customer.consents).filter(([, value]) => value !== null),
    );
  return {
    input: { ...input, customer: { ...customer, ...contact } },
    leftOut: leftOut.map(({ field, message }) => ({ path: `customer.${field}`, message })),
  };
}
