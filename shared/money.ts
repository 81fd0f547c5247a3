import * as z from 'zod';

const knownCurrencies = new Set(Intl.supportedValuesOf('currency'));

export type Currency = string & z.$brand<'Currency'>;

/** An ISO 4217 code in capitals, such as GBP. */
export const currencySchema = z
  .string()
  .refine((code) => knownCurrencies.has(code), {
    error: (issue) => `unknown currency ${JSON.stringify(issue.input)}; use an ISO 4217 code such as GBP`,
  })
  .brand<'Currency'>();

/** An amount in the currency's smallest unit: pence, cents, fen; whole yen. */
export interface Money {
  readonly minor: number;
  readonly currency: Currency;
}

/** In minor units. Keeps the sum over a customer's orders an exact integer, up to 900 orders of this size. */
export const largestAmount = 1e13;

/** An amount in minor units, as shops send it: a whole number, zero or more. */
export const minorUnitsSchema = z
  .int('amounts are whole numbers of the smallest unit (1999 for 19.99)')
  .nonnegative('amounts are never negative; send what was given back as "refunded"')
  .max(largestAmount, 'amounts are at most 10,000,000,000,000 of the smallest unit');

const decimalsByCurrency = new Map<string, number>();

/** The number of decimals of a currency: 2 for GBP, 0 for JPY. */
export function decimalsOf(currency: Currency): number {
  const known = decimalsByCurrency.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
  decimalsByCurrency.set(currency, decimals);
  return decimals;
}

/** An amount of whole units, such as 12.5, in minor units; undefined for one that the currency does not have. */
export function inMinorUnits(units: number, currency: Currency): number | undefined {
  const minor = units * 10 ** decimalsOf(currency);
  const rounded = Math.round(minor);
  return Math.abs(minor - rounded) < 1e-6 && (rounded > 0 || units === 0) ? rounded : undefined;
}

/** An amount in minor units as a number of whole units, with all its decimals: `1234.50`. */
export function inUnits(minor: number, currency: Currency): string {
  const decimals = decimalsOf(currency);
  return (minor / 10 ** decimals).toFixed(decimals);
}

/** Formats an amount for readers in `locale`: `£1,234.50`, or to the whole unit when `rounded`. */
export function formatMoney(money: Money, locale: string | string[], rounded = false): string {
  const decimals = decimalsOf(money.currency);
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    ...(rounded && { maximumFractionDigits: 0 }),
  });
  return format.format(money.minor / 10 ** decimals);
}
