import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  exactMinor,
  parseDecimal,
  plus,
  roundedMinor,
  times,
  zero,
} from '../../../connectors/csv/decimal.ts';

const decimalText = fc
  .tuple(fc.boolean(), fc.integer({ min: 0, max: 99_999_999 }), fc.stringMatching(/^\d{0,6}$/))
  .map(([isNegative, whole, parts]) => `${isNegative ? '-' : ''}${whole}${parts === '' ? '' : `.${parts}`}`);

/** The value of a text with at most six decimals in millionths, computed without `parseDecimal`. */
function millionths(text: string): bigint {
  const [whole = '0', parts = ''] = text.replace('-', '').split('.');
  const size = BigInt(whole) * 1_000_000n + BigInt(parts.padEnd(6, '0'));
  return text.startsWith('-') ? -size : size;
}

const read = (text: string) => parseDecimal(text) ?? expect.fail(`${text} is a number`);

describe('a decimal', () => {
  test('is worth exactly what is written', () => {
    fc.assert(
      fc.property(decimalText, (text) => {
        const { digits, scale } = read(text);
        expect(digits * 10n ** BigInt(6 - scale)).toBe(millionths(text));
      }),
    );
  });

  test('adds and multiplies without drift', () => {
    fc.assert(
      fc.property(decimalText, decimalText, (one, other) => {
        const sum = plus(read(one), read(other));
        expect(sum.digits * 10n ** BigInt(6 - sum.scale)).toBe(millionths(one) + millionths(other));
        const product = times(read(one), read(other));
        expect(product.digits * 10n ** BigInt(12 - product.scale)).toBe(millionths(one) * millionths(other));
      }),
    );
  });

  test('rounds to minor units, halves away from zero', () => {
    fc.assert(
      fc.property(decimalText, (text) => {
        const size = millionths(text.replace('-', ''));
        const rounded = size / 10_000n + (size % 10_000n >= 5_000n ? 1n : 0n);
        expect(Math.abs(roundedMinor(read(text), 2))).toBe(Number(rounded));
      }),
    );
    expect(roundedMinor(read('1.005'), 2)).toBe(101);
    expect(roundedMinor(read('-1.005'), 2)).toBe(-101);
    expect(roundedMinor(read('1980'), 0)).toBe(1980);
  });

  test('can be a fraction of a minor unit', () => {
    expect(exactMinor(read('0.001'), 2)).toBe(0.1);
    expect(exactMinor(read('8911407.904'), 2)).toBe(891140790.4);
    expect(exactMinor(zero, 2)).toBe(0);
  });

  test('can have its thousands separated, but only in groups of three', () => {
    expect(read('1,234.50')).toEqual(read('1234.50'));
    expect(parseDecimal('1.234,50', ',')).toEqual(read('1234.50'));
    for (const text of ['2,55', '12,34.5', '1,2345', '0,125'])
      expect(parseDecimal(text), text).toBeUndefined();
    expect(parseDecimal('2.55', ',')).toBeUndefined();
  });

  test('is refused when the text contains anything else', () => {
    for (const text of ['', '.', '-', 'abc', '1e3', '£2.55', '0x10', 'NaN', '1.2.3', '--1', '1 000']) {
      expect(parseDecimal(text), text).toBeUndefined();
    }
  });
});
