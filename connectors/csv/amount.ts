import { type Currency, currencySchema } from '../../shared/money.ts';
import { cellText } from './cell.ts';
import { type Decimal, type DecimalMark, negate, parseDecimal } from './decimal.ts';

/** Names of currencies that Unicode does not have; in lower case, as NFKC writes them. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  CNY: ['rmb', '¥', '元', '圆', '人民币'],
  JPY: ['¥', '円', '日元'],
  USD: ['us$', '美元'],
  EUR: ['euro', 'euros', '欧元'],
  GBP: ['英镑'],
  CHF: ['fr', 'sfr'],
  HKD: ['港币', '港元'],
  TWD: ['nt$', '新台币'],
};

const namesByCurrency = new Map<Currency, ReadonlySet<string>>();

function namesOf(currency: Currency): ReadonlySet<string> {
  const known = namesByCurrency.get(currency);
  if (known !== undefined) return known;
  const names = new Set([currency.toLowerCase(), ...(otherNames[currency] ?? [])]);
  for (const currencyDisplay of ['symbol', 'narrowSymbol'] as const) {
    const parts = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay }).formatToParts(
      1,
    );
    names.add(plainName(parts.find(({ type }) => type === 'currency')?.value ?? currency));
  }
  namesByCurrency.set(currency, names);
  return names;
}

const plainName = (text: string): string => text.normalize('NFKC').trim().toLowerCase().replace(/\.$/, '');

/** The currency that a cell names: `expected` when that can be meant by it, since `$` and `¥` are several. */
export function currencyNamed(text: string, expected: Currency): Currency | undefined {
  if (namesOf(expected).has(plainName(text))) return expected;
  const [named] = Object.entries(otherNames).find(([, names]) => names.includes(plainName(text))) ?? [];
  return currencySchema.safeParse(named ?? text.trim().toUpperCase()).data;
}

/** An amount, or why there is none: its text is no amount, or one in another currency. */
export type AmountReading = Decimal | 'not-an-amount' | 'other-currency';

/**
 * Reads an amount as people write it: `$1,025.00`, `12,50 €`, `1 234,56`, `25.00 USD`, and below zero as `-5`, `5-` or
 * `(5)`. A sign of another currency than `currency` is never passed over.
 */
export function readAmount(raw: string, mark: DecimalMark, currency: Currency): AmountReading {
  const text = cellText(raw);
  const plain = parseDecimal(text, mark);
  if (plain !== undefined) return plain;
  const written = text
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    // 25,- and 25.- are whole amounts, not negative ones.
    .replace(/(?<=\d)[.,]-(?=\D*$)/, '');
  const inBrackets = /^\((.*)\)$/.exec(written)?.[1];
  const [, before = '', digits = '', after = ''] =
    /^((?:[^\d.,]|\.(?!\d))*)([.,]?\d(?:[\d.,\s'’]*\d)?)(\D*)$/.exec(inBrackets ?? written) ?? [];
  const amount = parseDecimal(withoutSpacesBetweenThousands(digits), mark);
  if (amount === undefined) return 'not-an-amount';
  const signs = `${before}${after}`.replace(/[^-+]/g, '');
  if (signs.length > (inBrackets === undefined ? 1 : 0)) return 'not-an-amount';
  for (const part of [before, after]) {
    const name = part.replace(/[-+\s]/g, '');
    if (name === '' || namesOf(currency).has(plainName(name))) continue;
    return namesSomeCurrency(name) ? 'other-currency' : 'not-an-amount';
  }
  return inBrackets !== undefined || signs === '-' ? negate(amount) : amount;
}

/** Reads the amounts of one file. */
export type AmountReader = (text: string) => AmountReading;

const maxKnown = 10_000;

/** Creates a reader of amounts that remembers what it has read, since the same prices and quantities come again. */
export function createAmountReader(mark: DecimalMark, currency: Currency): AmountReader {
  const known = new Map<string, AmountReading>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= maxKnown) known.clear();
    const reading = readAmount(text, mark, currency);
    known.set(text, reading);
    return reading;
  };
}

const withoutSpacesBetweenThousands = (digits: string): string =>
  /^\d{1,3}(?:[\s'’]\d{3})+(?:[.,]\d+)?$/.test(digits) ? digits.replace(/[\s'’]/g, '') : digits;

const namesSomeCurrency = (name: string): boolean =>
  /\p{Sc}/u.test(name) ||
  currencySchema.safeParse(name.toUpperCase()).success ||
  Object.values(otherNames).flat().includes(plainName(name));

/** Whether a number or an amount is written as one below zero. */
export const isBelowZero = (text: string): boolean =>
  /[-\u2212(]/.test(text) && (/^'?\D{0,4}[-\u2212(]/.test(text) || /\d\s*-$/.test(text));
