import { type Draw, oneByWeight } from './random.ts';

/** The web shop never closes, but its customers sleep; they order at lunch and in the evening. */
const hours = [
  ...[1, 2, 4, 6, 7, 7, 8, 7, 6, 6, 6, 7, 8, 10, 10, 7, 3].map((weight, index) => ({
    hour: index + 7,
    weight,
  })),
];

/** When in a day somebody orders, as a fraction of the day. */
export function momentOfDay(draw: Draw): number {
  const { hour } = oneByWeight(draw, hours);
  // Whole seconds, as shops write them.
  return (hour * 3600 + Math.floor(draw() * 3600)) / 86_400;
}

/** A moment of the day after a position, at which people are awake. */
export const dayAfter = (draw: Draw, position: number): number => Math.ceil(position) + momentOfDay(draw);
