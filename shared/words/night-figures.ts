import type { NightWords } from './nights.ts';

/** Hours and minutes of a long time; seconds with a decimal of a very short one. */
export function durationText(ms: number, { duration }: Pick<NightWords, 'duration'>): string {
  const seconds = ms / 1000;
  if (seconds < 10) return duration(0, 0, seconds.toFixed(1));
  const whole = Math.round(seconds);
  return duration(Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), String(whole % 60));
}

/** Dollars and cents; that it was less than one of a night that costs next to nothing. */
export const dollarsText = (dollars: number): string =>
  dollars < 0.01 ? '<$0.01' : `$${dollars.toFixed(2)}`;
