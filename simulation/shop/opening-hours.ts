import { type Draw, oneByWeight } from './random.ts';

/** The web shop never closes, but its customers sleep. They order at lunch and in the evening. */
const hours = [
  ...[1, 2, 4, 6, 7, 7, 8, 7, 6, 6, 6, 7, 8, 10, 10, 7, 3].map((weight, index) => ({
    hour: index + 7,
    weight,
  })),
];

/** Draws the time of day at which somebody orders, as a fraction of the day. */
export function drawTimeOfDay(draw: Draw): number {
  const { hour } = oneByWeight(draw, hours);
  // Whole seconds, because shops write times that way.
  return (hour * 3600 + Math.floor(draw() * 3600)) / 86_400;
}

/** Draws a position on the first whole day after `position`, at an hour when people are awake. */
export const drawNextDay = (draw: Draw, position: number): number =>
  Math.ceil(position) + drawTimeOfDay(draw);
