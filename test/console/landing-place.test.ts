import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { landingPlace } from '../../console/form/landing-place.ts';

/** A short card, a tall one, and two short ones. */
const cards = [
  { top: 0, height: 100 },
  { top: 110, height: 600 },
  { top: 720, height: 100 },
  { top: 830, height: 100 },
];

describe('a card that is dragged', () => {
  test.each([
    ['above all others', 2, 10, 0],
    ['just above the middle of the tall one', 2, 400, 1],
    ['just below it, where it came from', 2, 420, undefined],
    ['over itself', 1, 300, undefined],
    ['below all others', 0, 2000, 3],
    ['above the top of the page', 0, -50, undefined],
    ['below the page, as the last one', 3, 5000, undefined],
  ])('lands %s', (_, dragged, y, place) => {
    expect(landingPlace(y, dragged, cards)).toBe(place);
  });

  test('lands at a place that there is, and the lower the pointer, the lower the place', () => {
    const pointer = fc.integer({ min: -100, max: 1100 });
    fc.assert(
      fc.property(fc.nat(cards.length - 1), pointer, pointer, (dragged, one, other) => {
        const at = (y: number) => landingPlace(y, dragged, cards) ?? dragged;
        const [higher, lower] = [Math.min(one, other), Math.max(one, other)];
        expect(at(higher)).toBeLessThanOrEqual(at(lower));
        expect(at(lower)).toBeLessThan(cards.length);
      }),
    );
  });

  test('alone has nowhere to go', () => {
    expect(landingPlace(500, 0, [{ top: 0, height: 50 }])).toBeUndefined();
  });
});
