import type { Language } from '../language.ts';

/** Formats an amount in minor units for people to read. */
export type FormatMoney = (minor: number) => string;

/** A share as whole percent; with one decimal below 1%, and never a chance rounded to certainty. */
export function percent(share: number): string {
  const hundred = share * 100;
  if (hundred > 0 && hundred < 0.1) return '<0.1%';
  if (hundred > 0 && hundred < 0.95) return `${hundred.toFixed(1)}%`;
  if (hundred > 99 && hundred < 100) return '99%';
  return `${Math.round(hundred)}%`;
}

/** Two shares to be compared by the reader: with one decimal where whole percents would hide that they differ. */
export function percentPair(one: number, other: number): readonly [string, string] {
  const [short, otherShort] = [percent(one), percent(other)];
  if (short !== otherShort || one === other) return [short, otherShort];
  return [`${(one * 100).toFixed(1)}%`, `${(other * 100).toFixed(1)}%`];
}

/** A share as percentage points, with one decimal. */
export const points = (share: number): string => (share * 100).toFixed(1);

/** Formats shares as a language writes percentages, with at most `decimals` decimals. */
export const percentIn =
  (language: Language) =>
  (share: number, decimals = 1): string =>
    new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: decimals }).format(share);
