/** A number exactly as written: `digits` divided by ten to the power of `scale`. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** The decimal separator: `1,234.50` has a point, `1.234,50` a comma. */
export type DecimalMark = '.' | ',';

export const zero: Decimal = { digits: 0n, scale: 0 };

// Thousands are grouped in threes or not at all, so that neither 2,55 nor 0,125 is read as a whole number when the mark is
// a point.
const patterns: Readonly<Record<DecimalMark, RegExp>> = {
  '.': /^([+-]?)(\d{1,15}|[1-9]\d{0,2}(?:,\d{3}){1,4})?(?:\.(\d{1,12}))?$/,
  ',': /^([+-]?)(\d{1,15}|[1-9]\d{0,2}(?:\.\d{3}){1,4})?(?:,(\d{1,12}))?$/,
};

/** Parses a number without going through a float; `undefined` when the text is not a number. */
export function parseDecimal(text: string, mark: DecimalMark = '.'): Decimal | undefined {
  const found = patterns[mark].exec(text.trim());
  if (found === null) return undefined;
  const [, sign, whole = '', parts = ''] = found;
  const digits = whole.replace(/[.,]/g, '') + parts;
  if (digits === '') return undefined;
  return { digits: sign === '-' ? -BigInt(digits) : BigInt(digits), scale: parts.length };
}

/** The exact product. */
export const times = (one: Decimal, other: Decimal): Decimal => ({
  digits: one.digits * other.digits,
  scale: one.scale + other.scale,
});

/** The quotient to twelve decimals. @param other not zero */
export const dividedBy = (one: Decimal, other: Decimal): Decimal => ({
  digits: (one.digits * powerOfTen(12 + other.scale)) / other.digits,
  scale: one.scale + 12,
});

/** The exact sum. */
export function plus(one: Decimal, other: Decimal): Decimal {
  if (one.scale === other.scale) return { digits: one.digits + other.digits, scale: one.scale };
  const scale = Math.max(one.scale, other.scale);
  return { digits: atScale(one, scale) + atScale(other, scale), scale };
}

/** The exact difference. */
export const minus = (one: Decimal, other: Decimal): Decimal => plus(one, negate(other));

/** The number with the opposite sign. */
export const negate = ({ digits, scale }: Decimal): Decimal => ({ digits: -digits, scale });

/** The number without its sign. */
export const absolute = (decimal: Decimal): Decimal => (decimal.digits < 0n ? negate(decimal) : decimal);

/** An amount in major units as whole minor units, halves rounded away from zero. @param decimals of the currency */
export function roundedMinor(major: Decimal, decimals: number): number {
  const { digits, scale } = absolute(major);
  const excess = scale - decimals;
  const minor = excess <= 0 ? digits * powerOfTen(-excess) : halvesUp(digits, powerOfTen(excess));
  return Number(major.digits < 0n ? -minor : minor);
}

/** An amount in major units as minor units, unrounded: 0.001 pounds are 0.1 pence. @param decimals of the currency */
export function exactMinor(major: Decimal, decimals: number): number {
  return toNumber({ digits: major.digits * powerOfTen(decimals), scale: major.scale });
}

/** The float nearest to the number. */
export function toNumber({ digits, scale }: Decimal): number {
  const whole = Number(digits);
  // Up to here both numbers are exact as floats, so their quotient is the nearest one.
  if (Number.isSafeInteger(whole) && scale <= 22) return whole / 10 ** scale;
  return Number(`${digits}e-${scale}`);
}

const halvesUp = (digits: bigint, unit: bigint): bigint => (2n * digits + unit) / (2n * unit);

const atScale = (decimal: Decimal, scale: number): bigint =>
  decimal.digits * powerOfTen(scale - decimal.scale);

const powers = Array.from({ length: 40 }, (_, exponent) => 10n ** BigInt(exponent));

const powerOfTen = (exponent: number): bigint => powers[exponent] ?? 10n ** BigInt(exponent);
