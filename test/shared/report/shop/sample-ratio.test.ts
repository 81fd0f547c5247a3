import { describe, expect, test } from 'vitest';
import { isSuspicious, sampleRatioOf } from '../../../../shared/report/shop/sample-ratio.ts';

describe('the sizes of the groups', () => {
  test('are suspicious when they would come about by chance less than once in a thousand times', () => {
    const ratio = sampleRatioOf(9100, 900, 0.1);
    expect(ratio?.chiSquare).toBeCloseTo(11.1111, 4);
    expect(ratio?.p).toBeCloseTo(0.000858, 6);
    expect(ratio && isSuspicious(ratio)).toBe(true);
    const other = sampleRatioOf(9090, 910, 0.1);
    expect(other && isSuspicious(other)).toBe(false);
  });

  // Quantiles of the chi-square distribution with one degree of freedom.
  test.each([
    [0, 1],
    [0.454936, 0.5],
    [3.841459, 0.05],
    [6.634897, 0.01],
    [10.827566, 0.001],
    [37.32489, 1e-9],
  ])('that give a chi-square of %f come about with the chance %f', (chiSquare, p) => {
    const heldOut = 1e6 + Math.sqrt(chiSquare * 5e5);
    expect(sampleRatioOf(2e6 - heldOut, heldOut, 0.5)).toEqual({
      chiSquare: expect.closeTo(chiSquare, 5),
      p: expect.closeTo(p, 6),
    });
  });

  test('have no chance at all when everybody is on one side', () => {
    expect(sampleRatioOf(100_000, 0, 0.1)?.p).toBe(0);
    expect(sampleRatioOf(0, 100_000, 0.1)?.p).toBe(0);
  });

  test('say nothing without a holdout, or while they are small', () => {
    expect(sampleRatioOf(1000, 0, 0)).toBeUndefined();
    expect(sampleRatioOf(0, 0, 0.1)).toBeUndefined();
    expect(sampleRatioOf(30, 10, 0.1)).toBeUndefined();
    expect(sampleRatioOf(10, 40, 0.95)).toBeUndefined();
  });
});
