import type { CustomerId } from '../../shared/ids.ts';
import { fullName, type Locale, namesByLocale } from './names.ts';
import {
  between,
  chance,
  createRandomStream,
  type Draw,
  oneByWeight,
  oneOf,
  wholeBetween,
} from './random.ts';

/** What the shop knows about a customer and sends with every order. */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly phone?: string;
  readonly locale: Locale;
  /** `1984-02-29`; most people do not give it. */
  readonly birthday?: string;
  readonly consents: { readonly email: boolean; readonly phone: boolean };
}

const localesOfCustomers: readonly { readonly locale: Locale; readonly weight: number }[] = [
  { locale: 'en-GB', weight: 40 },
  { locale: 'zh-CN', weight: 20 },
  { locale: 'en-US', weight: 15 },
  { locale: 'de-DE', weight: 14 },
  { locale: 'fr-FR', weight: 11 },
];

/** Reserved by RFC 2606 and RFC 6761: mail to these reaches nobody, whatever goes wrong. */
const domains = ['example.com', 'example.net', 'example.org', 'mail.example', 'post.example'];

const shareWithPhone = 0.68;
const shareWithBirthday = 0.45;

/** The maximum number of customers; prospects are numbered above it. */
export const maxCustomers = 10_000_000;

/** The number of prospect `index`, counted from 1. Prospects look and never buy. */
export const prospectNumber = (index: number): number => maxCustomers + index;

/** True for a number that belongs to a prospect. */
export const isProspect = (number: number): boolean => number > maxCustomers;

/** The person behind customer or prospect `number`. Customers are numbered from 1. */
export function personOf(seed: number, number: number): Person {
  const draw = createRandomStream(seed, number, 'person');
  const { locale } = oneByWeight(draw, localesOfCustomers);
  const given = oneOf(draw, namesByLocale[locale].given);
  const family = oneOf(draw, namesByLocale[locale].family);
  const hasPhone = chance(draw, shareWithPhone);
  const phone = drawPhone(locale, draw);
  const hasBirthday = chance(draw, shareWithBirthday);
  const birthday = drawBirthday(draw);
  const mark = isProspect(number) ? `.p${number - maxCustomers}` : number;
  return {
    name: fullName(given, family, locale),
    email: `${given.ascii}.${family.ascii}${mark}@${oneOf(draw, domains)}`,
    ...(hasPhone && { phone }),
    locale,
    ...(hasBirthday && { birthday }),
    consents: { email: chance(draw, 0.86), phone: hasPhone && chance(draw, 0.6) },
  };
}

/** Only the locale, which decides the holiday calendar; much cheaper than the whole person. */
export const localeOf = (seed: number, number: number): Locale =>
  oneByWeight(createRandomStream(seed, number, 'person'), localesOfCustomers).locale;

const digits = (draw: Draw, count: number): string =>
  String(Math.floor(draw() * 10 ** count)).padStart(count, '0');

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** From the ranges that each country's regulator reserves for films and examples, where there are any. */
function drawPhone(locale: Locale, draw: Draw): string {
  switch (locale) {
    case 'en-GB':
      return `+44 7700 900${digits(draw, 3)}`;
    case 'en-US':
      return `+1 ${wholeBetween(draw, 212, 989)} 555 01${digits(draw, 2)}`;
    case 'de-DE':
      return `+49 30 23125 ${digits(draw, 3)}`;
    case 'fr-FR':
      return `+33 6 39 98 ${digits(draw, 2)} ${digits(draw, 2)}`;
    case 'zh-CN':
      return `+86 100 0000 ${digits(draw, 4)}`;
  }
}

function drawBirthday(draw: Draw): string {
  // The mean of two draws makes middle age more likely than youth and old age.
  const year = Math.round((between(draw, 1938, 2006) + between(draw, 1938, 2006)) / 2);
  return `${year}-${twoDigits(wholeBetween(draw, 1, 12))}-${twoDigits(wholeBetween(draw, 1, 28))}`;
}

/** `C000042` for customer 42, `P000042` for prospect 42. */
export const customerIdOf = (number: number): CustomerId =>
  // Only this function creates these ids, and the pattern is a valid customer id.
  (isProspect(number)
    ? `P${String(number - maxCustomers).padStart(6, '0')}`
    : `C${String(number).padStart(6, '0')}`) as CustomerId;

/** 42 for `C000042`; `undefined` for an id of another form. */
export function customerNumberOf(id: string): number | undefined {
  const [, kind, digits] = /^([CP])(\d{6,9})$/.exec(id) ?? [];
  const number = kind === 'P' ? prospectNumber(Number(digits)) : Number(digits);
  return Number(digits) >= 1 && customerIdOf(number) === id ? number : undefined;
}
